"""What the desk's first page lists: my drafts, waiting, scheduled, just published, comments waiting."""

from typing import Any

from django.utils import timezone

from articles import access

SHOWN = 6


def lists(user: Any) -> dict[str, Any]:
    """Constant queries; each list holds rows of `for_desk`, newest first (scheduled: next first)."""
    now = timezone.now()
    stories = access.visible_articles(user)
    mine = stories.in_state("draft", now).filter(created_by=user).order_by("-saved_at")
    return {
        "mine": mine[:SHOWN],
        "waiting": stories.in_state("filed", now).order_by("saved_at")[:SHOWN],
        "scheduled": stories.for_desk(now).filter(scheduled_at__isnull=False).order_by("scheduled_at")[:SHOWN],
        "published": stories.in_state("live", now).order_by("-last_published_at")[:SHOWN],
        "may_moderate": access.may(user, "moderate"),
        "may_write": access.may(user, "add_story"),
    }
