"""The `card` tag: a story as a list shows it, rendered once for all pages that show it alike."""

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles import caching
from articles.models import Edition
from articles.names import Names
from newsroom.pagecache.memory import Pieces

register = template.Library()

CARDS: Pieces[str] = Pieces(3000)  # about 1 kB each


@register.simple_tag
def card(
    edition: Edition,
    names: Names,
    *,
    look: str,
    level: int | str = 3,
    crop: str = "",
    sizes: str = "",
    within: Any = None,
    standfirst: bool = False,
    is_lead: bool = False,
    clock: bool | str = False,
) -> SafeString:
    """`look` is its style, `level` that of its heading; no `crop`: no picture; `within`: the section of the list."""
    today = timezone.now().astimezone(settings.PAPER_ZONE).date()
    shape = (look, level, crop, sizes, bool(standfirst), is_lead, bool(clock))
    around = {
        "edition": edition,
        "names": names,
        "look": look,
        "level": level or 3,
        "crop": crop,
        "sizes": sizes,
        "within": within,
        "standfirst": standfirst,
        "is_lead": is_lead,
        "clock": bool(clock),
    }
    piece = CARDS.made(
        (edition.pk, shape, getattr(within, "pk", None), today, get_language()),
        lambda: (caching.SECTIONS, *(caching.author(credit["author"]) for credit in edition.credits)),
        lambda: get_template("articles/_card.html").render(around),
    )
    # Safe: it is what the template rendered.
    return mark_safe(piece)  # noqa: S308
