"""Stories as lists show them, and the blocks of the front page: rendered once for all pages that show them alike."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles import caching
from articles.arrangement import FrontPage, Strip
from articles.models import Edition
from articles.names import Names
from articles.templatetags.paper import now_in_paper
from newsroom.pagecache.memory import Pieces

register = template.Library()

CARDS: Pieces[str] = Pieces(3000)  # about 1 kB each
BLOCKS: Pieces[str] = Pieces(40)  # about 10 kB each


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
        (edition.pk, shape, getattr(within, "pk", None), now_in_paper(), get_language()),
        lambda: tags_of([edition]),
        lambda: get_template("articles/_card.html").render(around),
    )
    # Safe: it is what the template rendered.
    return mark_safe(piece)  # noqa: S308


@register.simple_tag
def front_top(page: FrontPage, names: Names) -> SafeString:
    return block("articles/_front_top.html", page.top, {"page": page, "names": names})


@register.simple_tag
def front_strip(strip: Strip, names: Names) -> SafeString:
    name = "articles/_strip.html" if strip.is_wide else "articles/_strip_narrow.html"
    return block(name, strip.editions, {"strip": strip, "names": names}, strip.section.pk)


def block(name: str, shown: list[Edition], around: dict[str, Any], *varies: Any) -> SafeString:
    """Several cards with what stands around them; `shown` are its editions in their places."""
    key = (name, *varies, *[edition.pk for edition in shown], now_in_paper())
    piece = BLOCKS.made(key, lambda: tags_of(shown), lambda: get_template(name).render(around))
    # Safe: it is what the template rendered.
    return mark_safe(piece)  # noqa: S308


def tags_of(editions: list[Edition]) -> set[str]:
    authors = {caching.author(credit["author"]) for edition in editions for credit in edition.credits}
    return {caching.SECTIONS, *authors}
