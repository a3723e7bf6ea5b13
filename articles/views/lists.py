"""Lists of stories: section, author, topic, day, corrections; newest first, paged by key."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import arrangement, caching, questions
from articles.cards import cards
from articles.models import Author, Correction, Edition, Listing, SectionPath, Topic
from articles.names import names_for
from articles.paging import Ask, BadPlace, Page, Place, asked, page, story_place
from articles.views.story import day_or_404

BEFORE = ("before",)
DAY = timedelta(days=1)


@require_safe
def section(request: HttpRequest, path: str) -> HttpResponse:
    """Two queries; a former path leads to where the section is now."""
    at, tree = timezone.now(), caching.tree()
    found = tree.by_path.get(path)
    if found is None:
        former = get_object_or_404(SectionPath.objects.select_related("section"), path=path).section
        moved = HttpResponsePermanentRedirect(former.get_absolute_url())
        return caching.public(moved, tags=[caching.section(former.pk)], at=at, parameters=BEFORE)
    shown = _listed(request, Listing.Kind.SECTION, found.pk, at)
    lead, others = arrangement.led(shown.rows) if shown.rows and shown.is_first else (None, shown.rows)
    around = {
        "section": found,
        "line": tree.ancestors(found),
        "children": tree.children(found),
        "lead": lead,
        "others": others,
    }
    return _answer(request, "section", shown, around, [caching.section(found.pk)], at)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Three queries. Not found while none of her stories is live: a name may be as secret as a story."""
    at = timezone.now()
    person = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    shown = _listed(request, Listing.Kind.AUTHOR, person.pk, at, or_404=True)
    tags = [caching.author(person.pk), caching.place("author", person.pk)]
    return _answer(request, "author", shown, {"author": person}, tags, at)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Three queries. Not found while none of its stories is live."""
    at = timezone.now()
    subject = get_object_or_404(Topic, slug=slug)
    shown = _listed(request, Listing.Kind.TOPIC, subject.pk, at, or_404=True)
    tags = [caching.topic(subject.pk), caching.place("topic", subject.pk)]
    return _answer(request, "topic", shown, {"topic": subject}, tags, at)


@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """Three queries. Days without a story are empty pages between the paper's first story and today, else no pages."""
    at = timezone.now()
    here = day_or_404(year, month, day)
    today, first = _day_of(at), Edition.objects.first_published_at(at)
    first_day = min(today, _day_of(first) if first else today)
    if not first_day <= here <= today:
        raise Http404
    start, end = _midnight(here), _midnight(here + DAY)
    shown = _carded(_page(request, asked(Edition.objects.for_day(start, end, at=at).places())), at)
    around = {
        "day": here,
        "previous": here - DAY if here > first_day else None,
        "next": here + DAY if here < today else None,
    }
    return _answer(request, "day", shown, around, [caching.NEWEST], at)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Two queries."""
    at = timezone.now()
    shown = _page(request, asked(Correction.objects.for_page(at=at)), lambda row: (row.at, row.pk))
    editions = {edition.pk: edition for edition in cards([row.edition_id_now for row in shown.rows], at)}
    rows = [(row, editions[row.edition_id_now]) for row in shown.rows if row.edition_id_now in editions]
    response = render(request, "articles/corrections.html", {"page": shown, "rows": rows})
    return caching.public(response, tags=[caching.CORRECTIONS], at=at, shown=editions.values(), parameters=BEFORE)


def _listed(request: HttpRequest, kind: str, place: int, at: datetime, *, or_404: bool = False) -> Page:
    """A page of a place's editions."""

    def ask(after: Place | None) -> list[questions.Place]:
        if after is None:
            return questions.in_place(kind, place, at)
        return questions.in_place_before(kind, place, at, *after)

    shown = _page(request, ask)
    if or_404 and not shown.rows:
        raise Http404
    return _carded(shown, at)


def _carded(shown: Page, at: datetime) -> Page:
    return Page(cards([edition for edition, _article, _at in shown.rows], at), shown.is_first, shown.older)


def _page(request: HttpRequest, ask: Ask, place_of: Any = story_place) -> Page:
    """Raises Http404 for a place that no list has, and for one after which nothing stands."""
    try:
        shown = page(ask, request.GET.get("before"), place_of)
    except BadPlace as wrong:
        raise Http404 from wrong
    if not shown.rows and not shown.is_first:
        raise Http404
    return shown


def _answer(
    request: HttpRequest, name: str, shown: Page, around: dict[str, Any], tags: Iterable[str], at: datetime
) -> HttpResponse:
    names = names_for(shown.rows, topics=False)
    response = render(request, f"articles/{name}.html", around | {"page": shown, "names": names})
    tags = {*tags, *map(caching.author, names.authors)}
    return caching.public(response, tags=tags, at=at, shown=shown.rows, parameters=BEFORE)


def _day_of(at: datetime) -> date:
    return at.astimezone(settings.PAPER_ZONE).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), settings.PAPER_ZONE)
