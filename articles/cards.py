"""Editions as lists show them: an edition never changes, so each process keeps those that it showed last."""

from collections.abc import Collection
from datetime import datetime

from articles import caching, questions
from articles.models import Edition
from newsroom.pagecache.memory import Memory

SHOWN_IN_LISTS = ("wide", "square")  # crops

CARDS: Memory[int, Edition] = Memory(1500)


def cards(ids: Collection[int], at: datetime) -> list[Edition]:
    """The editions with these ids in this order, as far as they are live; one query, none when all are kept."""
    found, missing, since = CARDS.look(ids)
    if missing:
        for edition in questions.cards(missing, at):
            found[edition.pk] = _slim(edition)
            if since is not None:
                CARDS.put(edition.pk, edition, (caching.article(edition.article_id), caching.SECTIONS), since)
    return [found[pk] for pk in ids if pk in found and found[pk].is_live(at)]


def _slim(edition: Edition) -> Edition:
    """Without the uncropped files of its picture, half of what a kept card weighs."""
    if edition.picture:
        crops = {name: files for name, files in edition.picture["crops"].items() if name in SHOWN_IN_LISTS}
        edition.picture = edition.picture | {"crops": crops}
    return edition
