"""Rows of the lists: a story stands in its sections and all above them, at its authors, in its topics."""

from collections.abc import Iterable

from django.db import connection

from articles.models import Edition, Listing, Section

Kind = Listing.Kind
TREE_LOCK = 7_460_001  # names the lock on PostgreSQL; any number that nothing else uses


def hold_tree(*, alone: bool) -> None:
    """Keeps acts on stories (many at a time) and moves of sections (one alone) apart until the transaction ends.

    Otherwise a move could copy the listing of a story that is being withdrawn. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            kind = "" if alone else "_shared"
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [TREE_LOCK])


def parents() -> dict[int, int | None]:
    """Each section's parent, as it stands in this transaction; one query."""
    return dict(Section.objects.order_by().values_list("pk", "parent_id"))


def line(pk: int | None, tree: dict[int, int | None]) -> list[int]:
    """A section and everything above it, from the inside out."""
    found = []
    while pk is not None:
        found.append(pk)
        pk = tree.get(pk)
    return found


def with_ancestors(ids: Iterable[int], tree: dict[int, int | None]) -> set[int]:
    """These sections and everything above them."""
    return {above for pk in ids for above in line(pk, tree)}


def places(edition: Edition, tree: dict[int, int | None] | None = None) -> dict[str, set[int]]:
    """Every place at which an edition is listed, by kind."""
    own = {edition.section_id, *edition.content["further"]}
    return {
        Kind.SECTION: with_ancestors(own, tree if tree is not None else parents()),
        Kind.AUTHOR: {credit["author"] for credit in edition.credits if credit["author"]},
        Kind.TOPIC: set(edition.topics),
    }


def rows(edition: Edition, tree: dict[int, int | None] | None = None) -> list[Listing]:
    """The unsaved rows of a saved edition."""
    own = {edition.section_id, *edition.content["further"]}
    return [
        Listing(
            kind=kind,
            place=place,
            is_own=kind != Kind.SECTION or place in own,
            edition=edition,
            article_id=edition.article_id,
            published_at=edition.published_at,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for kind, ids in places(edition, tree).items()
        for place in sorted(ids)
    ]


def write(edition: Edition) -> None:
    """Lists a new edition; two queries."""
    Listing.objects.bulk_create(rows(edition))
