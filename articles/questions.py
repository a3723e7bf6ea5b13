"""The questions that public pages ask all the time, each compiled once; what they mean stands in `querysets`."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from articles.models import Edition, Listing, Pin, Section
from newsroom.prepared import Prepared, for_many, prepared

PER_PAGE = 20
IN_A_FEED = 30
MOST_PINNED = 12

Place = tuple[int, int, datetime]
"""A story in a list: edition, article, first published."""


story = prepared(
    Edition,
    lambda day, slug, at: Edition.objects.for_article_page(day, slug, at=at).order_by()[:1],
    date, str, datetime,
)  # fmt: skip
story_in_short = prepared(
    Edition,
    lambda day, slug, at: Edition.objects.for_article_page(day, slug, at=at).cards().order_by()[:1],
    date, str, datetime,
)  # fmt: skip
story_bare = prepared(
    Edition,
    lambda day, slug, at: Edition.objects.for_article_page(day, slug, at=at).bare().order_by()[:1],
    date, str, datetime,
)  # fmt: skip
readable = prepared(
    Edition, lambda article, at: Edition.objects.live(at).cards().filter(article_id=article)[:1], int, datetime
)
readable_bare = prepared(
    Edition, lambda article, at: Edition.objects.live(at).bare().filter(article_id=article)[:1], int, datetime
)
in_place = prepared(
    Listing,
    lambda kind, place, at: Listing.objects.in_place(kind, place, at=at).places()[: PER_PAGE + 1],
    str, int, datetime,
)  # fmt: skip
in_place_before = prepared(
    Listing,
    lambda kind, place, at, when, pk: (
        Listing.objects.in_place(kind, place, at=at).before(when, pk).places()[: PER_PAGE + 1]
    ),
    str, int, datetime, datetime, int,
)  # fmt: skip
fed = prepared(Edition, lambda at: Edition.objects.newest(at=at).places()[:IN_A_FEED], datetime)
fed_in_place = prepared(
    Listing,
    lambda kind, place, at: Listing.objects.in_place(kind, place, at=at).places()[:IN_A_FEED],
    str, int, datetime,
)  # fmt: skip
pinned = prepared(
    Pin,
    lambda at: Pin.objects.for_front_page(at=at).with_editions(Edition.objects.live(at))[:MOST_PINNED],
    datetime,
)
cards = for_many(Edition, lambda ids, at: Edition.objects.among(ids, at=at), (1, 8, 24, 120), datetime)
told = for_many(Edition, lambda ids, at: Edition.objects.told(ids, at=at), (4, 16, 64), datetime)


@cache
def newest_in(sections: int, most: int) -> Prepared:
    """For so many sections; takes their ids, MOST_PINNED editions to leave out, and the moment."""

    def build(*given: Any) -> QuerySet:
        rows = Section.objects.filter(pk__in=given[:sections])
        return Listing.objects.newest_in_sections(rows, most, besides=given[sections:-1], at=given[-1])

    return prepared(Section, build, *[int] * (sections + MOST_PINNED), datetime)
