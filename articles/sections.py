"""Acts on the section tree: open a section, move or rename it, describe it. Old addresses answer 301."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ProtectedError, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, caching, listings
from articles.models import Article, Edition, Listing, Section, SectionPath
from articles.workflow import WrongMove
from newsroom.log.writing import write

DESCRIPTIVE = ("name", "description", "colour", "position", "in_navigation")
MAX_PATH = Section._meta.get_field("path").max_length - 1  # a move writes one letter more for a moment
BATCH = 2000


@transaction.atomic
def open_section(*, by: Any, name: str, slug: str, parent: Section | None = None, **described: Any) -> Section:
    """Adds a section; raises WrongMove when the slug is taken there or reserved."""
    access.require(by, "manage_sections")
    listings.hold_tree(alone=True)
    parent = _as_it_is(parent)
    path = require_place(None, parent=parent, slug=slug)
    section = Section(name=name, slug=slug, parent=parent, path=path, **described)
    section.save(force_insert=True)
    SectionPath.objects.filter(path=path).delete()
    write("open_section", section, by=by, after={"path": path})
    caching.purge_sections()
    return section


@transaction.atomic
def describe(section: Section, *, by: Any, **changes: Any) -> Section:
    """Changes name, description, colour, position or navigation; the address stays."""
    access.require(by, "manage_sections")
    before = {name: getattr(section, name) for name in changes if name in DESCRIPTIVE}
    Section.objects.filter(pk=section.pk).update(**{name: changes[name] for name in before})
    section.refresh_from_db()
    write("describe_section", section, by=by, before=before, after={name: changes[name] for name in before})
    caching.purge_sections()
    return section


@transaction.atomic
def move(section: Section, *, by: Any, parent: Section | None, slug: str | None = None) -> Section:
    """Puts a section, with all below it, under another parent or slug (None: the slug stays).

    Paths of the subtree and listings at the ancestors are rewritten; every former path leads to the new one.
    Raises WrongMove for a taken or reserved slug and for a move below itself. Editions are not touched.
    """
    access.require(by, "manage_sections")
    listings.hold_tree(alone=True)
    section, parent = Section.objects.get(pk=section.pk), _as_it_is(parent)
    old_parent, old_path = section.parent_id, section.path
    path = require_place(section, parent=parent, slug=slug or section.slug)
    if path == old_path:
        return section
    section.parent, section.slug, section.path = parent, slug or section.slug, path
    _rewrite_paths(section, old_path)
    before = listings.line(old_parent, listings.parents())
    Section.objects.filter(pk=section.pk).update(parent=parent, slug=section.slug)
    tree = listings.parents()
    after = listings.line(section.parent_id, tree)
    _leave([pk for pk in before if pk not in after], section, tree)
    _join([pk for pk in after if pk not in before], section)
    write("move_section", section, by=by, before={"path": old_path}, after={"path": section.path})
    caching.purge_sections()
    return section


def _as_it_is(section: Section | None) -> Section | None:
    """The row now, under the lock: what a form has read may have moved since."""
    return section and Section.objects.get(pk=section.pk)


def require_place(section: Section | None, *, parent: Section | None, slug: str) -> str:
    """The path a section would have there; raises WrongMove with the reason why it cannot stand there."""
    if section and parent and (parent.pk == section.pk or parent.path.startswith(f"{section.path}/")):
        raise WrongMove(_("A section cannot stand below itself. Choose another place."))
    path = _path(parent, slug)
    if Section.objects.filter(path=path).exclude(pk=section.pk if section else None).exists():
        raise WrongMove(_("There is a section with this slug here already. Choose another slug."))
    return path


def _path(parent: Section | None, slug: str) -> str:
    try:
        Section._meta.get_field("slug").clean(slug, None)
    except ValidationError as refusal:
        raise WrongMove(refusal.messages[0]) from refusal
    path = f"{parent.path}/{slug}" if parent else slug
    _require_room(path)
    return path


def _require_room(path: str) -> None:
    if len(path) > MAX_PATH:
        raise WrongMove(_("The address would be too long. Choose a shorter slug or a higher place."))


def _rewrite_paths(section: Section, old_path: str) -> None:
    """New paths for the subtree, by a placeholder that no path can equal, since paths are unique at every moment."""
    below = Section.objects.filter(path__startswith=f"{old_path}/") | Section.objects.filter(pk=section.pk)
    ids = list(below.order_by().values_list("pk", flat=True))
    subtree = Section.objects.filter(pk__in=ids).order_by()
    now = timezone.now()
    former = [SectionPath(path=path, section_id=pk, until=now) for pk, path in subtree.values_list("pk", "path")]
    _require_room(section.path + max((row.path[len(old_path) :] for row in former), key=len))
    subtree.update(path=Concat(Value("~"), Value(section.path), Substr(F("path"), len(old_path) + 1)))
    subtree.update(path=Substr(F("path"), 2))
    current = subtree.values_list("path", flat=True)
    SectionPath.objects.filter(path__in=[*current, *(row.path for row in former)]).delete()
    SectionPath.objects.bulk_create(former)


def _stands_in(place: int) -> QuerySet[Listing]:
    return Listing.objects.filter(kind=Listing.Kind.SECTION, place=place)


def _leave(places: list[int], section: Section, tree: dict[int, int | None]) -> None:
    """Stories of the subtree leave these ancestors, unless another section keeps them there.

    From the inside out: what has left a section no longer keeps a story in the one above.
    """
    for place in places:
        others = [pk for pk, parent in tree.items() if parent == place]
        kept = Listing.objects.filter(kind=Listing.Kind.SECTION, place__in=others)
        moved = _stands_in(section.pk).exclude(edition__in=kept.values("edition"))
        _stands_in(place).filter(is_own=False, edition__in=moved.values("edition")).delete()


def _join(places: list[int], section: Section) -> None:
    """Stories of the subtree join these ancestors, unless they stand there already."""
    for place in places:
        missing = _stands_in(section.pk).exclude(edition__in=_stands_in(place).values("edition"))
        for rows in _batches(missing):
            for row in rows:
                row.pk, row.place, row.is_own = None, place, False
            Listing.objects.bulk_create(rows)


def _batches(rows: QuerySet[Listing]) -> Iterator[list[Listing]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


@transaction.atomic
def close_section(section: Section, *, by: Any) -> None:
    """Deletes a section that never held a story, has none below it and had no other address."""
    access.require(by, "manage_sections")
    listings.hold_tree(alone=True)
    used = (
        Article.objects.filter(section=section),
        Article.objects.filter(further_sections=section),
        Edition.objects.filter(section=section),
        _stands_in(section.pk),
        section.children,
        section.former_paths,
    )
    if any(rows.exists() for rows in used):
        raise WrongMove(_("This section has stories, sections or old addresses. Move it instead."))
    write("close_section", section, by=by, before={"path": section.path})
    try:
        section.delete()
    except ProtectedError as refusal:
        raise WrongMove(_("A duty or a comment policy is tied to this section. Take that away first.")) from refusal
    caching.purge_sections()
