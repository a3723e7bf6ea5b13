"""What the desk's first page lists: my drafts, waiting, scheduled, just published, comments waiting."""

from typing import Any

from django.utils import timezone

from articles import access
from articles.models import Edition
from comments import queues
from comments.states import Queue

SHOWN = 6
RECENT = 1000  # editions of the whole paper that have just been published


def lists(user: Any) -> dict[str, Any]:
    """Constant queries; only the lists that fit her duties."""
    may_write, may_moderate = access.may(user, "add_story"), access.may(user, "moderate")
    found = {"may_write": may_write, "may_moderate": may_moderate}
    return found | (of_stories(user) if may_write else {}) | (of_comments(user) if may_moderate else {})


def of_stories(user: Any) -> dict[str, Any]:
    """Rows of `for_desk`, newest first; what waits longest and what comes next stand first."""
    now = timezone.now()
    stories = access.visible_articles(user)
    scheduled = stories.for_desk(now).filter(pk__in=Edition.objects.pending(now).values("article"))
    newest = Edition.objects.live(now).order_by("-live_from").values("article")[:RECENT]
    published = stories.in_state("live", now).filter(pk__in=newest)
    return {
        "mine": stories.in_state("draft", now).filter(created_by=user).order_by("-saved_at")[:SHOWN],
        "waiting": stories.in_state("filed", now).order_by("saved_at")[:SHOWN],
        "scheduled": scheduled.order_by("scheduled_at")[:SHOWN],
        "published": published.order_by("-last_published_at")[:SHOWN],
    }


def of_comments(user: Any) -> dict[str, Any]:
    """Those of her sections; who waits longest stands first. Three queries."""
    waiting = queues.reach(user).in_queue(Queue.WAITING).select_related("author")
    return {"queue_sizes": queues.sizes(user), "waiting_comments": waiting[:SHOWN]}
