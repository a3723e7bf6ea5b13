"""Rows of the lists: a story stands in its sections and all above them, at its authors, in its topics."""

from collections.abc import Iterable

from articles.models import Edition, Listing, Section

Kind = Listing.Kind


def parents() -> dict[int, int | None]:
    """Each section's parent, as it stands in this transaction; one query."""
    return dict(Section.objects.order_by().values_list("pk", "parent_id"))


def with_ancestors(ids: Iterable[int], tree: dict[int, int | None]) -> set[int]:
    """These sections and everything above them."""
    found: set[int] = set()
    for pk in ids:
        while pk is not None and pk not in found:
            found.add(pk)
            pk = tree.get(pk)
    return found


def places(edition: Edition, tree: dict[int, int | None] | None = None) -> dict[str, set[int]]:
    """Every place at which an edition is listed, by kind."""
    own = {edition.section_id, *edition.content["further"]}
    return {
        Kind.SECTION: with_ancestors(own, tree if tree is not None else parents()),
        Kind.AUTHOR: {credit["author"] for credit in edition.credits if credit["author"]},
        Kind.TOPIC: set(edition.topics),
    }


def write(edition: Edition) -> None:
    """Lists a new edition; three queries. Its sections are locked, so that none moves before the act is done."""
    own = {edition.section_id, *edition.content["further"]}
    list(Section.objects.order_by("pk").filter(pk__in=own).select_for_update(no_key=True).values_list("pk"))
    Listing.objects.bulk_create(
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
        for kind, ids in places(edition).items()
        for place in sorted(ids)
    )
