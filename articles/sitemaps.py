"""What search engines are told: an index, one map a month, the sections, and the news of the last two days."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Generic, NamedTuple, TypeVar
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.linked_data import absolute, words
from articles.models import Address, Edition
from articles.querysets import month_after
from newsroom.pagecache.remember import remember

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST = 50_000  # addresses in one map, by the protocol
MOST_NEWS = 1000  # stories in a news map, by Google
NEWS_FOR = timedelta(days=2)
PAGES = ("/", "/corrections/", "/standards/")

T = TypeVar("T")


class Story(NamedTuple):
    """A story as `Edition.objects.for_sitemap` tells it."""

    section: str  # its path
    day: date
    slug: str
    published_at: datetime
    changed_at: datetime | None
    live_until: datetime
    headline: str
    language: str

    @property
    def url(self) -> str:
        """As `Edition.get_absolute_url`."""
        return f"/{self.section}/{self.day:%Y/%m/%d}/{self.slug}/"


class Place(NamedTuple):
    """One address of a map; `news` adds what a news map says of a story."""

    url: str
    changed_at: datetime | None = None
    news: Story | None = None


class Until(NamedTuple, Generic[T]):
    """What is remembered, and when it ends by itself."""

    value: T
    until: datetime


@remember(caching.SECTIONS, until=lambda kept: kept.until)
def crowded() -> Until[frozenset[str]]:
    """Months that need more than one map. Counted once a day: the only question here that grows with the archive."""
    return Until(frozenset(Address.objects.crowded_months(MOST)), caching.midnight_after(timezone.now()))


@remember(caching.NEWEST, caching.SECTIONS, until=lambda kept: kept.until)
def index_document() -> Until[str]:
    """The whole index; one query while `crowded` is remembered and empty."""
    at = timezone.now()
    maps = ["/sitemap-sections.xml", *index_of(at.astimezone(settings.PAPER_ZONE).date())]
    return Until(_document("sitemapindex", {}, (Place(name) for name in maps)), caching.midnight_after(at))


def index_of(today: date) -> Iterator[str]:
    """Names of maps: one a month, one a day in a month beyond MOST."""
    split = crowded().value
    for month in Address.objects.months(until=today):
        names = Address.objects.days(month, until=today) if month in split else [month]
        yield from (f"/sitemap-{name}.xml" for name in names)


def span(first: date, after: date) -> tuple[datetime, datetime]:
    """Days of the paper's own calendar, as moments."""
    return datetime.combine(first, time(), settings.PAPER_ZONE), datetime.combine(after, time(), settings.PAPER_ZONE)


def _document(root: str, namespaces: dict[str, str], places: Iterable[Place]) -> str:
    """Put together as text: with a writer of XML, most of the time for fifty thousand addresses went into its calls."""
    named = "".join(f' {name}="{address}"' for name, address in ({"xmlns": SITEMAP} | namespaces).items())
    element = "sitemap" if root == "sitemapindex" else "url"
    entries = "".join(f"<{element}>{_entry(place)}</{element}>" for place in places)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root}{named}>{entries}</{root}>'


def _entry(place: Place) -> str:
    changed = f"<lastmod>{place.changed_at.isoformat(timespec='seconds')}</lastmod>" if place.changed_at else ""
    return f"<loc>{escape(absolute(place.url))}</loc>{changed}{_news(place.news) if place.news else ''}"


def _answer(document: str) -> HttpResponse:
    return HttpResponse(document, content_type="application/xml; charset=utf-8")


def _news(story: Story) -> str:
    return (
        f"<news:news><news:publication><news:name>{escape(words(settings.NEWSROOM_NAME))}</news:name>"
        f"<news:language>{story.language}</news:language></news:publication>"
        f"<news:publication_date>{story.published_at.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{escape(words(story.headline))}</news:title></news:news>"
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """No query while nothing is published and the day lasts."""
    at = timezone.now()
    return caching.public(_answer(index_document().value), tags=[caching.NEWEST], at=at)


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    first = _date(f"{month}-01")
    return _stories(first, month_after(first))


@require_safe
def day(request: HttpRequest, day: str) -> HttpResponse:
    first = _date(day)
    return _stories(first, first + timedelta(days=1))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _stories(first: date, after: date) -> HttpResponse:
    """One query."""
    at = timezone.now()
    start, end = span(first, after)
    if start > at:
        raise Http404
    stories = _between(start, end, MOST, at)
    places = (Place(story.url, story.changed_at or story.published_at) for story in stories)
    return caching.public(_answer(_document("urlset", {}, places)), tags=[caching.NEWEST], at=at, shown=stories)


def _between(start: datetime, end: datetime, most: int, at: datetime) -> list[Story]:
    return [Story._make(row) for row in Edition.objects.for_sitemap(start, end, at=at)[:most]]


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """No query while the tree is remembered."""
    at = timezone.now()
    places = [*map(Place, PAGES), *(Place(row.get_absolute_url()) for row in caching.tree().by_id.values())]
    return caching.public(_answer(_document("urlset", {}, places)), tags=[caching.SECTIONS], at=at)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """One query; it ends when its oldest story has had its two days."""
    at = timezone.now()
    stories = _between(at - NEWS_FOR, at + NEWS_FOR, MOST_NEWS, at)
    places = (Place(story.url, news=story) for story in stories)
    answer = _answer(_document("urlset", {"xmlns:news": NEWS}, places))
    until = stories[-1].published_at + NEWS_FOR if stories else None
    return caching.public(answer, tags=[caching.NEWEST], at=at, until=until, shown=stories)
