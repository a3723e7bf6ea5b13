"""What always holds between a story's editions, listings and addresses, whatever acts came before."""

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from articles import listings
from articles.models import Address, Article, Edition, Listing
from articles.workflow import FOREVER

TICK = timedelta(microseconds=1)


def check(story: Article) -> None:
    """Asserts every rule of the spans for one story."""
    now = timezone.now()
    editions = list(Edition.objects.filter(article=story).order_by("live_from"))
    shown = [edition for edition in editions if edition.withdrawn_at is None]
    for before, after in pairwise(editions):
        assert before.live_until <= after.live_from, f"editions {before.number} and {after.number} overlap"
    assert sum(edition.live_from > now for edition in editions) <= 1, "two are pending"
    assert sum(edition.live_until == FOREVER for edition in editions) <= 1, "two are open for ever"
    assert all(edition.live_until <= now for edition in editions if edition.withdrawn_at), "a withdrawn one goes on"
    for moment in {at + step for e in editions for at in (e.live_from, e.live_until) for step in (-TICK, TICK * 0)}:
        assert Edition.objects.live(moment).filter(article=story).count() <= 1
    assert len({edition.published_at for edition in editions}) <= 1, "the first publication moved"
    check_listings(story, shown)
    wanted = {(edition.published_on, edition.slug) for edition in editions}
    assert set(Address.objects.filter(article=story).values_list("published_on", "slug")) == wanted


def check_listings(story: Article, shown: list[Edition]) -> None:
    """Every edition that readers may see, or will, is listed at each of its places with its own times; no other is."""
    rows = Listing.objects.filter(article=story).select_related("edition")
    found = {(row.edition_id, row.kind, row.place) for row in rows}
    wanted = {
        (edition.pk, kind, place)
        for edition in shown
        for kind, ids in listings.places(edition).items()
        for place in ids
    }
    assert found == wanted
    for row in rows:
        own = row.edition
        assert (row.published_at, row.live_from, row.live_until) == (own.published_at, own.live_from, own.live_until)
        if row.kind == Listing.Kind.SECTION:
            assert row.is_own == (row.place in {own.section_id, *own.content["further"]})
