"""May this person comment here now, or the reason why not; does her comment wait, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.models import Edition
from comments import questions
from comments.caching import POLICIES
from comments.models import SectionPolicy, Thread
from comments.states import Mode
from newsroom.pagecache.remember import remember


@dataclass(frozen=True)
class Refusal:
    """Why not: a code for programs and a sentence for her."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Setting:
    """How a conversation takes comments, and who says so: “story”, “section” (its name in `place`) or “paper”."""

    mode: str
    source: str
    place: str
    closes_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        return self.mode != Mode.CLOSED and (self.closes_at is None or at < self.closes_at)

    @property
    def waits(self) -> bool:
        return self.mode == Mode.PREMODERATED


@dataclass(frozen=True)
class Said:
    """What one section says."""

    name: str
    mode: str
    days: int | None


@remember(POLICIES, "sections")
def said_by_sections() -> Mapping[str, Said]:
    """By section path; sections that say nothing are missing. One query, then kept in the process."""
    rows = SectionPolicy.objects.values_list("section__path", "section__name", "mode", "close_after_days")
    return {path: Said(name, mode, days) for path, name, mode, days in rows}


def upwards(path: str) -> list[str]:
    """A section's path and those above it: a/b/c, a/b, a."""
    words = path.split("/")
    return ["/".join(words[:length]) for length in range(len(words), 0, -1)]


def end_of_day(moment: datetime, days: int) -> datetime:
    """The midnight after so many further days in the paper's zone: pages are made anew at midnight anyway."""
    day = moment.astimezone(settings.PAPER_ZONE).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, settings.PAPER_ZONE)


def setting(edition: Edition, thread: Thread | None, policies: Mapping[str, Said] | None = None) -> Setting:
    """Story before section before paper, for the mode and for the day of closing each; needs `section` selected."""
    policies = said_by_sections() if policies is None else policies
    above = [policies[path] for path in upwards(edition.section.path) if path in policies]
    days = next((said.days for said in above if said.days is not None), settings.COMMENTS_CLOSE_AFTER_DAYS)
    closes_at = thread.closes_at if thread and thread.closes_at else None
    if closes_at is None and days:
        closes_at = end_of_day(edition.published_at, days)
    if thread and thread.mode != Mode.INHERIT:
        return Setting(thread.mode, "story", "", closes_at)
    for said in above:
        if said.mode != Mode.INHERIT:
            return Setting(said.mode, "section", said.name, closes_at)
    mode = Mode.PREMODERATED if settings.COMMENTS_BEFORE_PUBLICATION else Mode.OPEN
    return Setting(mode, "paper", "", closes_at)


def sanction(user: Any, at: datetime) -> Refusal | None:
    """Whether she is suspended or banned; one query."""
    found = questions.sanction(user.pk, at)
    if not found:
        return None
    held = found[0]
    if held.until is None:
        return Refusal("banned", _("You can no longer comment here. The reason: %(reason)s") % {"reason": held.reason})
    until = formats.date_format(timezone.localtime(held.until), "DATETIME_FORMAT")
    sentence = _("You can comment again from %(until)s. The reason: %(reason)s")
    return Refusal("suspended", sentence % {"until": until, "reason": held.reason})


def may_comment(user: Any, edition: Edition | None, thread: Thread | None, at: datetime) -> Refusal | None:
    """None when she may; `edition` is the story's live one, or None when readers cannot see it."""
    here = setting(edition, thread) if edition else None
    return may_comment_here(user, here, at) or unless_sanctioned(user, thread, at)


def may_comment_here(user: Any, here: Setting | None, at: datetime) -> Refusal | None:
    """Whether the conversation takes comments, whoever she is; None for `here` is a story that readers cannot see."""
    if not user.is_authenticated or not user.is_active:
        return Refusal("signed_out", _("To write comments, please log in."))
    if here is None:
        return Refusal("gone", _("This story can no longer be read, so it takes no comments."))
    if not here.is_open(at):
        return Refusal("closed", _("The conversation about this story is closed. You can still read it."))
    return None


def unless_sanctioned(user: Any, thread: Thread | None, at: datetime) -> Refusal | None:
    """Her sanction; no query where the thread was read with the answer (`ThreadQuerySet.for_person`)."""
    return sanction(user, at) if getattr(thread, "is_sanctioned", True) else None


def why_it_waits(here: Setting) -> list[dict[str, str]]:
    """The reasons kept with a comment of this conversation; empty when it is shown at once."""
    return [{"rule": f"premoderated_by_{here.source}", "place": here.place}] if here.waits else []


def explain(reason: Mapping[str, str]) -> str:
    """A kept reason as a sentence."""
    sentences = {
        "premoderated_by_story": _("Waits because comments on this story are reviewed first."),
        "premoderated_by_section": _("Waits because %(place)s reviews comments first."),
        "premoderated_by_paper": _("Waits because this paper reviews all comments first."),
        "edited": _("Waits because its author changed it after it was approved."),
    }
    return sentences.get(reason["rule"], reason["rule"]) % {"place": reason.get("place", "")}
