"""Makers of conversations for tests; comments go through the same acts as a reader's."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from articles.models import Article, Section
from articles.tests import make
from comments import hosting, moderation, reacting, standards, talking
from comments.models import Comment, Rule
from comments.states import Mode, State
from newsroom.accounts.models import User

_numbers = count(1)


def story(**fields: Any) -> Article:
    """A live story that takes comments."""
    return make.article(**{"published": True} | fields)


def reader(name: str = "") -> User:
    return make.user(name or f"Reader {next(_numbers)}")


def moderator(section: Section | None = None) -> User:
    return make.user(f"Moderator {next(_numbers)}", role="moderator", section=section)


def rule(code: str = "insult") -> Rule:
    found = standards.rule(code)
    assert found is not None
    return found


def comment(
    about: Article | None = None,
    text: str = "",
    *,
    by: User | None = None,
    parent: Comment | None = None,
    state: str = State.APPROVED,
    at: datetime | None = None,
    minutes_ago: float = 0,
) -> Comment:
    """In any state; each maker's reader is her own, so that no limit is met by accident."""
    number = next(_numbers)
    about = about or (parent.thread.article if parent else story())
    at = at or timezone.now() - timedelta(minutes=minutes_ago)
    author = by or reader()
    words = text or f"Words number {number}."
    said = talking.say(about.pk, words, by=author, key=f"key-{number}", parent=parent, at=at)
    if state == State.REJECTED:
        moderation.reject(said, by=moderator(), rule=rule(), note="Please stay civil.", at=at)
    elif state == State.DELETED:
        talking.take_back(said, by=author, at=at)
    elif state == State.WAITING:
        wait(said)
    said.refresh_from_db()
    return said


def wait(said: Comment) -> None:
    """As if it had been written while the story's comments were reviewed first."""
    about = said.thread.article
    hosting.host(about, mode=Mode.PREMODERATED, by=moderator())
    talking.edit(said, f"{said.text} (again)", by=said.author, at=said.created_at)
    hosting.host(about, mode=Mode.INHERIT, by=moderator())


def reported(about: Article | None = None, *, reason: str = "insult", text: str = "") -> Comment:
    said = comment(about)
    reacting.report(said, reason=reason, text=text, by=reader())
    said.refresh_from_db()
    return said
