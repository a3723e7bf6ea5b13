"""Addresses of the paper for machines: feeds and sitemaps; included before the sections."""

from django.urls import path, re_path

from articles import feeds, sitemaps

SECTION = r"(?P<section>[a-z0-9-]+(?:/[a-z0-9-]+)*)"

urlpatterns = [
    path("feed/", feeds.feed, {"kind": "rss"}, name="feed"),
    path("feed/atom/", feeds.feed, {"kind": "atom"}, name="feed-atom"),
    path("feed/json/", feeds.feed, {"kind": "json"}, name="feed-json"),
    re_path(rf"^{SECTION}/feed/$", feeds.feed, {"kind": "rss"}, name="section-feed"),
    re_path(rf"^{SECTION}/feed/atom/$", feeds.feed, {"kind": "atom"}, name="section-feed-atom"),
    re_path(rf"^{SECTION}/feed/json/$", feeds.feed, {"kind": "json"}, name="section-feed-json"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sections.xml", sitemaps.sections, name="sitemap-sections"),
    re_path(r"^sitemap-(?P<month>[12][0-9]{3}-[0-9]{2})\.xml$", sitemaps.month, name="sitemap-month"),
    re_path(r"^sitemap-(?P<day>[12][0-9]{3}-[0-9]{2}-[0-9]{2})\.xml$", sitemaps.day, name="sitemap-day"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
]
