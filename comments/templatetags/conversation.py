"""Tags of the conversation: the box below a story, a comment's words, its author's name."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Edition
from comments import policy, questions
from comments.models import Thread
from comments.said import Said
from comments.states import State
from comments.text import Piece, count, pieces
from newsroom.accounts import providers

register = template.Library()

CLOCK = "H:i"  # with which a format of moments may end


@register.inclusion_tag("comments/_conversation.html", takes_context=True)
def comment_box(context: Any, edition: Edition) -> dict[str, Any]:
    """Heading, count, the signed-out box and a link to all comments; the same bytes for everyone. One query."""
    if edition.pk is None:
        return {}
    [thread] = questions.thread(edition.article_id) or [None]
    return around(edition, thread) | {"count": thread.public_count if thread else 0, "paper": context.get("paper")}


@register.simple_tag
def ways_in() -> str:
    """The names of the social accounts that the paper takes."""
    return either([str(provider.name) for provider in providers.configured()])


def around(edition: Edition, thread: Thread | None) -> dict[str, Any]:
    """What every page of a story's conversation knows."""
    story, setting = edition.get_absolute_url(), policy.setting(edition, thread)
    return {
        "story": story,
        "address": f"{story}comments/",
        "mine": f"{story}comments/mine/",
        "is_open": setting.is_open(timezone.now()),
        "setting": setting,
        "limit": settings.COMMENT_LENGTH,
    }


def either(names: list[str]) -> str:
    """“X”, “X or Facebook”, “X, Facebook or Google”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s or %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


@register.filter
def as_said(text: str) -> SafeString:
    """Plain text as paragraphs, with web addresses as links; everything is escaped. Lines break by the style sheet."""
    paragraphs = [paragraph.strip("\n") for paragraph in text.split("\n\n")]
    # Safe: `linked` escapes all of it.
    return SafeString("".join([f"<p>{linked(paragraph)}</p>" for paragraph in paragraphs if paragraph]))


def linked(paragraph: str) -> str:
    """Escaped; without an address in it there is no need to look for its pieces."""
    return "".join(map(piece, pieces(paragraph))) if "://" in paragraph else escape(paragraph)


def piece(part: Piece) -> str:
    if part.address:
        return f'<a href="{escape(part.address)}" rel="nofollow ugc noopener">{escape(part.words)}</a>'
    return escape(part.words)


@register.filter
def reader_name(person: Any) -> str:
    """A person's name beside her words; those who have left have none."""
    if person.erased_at:
        return _("Former reader")
    return person.name or _("Reader")


TOMBSTONES = {
    State.DELETED: gettext_lazy("This comment was deleted by its author."),
    State.ERASED: gettext_lazy("This comment went with its author's account."),
    State.REJECTED: gettext_lazy("A moderator took this comment out."),
    State.WAITING: gettext_lazy("This comment waits for a moderator."),
}


def tombstone(comment: Said) -> str:
    """What stands where a comment was."""
    return str(TOMBSTONES.get(State(comment.state), ""))


@register.filter
def moment(at: datetime) -> str:
    """A time in the paper's zone, with its day: “24 November 2026, 07:52”."""
    return moment_said(timezone.localtime(at), moment_pattern(), get_language())


def moment_pattern() -> str:
    # Translators: Django's date format for a day and a time, such as “24 November 2026, 07:52”.
    return _("j F Y, H:i")


def moment_said(local: datetime, pattern: str, language: str | None) -> str:
    """By a pattern in the language in use. Days are kept in words: making them costs more than a comment's HTML."""
    if not pattern.endswith(CLOCK):
        return formatted(local, pattern)
    return f"{day_said(local.date(), pattern.removesuffix(CLOCK), language)}{local.hour:02}:{local.minute:02}"


@lru_cache(400)
def day_said(day: date, pattern: str, language: str | None) -> str:
    return formatted(day, pattern)


@register.filter
def why(reason: dict[str, str]) -> str:
    return policy.explain(reason)


@register.filter
def letters(text: str) -> int:
    """How many the server counts."""
    return count(text)
