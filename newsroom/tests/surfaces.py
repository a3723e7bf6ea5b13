"""Every public address of the resolver, filled in with a story; a new pattern must be listed here."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Author, Photo, Section, Topic
from newsroom.tests.scene import Told

Fill = Callable[[Told], list[str]]


def patterns(rows: list | None = None, above: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address, those of the desk with `admin:` before their name."""
    for row in get_resolver().url_patterns if rows is None else rows:
        route = f"{above}{row.pattern}"
        if isinstance(row, URLResolver):
            yield from patterns(row.url_patterns, route, row.namespace or space)
        elif isinstance(row, URLPattern):
            yield (f"{space}:{row.name}" if space else str(row.name)), route


def same(*addresses: str) -> Fill:
    return lambda told: list(addresses)


def below_story(*ends: str) -> Fill:
    return lambda told: [f"{address}{end}" for address in told.addresses for end in ends]


def below_sections(end: str) -> Fill:
    return lambda told: [f"/{path}/{end}" for path in Section.objects.values_list("path", flat=True)]


def on_days(form: str) -> Fill:
    return lambda told: sorted({f"{day:{form}}" for day in told.days})


def own_photo(told: Told) -> list[str]:
    batches = Photo.objects.values_list("batch", flat=True)
    return [f"/media/{batch}/" for batch in batches] + [f"/media/{told.slugs[0]}.jpg"]


PUBLIC: dict[str, Fill] = {
    "front": same("/"),
    "section": below_sections(""),
    "article": below_story(""),
    "article-print": below_story("print/"),
    "comments": below_story("comments/", "comments/?order=oldest"),
    "comments-mine": below_story("comments/mine/"),
    "comment": lambda told: [f"/comment/{pk}/" for pk in told.comments],
    "author": lambda told: [f"/by/{slug}/" for slug in Author.objects.values_list("slug", flat=True)],
    "topic": lambda told: [f"/topics/{slug}/" for slug in Topic.objects.values_list("slug", flat=True)],
    "day": on_days("/archive/%Y/%m/%d/"),
    "corrections": same("/corrections/"),
    "dictionary": same("/dictionary/", "/dictionary/?q=talks"),
    "standards": same("/standards/"),
    "feed": same("/feed/"),
    "feed-atom": same("/feed/atom/"),
    "feed-json": same("/feed/json/"),
    "section-feed": below_sections("feed/"),
    "section-feed-atom": below_sections("feed/atom/"),
    "section-feed-json": below_sections("feed/json/"),
    "sitemap": same("/sitemap.xml"),
    "sitemap-sections": same("/sitemap-sections.xml"),
    "sitemap-month": on_days("/sitemap-%Y-%m.xml"),
    "sitemap-day": on_days("/sitemap-%Y-%m-%d.xml"),
    "news-sitemap": same("/news-sitemap.xml"),
    "robots": same("/robots.txt"),
    "security": same("/.well-known/security.txt"),
    "healthz": same("/healthz"),
    "readyz": same("/readyz"),
    "metrics": same("/metrics"),
    "media": own_photo,
    "me": same("/me/"),
    "me-leave": same("/me/leave/"),
}
# Sign-in and second factor: they know no stories, and `newsroom/accounts` lists and tests them by themselves.
ACCOUNTS = "accounts/"

# What a live story must show where, so that the silence about the others means something.
SHOWN: dict[str, set[str]] = {
    "front": {"short"},
    "section": {"short"},
    "article": {"headline", "kicker", "standfirst", "dateline", "text", "quote", "cutline", "alt", "credit", "wording"},
    "article-print": {"headline", "text"},
    "comments": {"comment", "reply"},
    "author": {"short"},
    "topic": {"short"},
    "day": {"short"},
    "corrections": {"note"},
    "feed": {"headline", "standfirst"},
    "feed-atom": {"headline", "standfirst"},
    "feed-json": {"headline", "standfirst"},
    "section-feed": {"headline", "standfirst"},
    "section-feed-atom": {"headline", "standfirst"},
    "section-feed-json": {"headline", "standfirst"},
    "sitemap-month": {"slug"},
    "sitemap-day": {"slug"},
    "news-sitemap": {"headline", "slug"},
    "comment": {"slug"},
    "me": {"slug"},
}
