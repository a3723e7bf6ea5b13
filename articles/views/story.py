"""A story: its page, its print page, its preview, and what stands where it was."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import access, caching
from articles.models import Edition
from articles.names import Names, names_for


@require_safe
def article(request: HttpRequest, section: str, year: str, month: str, day: str, slug: str) -> HttpResponse:
    return _story(request, section, day_or_404(year, month, day), slug, "articles/article.html")


@require_safe
def article_print(request: HttpRequest, section: str, year: str, month: str, day: str, slug: str) -> HttpResponse:
    return _story(request, section, day_or_404(year, month, day), slug, "articles/article_print.html", "print/")


def render_edition(request: HttpRequest, edition: Edition, *, preview: bool = False) -> HttpResponse:
    """The story page of an edition; a preview's is unsaved. One query for the names, one for a preview's section."""
    names = names_of(edition, timezone.now())
    return render(request, "articles/article.html", around(edition, names) | {"preview": preview})


def _story(request: HttpRequest, section: str, day: date, slug: str, template: str, below: str = "") -> HttpResponse:
    """Two queries; a saved edition alone, so unknown and embargoed addresses answer alike."""
    at = timezone.now()
    edition = access.story(section, day, slug, at=at)
    if edition is None:
        return _gone(request, section, day, slug, at)
    address = f"{edition.get_absolute_url()}{below}"
    if address != request.path:
        moved = HttpResponsePermanentRedirect(address)
        return caching.public(moved, tags=[caching.article(edition.article_id)], at=at, shown=[edition])
    names = names_of(edition, at)
    response = render(request, template, around(edition, names) | {"preview": False})
    change = next_change(edition, names)
    return caching.public(response, tags=tags_of(edition, names), at=at, next_change=change, shown=[edition])


def _gone(request: HttpRequest, section: str, day: date, slug: str, at: datetime) -> HttpResponse:
    """410 for what was public here and is no more; raises Http404 for everything else."""
    edition = access.gone(section, day, slug, at=at)
    if edition is None:
        raise Http404
    response = render(request, "articles/gone.html", {"edition": edition}, status=410)
    return caching.public(response, tags=[caching.article(edition.article_id)], at=at)


def related(edition: Edition) -> set[int]:
    """Ids of the stories that its body refers to."""
    return {pk for block in edition.content["body"] if block["kind"] == "related" for pk in block["stories"]}


def names_of(edition: Edition, at: datetime) -> Names:
    return names_for([edition], stories=related(edition), at=at)


def next_change(edition: Edition, names: Names) -> datetime | None:
    """When time alone changes the page: this edition ends, or that of a story which it refers to. None while one of
    those is not live, since it may be planned.
    """
    if related(edition) - names.stories.keys():
        return None
    return min([edition.live_until, *(story.until for story in names.stories.values())])


def tags_of(edition: Edition, names: Names) -> set[str]:
    """The story itself, those it refers to (whether live or not yet), and everything it names."""
    return {
        *map(caching.article, {edition.article_id, *related(edition)}),
        *map(caching.author, names.authors),
        *map(caching.topic, names.topics),
    }


def around(edition: Edition, names: Names) -> dict:
    """What the story's templates need besides the edition; a preview has no address yet."""
    tree = caching.tree()
    section = tree.by_id.get(edition.section_id) or edition.section
    return {
        "edition": edition,
        "names": names,
        "line": tree.ancestors(section),
        "section": section,
        "address": edition.get_absolute_url() if edition.pk else "",
    }


def day_or_404(year: str, month: str, day: str) -> date:
    """Raises Http404 for a day that no calendar has."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise Http404 from wrong
