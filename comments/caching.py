"""Tags of the conversation's pages, and what each act purges."""

from datetime import datetime, time, timedelta
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse

from articles.models import Edition
from newsroom.pagecache.marking import mark
from newsroom.pagecache.purging import purge

R = TypeVar("R", bound=HttpResponse)

POLICIES = "comment-policies"
STANDARDS = "standards"
PARAMETERS = ("after", "order", "under")  # all that the pages of comments read


def conversation(article_id: int) -> str:
    """On every page that shows comments of a story."""
    return f"comments:{article_id}"


def tags_for(edition: Edition) -> list[str]:
    """What a page of a story's comments depends on beside its own rows."""
    return [conversation(edition.article_id), f"article:{edition.article_id}", "sections", POLICIES]


def purge_words(article_id: int) -> None:
    """Something in the list changed: a text, a count of recommendations."""
    purge(conversation(article_id))


def purge_conversation(article_id: int) -> None:
    """The number of comments or the way in changed, which the article page shows too."""
    purge(conversation(article_id), f"article:{article_id}")


def purge_policies() -> None:
    """Every story below shows whether it takes comments, and only the tag of the section tree is on all of them."""
    purge(POLICIES, "sections")


def purge_standards() -> None:
    purge(STANDARDS)


def public(response: R, edition: Edition, *, at: datetime, closes_at: datetime | None = None) -> R:
    """Marks a page of a story's comments: right until the story changes or the conversation closes, or midnight."""
    day = at.astimezone(settings.PAPER_ZONE).date() + timedelta(days=1)
    ends = [edition.live_until, datetime.combine(day, time(), settings.PAPER_ZONE)]
    if closes_at and closes_at > at:
        ends.append(closes_at)
    return mark(
        response,
        tags=tags_for(edition),
        until=min(ends),
        stale_until=edition.live_until,
        parameters=PARAMETERS,
        at=at,
    )
