"""Acts on the section tree: open a section, move or rename it, describe it. Old addresses answer 301."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, caching, listings
from articles.models import Listing, Section, SectionPath
from articles.models.section import refuse_reserved_slug
from articles.workflow import WrongMove
from newsroom.log.writing import write

DESCRIPTIVE = ("name", "description", "colour", "position", "in_navigation")
MAX_PATH = 400
BATCH = 2000


@transaction.atomic
def open_section(*, by: Any, name: str, slug: str, parent: Section | None = None, **described: Any) -> Section:
    """Adds a section; raises WrongMove when the slug is taken there or reserved."""
    access.require(by, "manage_sections")
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
    section = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    old_parent, old_path = section.parent_id, section.path
    path = require_place(section, parent=parent, slug=slug or section.slug)
    if path == old_path:
        return section
    section.parent, section.slug, section.path = parent, slug or section.slug, path
    before = listings.with_ancestors([old_parent], listings.parents())
    _rewrite_paths(section, old_path)
    Section.objects.filter(pk=section.pk).update(parent=parent, slug=section.slug)
    tree = listings.parents()
    after = listings.with_ancestors([parent.pk if parent else None], tree)
    _rewrite_listings(section, lost=before - after, gained=after - before, tree=tree)
    write("move_section", section, by=by, before={"path": old_path}, after={"path": section.path})
    caching.purge_sections()
    return section


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
        refuse_reserved_slug(slug)
    except ValidationError as refusal:
        raise WrongMove(refusal.messages[0]) from refusal
    path = f"{parent.path}/{slug}" if parent else slug
    if len(path) > MAX_PATH:
        raise WrongMove(_("The address would be too long. Choose a shorter slug or a higher place."))
    return path


def _rewrite_paths(section: Section, old_path: str) -> None:
    """New paths for the subtree, by a placeholder that no path can equal, since paths are unique at every moment."""
    below = Section.objects.filter(path__startswith=f"{old_path}/") | Section.objects.filter(pk=section.pk)
    ids = list(below.order_by().values_list("pk", flat=True))
    subtree = Section.objects.filter(pk__in=ids).order_by()
    now = timezone.now()
    former = [SectionPath(path=path, section_id=pk, until=now) for pk, path in subtree.values_list("pk", "path")]
    subtree.update(path=Concat(Value("~"), Value(section.path), Substr(F("path"), len(old_path) + 1)))
    subtree.update(path=Substr(F("path"), 2))
    current = subtree.values_list("path", flat=True)
    SectionPath.objects.filter(path__in=[*current, *(row.path for row in former)]).delete()
    SectionPath.objects.bulk_create(former)


def _rewrite_listings(section: Section, *, lost: set[int], gained: set[int], tree: dict[int, int | None]) -> None:
    """Stories of the subtree leave the old ancestors, unless another section keeps them there, and join the new."""
    moved = Listing.objects.filter(kind=Listing.Kind.SECTION, place=section.pk)
    for place in lost:
        children = [pk for pk, parent in tree.items() if parent == place and pk != section.pk]
        kept = Listing.objects.filter(kind=Listing.Kind.SECTION, place__in=children)
        Listing.objects.filter(
            kind=Listing.Kind.SECTION, place=place, is_own=False, edition__in=moved.values("edition")
        ).exclude(edition__in=kept.values("edition")).delete()
    for place in gained:
        there = Listing.objects.filter(kind=Listing.Kind.SECTION, place=place)
        missing = moved.exclude(edition__in=there.values("edition"))
        rows = (
            Listing(
                kind=Listing.Kind.SECTION,
                place=place,
                is_own=False,
                edition_id=row.edition_id,
                article_id=row.article_id,
                published_at=row.published_at,
                live_from=row.live_from,
                live_until=row.live_until,
            )
            for row in list(missing)
        )
        Listing.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def close_section(section: Section, *, by: Any) -> None:
    """Deletes a section that never held a story, has none below it and had no other address."""
    access.require(by, "manage_sections")
    if section.articles.exists() or section.children.exists() or section.former_paths.exists():
        raise WrongMove(_("This section has stories, sections or old addresses. Move it instead."))
    write("close_section", section, by=by, before={"path": section.path})
    section.delete()
    caching.purge_sections()
