"""The story's buttons: each saves what is typed, then calls one act and says what happened."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access, publishing, writing
from articles.models import Article
from articles.workflow import FOREVER, Act, WrongMove

ISSUING = ("publish", "schedule", "correct")  # make an edition, so its pictures need their sizes


@dataclass(frozen=True)
class Button:
    """`name` is posted as `_act`; `needs` names a form field shown beside it."""

    name: str
    label: Any
    needs: str = ""
    primary: bool = False


def for_story(user: Any, story: Article | None) -> list[Button]:
    """The buttons that fit the person and the story; the primary one first."""
    acts = story.standing.acts if story else frozenset({Act.FILE, Act.PUBLISH, Act.SCHEDULE})
    may_publish = access.may(user, "publish", story)
    rows = []
    if may_publish:
        rows.append(Button("publish", gettext_lazy("Publish now"), primary=True))
        rows.append(Button("schedule", gettext_lazy("Schedule"), needs="publish_at"))
    if Act.FILE in acts and access.may(user, "file" if story else "add_story", story):
        rows.append(Button("file", gettext_lazy("File to the editors"), primary=not may_publish))
    for act, button in [
        (Act.SEND_BACK, Button("send_back", gettext_lazy("Send back"))),
        (Act.UNSCHEDULE, Button("unschedule", gettext_lazy("Unschedule"))),
        (Act.CORRECT, Button("correct", gettext_lazy("Publish as a correction"), needs="correction_note")),
        (Act.EXPIRE, Button("expire", gettext_lazy("Set the end"), needs="end_at")),
        (Act.WITHDRAW, Button("withdraw", gettext_lazy("Withdraw…"))),
    ]:
        if may_publish and act in acts:
            rows.append(button)
    return rows


def perform(name: str, story: Article, fields: dict[str, Any], *, by: Any) -> str:
    """Runs one act on a story that was just saved; returns the sentence for the editor, raises what the act raises."""
    version, pending = story.version, fields.get("pending") or None
    match name:
        case "publish":
            publishing.publish(story, by=by, version=version, pending=pending)
            return _("Published. Readers see it now.")
        case "schedule":
            return _schedule(story, fields.get("publish_at"), by=by)
        case "unschedule":
            publishing.unschedule(story, by=by)
            return _("Unscheduled.")
        case "correct":
            publishing.correct(story, by=by, version=version, note=fields.get("correction_note", ""), pending=pending)
            return _("The correction is published.")
        case "expire":
            publishing.expire(story, by=by, at=fields.get("end_at") or FOREVER)
            return _("The end is set.") if fields.get("end_at") else _("The story has no end any more.")
        case "file":
            writing.file(story, by=by, version=version)
            return _("Filed. The editors see it in their list.")
        case "send_back":
            writing.send_back(story, by=by, version=version)
            return _("Sent back to the reporter.")
    raise WrongMove(_("This button is unknown. Reload the page and try again."))


def _schedule(story: Article, at: Any, *, by: Any) -> str:
    if not at:
        raise WrongMove(_("Choose the day and time at which it is to be published."))
    if at <= timezone.now():
        raise WrongMove(_("That moment has passed. Choose a later one, or publish now."))
    publishing.publish(story, by=by, version=story.version, at=at)
    local = timezone.localtime(at)
    return _("Scheduled for %(moment)s (%(zone)s).") % {
        "moment": date_format(local, "DATETIME_FORMAT"),
        "zone": local.tzname(),
    }
