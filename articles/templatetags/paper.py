"""What every page of the paper says in the same way: sections, days and moments, bylines, a story's words."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from articles import caching
from articles.models import Edition, Section
from articles.models.credit import CreditRole
from articles.names import Names, Story

register = template.Library()


@register.simple_tag
def main_sections() -> tuple[Section, ...]:
    return caching.tree().navigation


@register.simple_tag
def section_tree() -> list[tuple[Section, tuple[Section, ...]]]:
    """Each section at the top with those right below it."""
    tree = caching.tree()
    return [(root, tree.children(root)) for root in tree.roots]


@register.simple_tag
def now_in_paper() -> date:
    """Today; pages that show it end at the paper's midnight."""
    return timezone.now().astimezone(settings.PAPER_ZONE).date()


@register.filter
def archive_url(day: date) -> str:
    return f"/archive/{day:%Y/%m/%d}/"


@register.simple_tag
def day(day: date, weekday: bool = False) -> SafeString:
    # Translators: Django's date formats, such as “Tuesday, 24 November 2026” and “24 November 2026”.
    words = formatted(day, _("l, j F Y") if weekday else _("j F Y"))
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


@register.filter
@register.simple_tag
def moment(at: datetime | None) -> SafeString | str:
    """A day and a time in the paper's zone, never “two hours ago”: pages are kept; nothing for none."""
    if at is None:
        return ""
    local = at.astimezone(settings.PAPER_ZONE)
    # Translators: Django's date format for a day and a time, such as “24 November 2026, 06:40”.
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), formatted(local, _("j F Y, H:i")))


@register.filter
def later_moment(at: datetime | None, first: datetime) -> SafeString | str:
    """A moment told after another one: the day is said again only where it is another day; nothing for none."""
    if at is None:
        return ""
    local = at.astimezone(settings.PAPER_ZONE)
    if local.date() != first.astimezone(settings.PAPER_ZONE).date():
        return moment(at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), formatted(local, _("H:i")))


@register.simple_tag
def short_moment(at: datetime, clock: bool = False) -> SafeString:
    """For lists: the time of a story of today, the day of an older one, the year with it where it is another.

    `clock` is for lists of one day: always the time.
    """
    local, now = at.astimezone(settings.PAPER_ZONE), timezone.now().astimezone(settings.PAPER_ZONE)
    if clock or local.date() == now.date():
        # Translators: Django's date format for a time of the day, such as “06:40”.
        words = formatted(local, _("H:i"))
    else:
        # Translators: Django's date formats for a day of this and of another year.
        words = formatted(local, _("j F") if local.year == now.year else _("j F Y"))
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


@register.filter
def corrected_at(edition: Edition) -> SafeString | str:
    """The moment of its last correction, if there is one."""
    notes = edition.content.get("corrections")
    return moment(from_iso(notes[-1]["at"])) if notes else ""


@register.filter
def as_minutes(minutes: int) -> str:
    """How long it takes to read."""
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}


@register.filter
def other_than(words: str, said: str) -> str:
    """Words that do not only repeat what was said."""
    return "" if words == said else words


@register.filter
def from_iso(text: str) -> datetime:
    """A moment as an edition's content keeps it."""
    return datetime.fromisoformat(text)


@register.simple_tag
def foreign(language: str) -> SafeString | str:
    """The `lang` attribute of words in another language than the paper's."""
    return "" if language == settings.LANGUAGE_CODE else format_html(' lang="{}"', language)


@register.filter
def language_name(language: str) -> str:
    """A language's own name for itself, where it is not the paper's."""
    return "" if language == settings.LANGUAGE_CODE else get_language_info(language)["name_local"]


def credited(edition: Edition, names: Names, role: str) -> list[tuple[str, str]]:
    """(words, address) of everyone in a role, in order; a byline's own wording replaces the name."""
    found = []
    for credit in edition.credits:
        name, url = names.authors.get(credit["author"], ("", ""))
        if credit["role"] == role and (credit["wording"] or name):
            found.append((credit["wording"] or name, url))
    return found


def joined(parts: list[SafeString]) -> SafeString:
    """“A”, “A and B”, “A, B and C”."""
    if len(parts) < 2:
        return format_html_join("", "{}", ((part,) for part in parts))
    several = format_html_join(_(", "), "{}", ((part,) for part in parts[:-1]))
    return format_html(_("{several} and {last}"), several=several, last=parts[-1])


PREFIXES = {
    CreditRole.BY: lambda: _("By {names}"),
    CreditRole.PHOTOGRAPHS: lambda: _("Photographs by {names}"),
    CreditRole.TRANSLATED: lambda: _("Translated by {names}"),
}


@register.simple_tag
def byline(edition: Edition, names: Names, role: str = CreditRole.BY, links: bool = True) -> SafeString | str:
    """Everyone in a role, with links to the authors' pages; nothing when there is nobody."""
    people = [
        format_html('<a class="author" href="{}">{}</a>', url, words)
        if url and links
        else format_html('<span class="author">{}</span>', words)
        for words, url in credited(edition, names, role)
    ]
    return format_html(PREFIXES[CreditRole(role)](), names=joined(people)) if people else ""


@register.simple_tag
def short_byline(edition: Edition, names: Names) -> SafeString | str:
    """For lists: two names at most, under the authors' own names."""
    people = [
        format_html(
            "{}", names.authors[credit["author"]][0] if credit["author"] in names.authors else credit["wording"]
        )
        for credit in edition.credits
        if credit["role"] == CreditRole.BY
    ]
    if len(people) > 2:
        return format_html(_("{first} and others"), first=people[0])
    return joined(people)


@register.simple_tag
def faces(edition: Edition, names: Names) -> list[str]:
    """Addresses of the portraits in a byline, three at most."""
    authors = [credit["author"] for credit in edition.credits if credit["role"] == CreditRole.BY]
    return [names.faces[pk] for pk in authors if pk in names.faces][:3]


@register.filter
def credited_as(edition: Edition) -> tuple[tuple, ...]:
    """What a byline depends on, beside the authors' rows."""
    return tuple((credit["role"], credit["author"], credit["wording"]) for credit in edition.credits)


@register.filter
def author_tags(edition: Edition) -> str:
    return " ".join(caching.author(credit["author"]) for credit in edition.credits if credit["author"])


@register.simple_tag
def topic_links(edition: Edition, names: Names) -> SafeString:
    """The entries of the list of its topics."""
    topics = [names.topics[pk] for pk in edition.topics if pk in names.topics]
    link = '<li><a class="button button-small" href="{1}">{0}</a></li>'
    return format_html_join("", link, topics)


@register.simple_tag
def stories_of(block: dict[str, Any], names: Names) -> list[Story]:
    """The stories of a related block that are live."""
    return [names.stories[pk] for pk in block["stories"] if pk in names.stories]


@register.filter
def cleaned(html: str) -> SafeString:
    """A text block's own HTML."""
    # Safe: `articles.body.clean` made it when the edition was built, and an edition's content never changes.
    return mark_safe(html)  # noqa: S308
