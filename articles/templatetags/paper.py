"""What every page of the paper says in the same way: sections, days and moments, bylines, a story's words."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.template.defaultfilters import date as formatted
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import caching
from articles.models import Section

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


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """A day and a time in the paper's zone, never “two hours ago”: pages are kept."""
    local = at.astimezone(settings.PAPER_ZONE)
    # Translators: Django's date format for a day and a time, such as “24 November 2026, 06:40”.
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), formatted(local, _("j F Y, H:i")))


@register.simple_tag
def short_moment(at: datetime) -> SafeString:
    """For lists: the time of a story of today, the day of an older one, the year with it where it is another."""
    local, now = at.astimezone(settings.PAPER_ZONE), timezone.now().astimezone(settings.PAPER_ZONE)
    if local.date() == now.date():
        # Translators: Django's date format for a time of the day, such as “06:40”.
        words = formatted(local, _("H:i"))
    else:
        # Translators: Django's date formats for a day of this and of another year.
        words = formatted(local, _("j F") if local.year == now.year else _("j F Y"))
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


@register.filter
def cleaned(html: str) -> SafeString:
    """A text block's own HTML."""
    # Safe: `articles.body.clean` made it when the edition was built, and an edition's content never changes.
    return mark_safe(html)  # noqa: S308
