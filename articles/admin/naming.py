"""Snapshots with names in place of numbers, for a person who compares two of them."""

from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import caching
from articles.admin import related
from articles.models import Author, Photo, Topic
from articles.models.credit import CreditRole
from articles.snapshot import Snapshot


class Names:
    """Names of everything that some snapshots mention; four queries."""

    def __init__(self, snapshots: Iterable[Snapshot], user: Any) -> None:
        authors, topics, photos, stories = set(), set(), set(), set()
        for data in snapshots:
            authors |= {credit["author"] for credit in data["credits"]}
            topics |= set(data["topics"])
            photos |= {use.get("photo") for use in [data["lead"], *data["body"]]}
            stories |= {pk for block in data["body"] for pk in block.get("stories", ())}
        self.sections = caching.tree().by_id
        self.authors = dict(Author.objects.filter(pk__in=authors - {None}).values_list("pk", "name"))
        self.topics = dict(Topic.objects.filter(pk__in=topics).values_list("pk", "name"))
        self.photos = {row.pk: str(row) for row in Photo.objects.filter(pk__in=photos - {None})}
        self.stories = {row.pk: related.label(row) for row in related.worded(user).filter(pk__in=stories)}

    def in_words(self, data: Snapshot) -> Snapshot:
        """The same snapshot to read: one line for each name."""
        return data | {
            "section": self.section(data["section"]),
            "further": lines(self.section(pk) for pk in data["further"]),
            "topics": lines(self.topics.get(pk, _("a topic that is gone")) for pk in data["topics"]),
            "planned_at": self.moment(data["planned_at"]),
            "lead": self.picture(data["lead"]),
            "credits": lines(self.credit(credit) for credit in data["credits"]),
            "body": [self.block(block) for block in data["body"]],
        }

    def section(self, pk: int) -> str:
        section = self.sections.get(pk)
        return section.name if section else _("a section that is gone")

    def moment(self, value: str | None) -> str:
        at = parse_datetime(value) if value else None
        return date_format(localtime(at), "DATETIME_FORMAT") if at else ""

    def credit(self, credit: dict[str, Any]) -> str:
        name = credit["wording"] or self.authors.get(credit["author"], _("an author who is gone"))
        return f"{CreditRole(credit['role']).label}: {name}"

    def picture(self, use: dict[str, Any]) -> dict[str, Any]:
        gone = _("a picture that is gone")
        return use | {"photo": self.photos.get(use["photo"], gone) if use["photo"] else ""}

    def block(self, block: dict[str, Any]) -> dict[str, Any]:
        if block["kind"] == "picture":
            return self.picture(block)
        if block["kind"] == "related":
            return block | {
                "stories": lines(self.stories.get(pk, _("a story that is gone")) for pk in block["stories"])
            }
        return block


def lines(names: Iterable[str]) -> str:
    return "\n".join(names)
