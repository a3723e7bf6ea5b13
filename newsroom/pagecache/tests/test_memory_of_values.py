"""What a process remembers by key, and pieces of pages: kept until a tag is purged, never older than it should be."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.template import Context, Template

from newsroom.pagecache import memory, watch
from newsroom.pagecache.memory import Memory, Pieces, page
from newsroom.pagecache.purging import purge

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def purges_are_watched() -> None:
    """A process trusts nothing from before its first look."""
    watch.here().catch_up()


@pytest.fixture
def names() -> Iterator[Memory[int, str]]:
    kept: Memory[int, str] = Memory(20)
    yield kept
    memory.forget_all()


def ask(names: Memory[int, str], *keys: int) -> tuple[dict[int, str], list[int]]:
    found, missing, since = names.look(keys)
    for key in missing if since is not None else ():
        names.put(key, f"name {key}", [f"author:{key}"], since)
    return found, missing


def test_what_is_known_is_not_missing(names: Memory[int, str]) -> None:
    assert ask(names, 1, 2) == ({}, [1, 2])
    assert ask(names, 2, 3) == ({2: "name 2"}, [3])


def test_a_purge_of_one_tag_forgets_its_value_alone(names: Memory[int, str]) -> None:
    ask(names, 1, 2)
    with transaction.atomic():
        purge("author:1")
    assert ask(names, 1, 2) == ({2: "name 2"}, [1])


def test_what_was_read_before_a_purge_is_not_kept_after_it(names: Memory[int, str]) -> None:
    _found, _missing, since = names.look([1])
    with transaction.atomic():
        purge("author:1")
    names.put(1, "old name", ["author:1"], since)
    assert ask(names, 1) == ({}, [1])


def test_inside_a_transaction_nothing_is_known_and_nothing_kept(names: Memory[int, str]) -> None:
    ask(names, 1)
    with transaction.atomic():
        assert ask(names, 1) == ({}, [1])


def test_no_more_than_so_many_are_kept(names: Memory[int, str]) -> None:
    for key in range(50):
        ask(names, key)
    assert 0 < sum(names.get(key) is not None for key in range(50)) <= 20


def test_a_piece_is_rendered_once_on_pages_and_each_time_elsewhere() -> None:
    pieces: Pieces[str] = Pieces(20)
    rendered: list[int] = []

    def made() -> str:
        return pieces.made("bar", lambda: ["sections"], lambda: str(rendered.append(1)))

    for _ in range(2):
        made()
    assert len(rendered) == 2
    with page():
        made(), made()
    assert len(rendered) == 3
    with transaction.atomic():
        purge("sections")
    for _ in range(3):  # the first page learns of the purge, the second keeps the piece
        with page():
            made()
    assert len(rendered) == 5


def test_a_piece_of_a_page_that_a_purge_overtook_is_not_kept() -> None:
    pieces: Pieces[str] = Pieces(20)
    with page():
        with transaction.atomic():
            purge("sections")
        watch.here().catch_up()
        pieces.made("bar", lambda: ["sections"], lambda: "old")
        assert pieces.made("bar", lambda: ["sections"], lambda: "new") == "new"


KEPT = Template(
    "{% load kept %}{% kept 'tools' kind tags='' address=url words=headline %}"
    "<a href='{{ address }}'>{{ words }}</a>{% if kind %}!{% endif %}{% endkept %}"
)


def test_blanks_are_filled_anew_and_escaped() -> None:
    with page():
        told = [
            KEPT.render(Context({"kind": kind, "url": url, "headline": headline}))
            for kind, url, headline in [(0, "/a/", "One"), (0, "/b/'x", "<b>"), (1, "/c/", "⟪address⟫")]
        ]
    assert told == [
        "<a href='/a/'>One</a>",
        "<a href='/b/&#x27;x'>&lt;b&gt;</a>",
        "<a href='/c/'>⟪address⟫</a>!",
    ]


THERE = Template(
    "{% load kept %}{% kept 'figure' kind tags='' words=words note=note %}"
    "{% if words %}<p>{{ words }}</p>{% else %}-{% endif %}{{ kind }}{{ note }}{% endkept %}"
)


def test_an_empty_blank_is_empty_inside_too() -> None:
    asked = {"kind": "⟪none⟫", "note": 0}
    with page():
        told = [THERE.render(Context(asked | {"words": words})) for words in ("One", "", None, "⟪note⟫", "Two")]
    assert told == [
        "<p>One</p>⟪none⟫0",
        "-⟪none⟫0",
        "-⟪none⟫0",
        "<p>⟪note⟫</p>⟪none⟫0",
        "<p>Two</p>⟪none⟫0",
    ]
