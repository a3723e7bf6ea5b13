"""Tags of the conversation: the box below a story, a comment's words, its author's name."""

from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Edition
from comments import policy, questions
from comments.models import Comment, Thread
from comments.states import State
from comments.text import Piece, count, pieces
from newsroom.accounts import providers

register = template.Library()


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
    return format_html_join("", "<p>{}</p>", ((linked(paragraph),) for paragraph in paragraphs if paragraph))


def linked(paragraph: str) -> SafeString:
    return format_html_join("", "{}", ((piece(part),) for part in pieces(paragraph)))


def piece(part: Piece) -> str:
    if part.address:
        return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', part.address, part.words)
    return part.words


@register.filter
def reader_name(person: Any) -> str:
    """A person's name beside her words; those who have left have none."""
    if person.erased_at:
        return _("Former reader")
    return person.name or _("Reader")


@register.filter
def tombstone(comment: Comment) -> str:
    """What stands where a comment was."""
    sentences = {
        State.DELETED: _("This comment was deleted by its author."),
        State.ERASED: _("This comment went with its author's account."),
        State.REJECTED: _("A moderator took this comment out."),
        State.WAITING: _("This comment waits for a moderator."),
    }
    return sentences.get(State(comment.state), "")


@register.filter
def moment(at: Any) -> str:
    """A time in the paper's zone, with its day: “24 November 2026, 07:52”."""
    # Translators: Django's date format for a day and a time, such as “24 November 2026, 07:52”.
    return date(timezone.localtime(at), _("j F Y, H:i"))


@register.filter
def why(reason: dict[str, str]) -> str:
    return policy.explain(reason)


@register.filter
def letters(text: str) -> int:
    """How many the server counts."""
    return count(text)
