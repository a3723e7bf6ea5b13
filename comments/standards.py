"""The comment policy: which version holds, its rules, and the act of issuing the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from comments.caching import STANDARDS, purge_standards
from comments.models import Rule, Standards
from comments.states import WrongMove
from newsroom.log.writing import write
from newsroom.pagecache.remember import remember


@dataclass(frozen=True)
class Draft:
    """A rule of the version to come."""

    code: str
    title: str
    text: str


def current() -> Standards | None:
    """The newest version with its rules; two queries."""
    return Standards.objects.current().first()


@remember(STANDARDS)
def rules() -> Sequence[Rule]:
    """Those in force, in their order; two queries, then kept in the process."""
    newest = current()
    return tuple(newest.rules.all()) if newest else ()


def rule(code: str) -> Rule | None:
    """The rule in force with this code."""
    return next((row for row in rules() if row.code == code), None)


def issue(
    introduction: str, rules: Sequence[Draft], *, closing: str = "", by: Any, at: datetime | None = None
) -> Standards:
    """The next version; those before it stay as they are."""
    access.require(by, "manage_library")
    if not rules:
        raise WrongMove(_("Write at least one rule: a rejection names the rule that a comment breaks."))
    with transaction.atomic():
        return write_down(introduction, rules, closing=closing, by=by, at=at or timezone.now())


def write_down(introduction: str, rules: Sequence[Draft], *, closing: str, by: Any, at: datetime) -> Standards:
    last = Standards.objects.aggregate(last=Max("version"))["last"] or 0
    version = Standards.objects.create(version=last + 1, introduction=introduction, closing=closing, by=by, at=at)
    Rule.objects.bulk_create(
        [
            Rule(standards=version, code=rule.code, title=rule.title, text=rule.text, position=place)
            for place, rule in enumerate(rules, start=1)
        ]
    )
    write("issue_standards", version, by=by, at=at, before={"version": last}, after={"version": last + 1})
    purge_standards()
    return version
