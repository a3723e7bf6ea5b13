"""How a conversation takes comments: set for a story, or for a section and all below it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import access
from articles.models import Article, Section
from comments.caching import purge_conversation, purge_policies
from comments.models import SectionPolicy, Thread
from newsroom.log.writing import write


def host(
    article: Article, *, mode: str, closes_at: datetime | None = None, by: Any, at: datetime | None = None
) -> Thread:
    """The story's own rule; comments that wait already go on waiting."""
    access.require(by, "moderate", article)
    with transaction.atomic():
        thread = Thread.objects.select_for_update().get_or_create(article=article)[0]
        before = said(thread.mode, thread.closes_at)
        thread.mode, thread.closes_at = mode, closes_at
        thread.save(update_fields=["mode", "closes_at"])
        write("host", thread, by=by, at=at or timezone.now(), before=before, after=said(mode, closes_at))
        purge_conversation(article.pk)
        return thread


def host_section(
    section: Section, *, mode: str, close_after_days: int | None = None, by: Any, at: datetime | None = None
) -> SectionPolicy:
    """What holds in a section and below it. The pages of all its conversations are made anew."""
    access.require(by, "moderate", section)
    with transaction.atomic():
        rule = SectionPolicy.objects.select_for_update().get_or_create(section=section)[0]
        before = {"mode": rule.mode, "days": rule.close_after_days}
        rule.mode, rule.close_after_days = mode, close_after_days
        rule.save(update_fields=["mode", "close_after_days"])
        after = {"mode": mode, "days": close_after_days}
        write("host_section", rule, by=by, at=at or timezone.now(), before=before, after=after)
        purge_policies()
        return rule


def said(mode: str, closes_at: datetime | None) -> dict[str, str]:
    return {"mode": mode, "closes_at": closes_at.isoformat() if closes_at else ""}
