"""Addresses of the public pages; sections come last, since any path may be one."""

from django.urls import path, re_path

from articles.views import front, lists, story, words

SECTION = r"[a-z0-9-]+(?:/[a-z0-9-]+)*"
DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"
STORY = rf"^(?P<section>{SECTION})/{DAY}/(?P<slug>[a-z0-9-]+)/"

urlpatterns = [
    path("", front.front, name="front"),
    path("by/<slug:slug>/", lists.author, name="author"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    re_path(rf"^archive/{DAY}/$", lists.day, name="day"),
    path("corrections/", lists.corrections, name="corrections"),
    path("dictionary/", words.look_up, name="dictionary"),
    re_path(rf"{STORY}$", story.article, name="article"),
    re_path(rf"{STORY}print/$", story.article_print, name="article-print"),
    re_path(rf"^(?P<path>{SECTION})/$", lists.section, name="section"),
]
