"""The ring gives back what was put into it last, or nothing; it never grows, and forked processes share it."""

import os
from pathlib import Path
from random import Random

import pytest

from newsroom.pagecache import ring
from newsroom.pagecache.ring import Ring

ROOM = 256 * 1024
PUT = 300


@pytest.fixture
def circle(tmp_path: Path) -> Ring:
    return Ring(ROOM, tmp_path)


def value(number: int, length: int = 3000) -> bytes:
    return f"{number} ".encode() * (length // 4)


def test_what_was_put_is_found_and_nothing_else(circle: Ring) -> None:
    assert circle.get(b"one") is None
    assert circle.put(b"one", b"first")
    assert circle.put(b"two", b"")
    assert circle.put(b"one", b"second")
    assert circle.get(b"one") == b"second"
    assert circle.get(b"two") == b""
    assert circle.get(b"three") is None


def test_the_newest_overwrite_the_oldest_and_the_file_never_grows(circle: Ring) -> None:
    for number in range(PUT):
        assert circle.put(str(number).encode(), value(number))
    found = [number for number in range(PUT) if circle.get(str(number).encode()) == value(number)]
    lost = [number for number in range(PUT) if circle.get(str(number).encode()) is None]
    assert sorted(found + lost) == list(range(PUT)), "nobody got another's bytes"
    assert found[-1] == PUT - 1
    assert len(found) > 30
    assert min(lost) == 0
    assert os.fstat(circle._file).st_size <= ROOM


def test_every_answer_is_the_last_put_or_nothing(circle: Ring) -> None:
    drawn, last, right = Random(7), {}, 0
    for _ in range(3000):
        name = str(drawn.randrange(60)).encode()
        if drawn.random() < 0.5:
            last[name] = value(drawn.randrange(10_000), drawn.randrange(4, 1000))
            assert circle.put(name, last[name])
        else:
            found = circle.get(name)
            assert found in (None, last.get(name))
            right += found is not None
    assert right > 500


def test_what_is_too_long_is_refused(circle: Ring) -> None:
    assert not circle.put(b"long", b"x" * (ROOM // ring.LONGEST_SHARE))
    assert circle.get(b"long") is None


def test_a_record_that_is_not_whole_is_nothing(circle: Ring) -> None:
    assert circle.put(b"one", b"words that are right")
    assert circle.get(b"one")
    os.pwrite(circle._file, b"w", 30)
    assert circle.get(b"one") is None


def test_a_slot_that_makes_no_sense_is_nothing(circle: Ring) -> None:
    assert circle.put(b"one", b"words")
    for slot in circle._slots(ring.hashed(b"one")):
        ring.SLOT.pack_into(circle._table, slot, 2**63, 2**32 - 1, ring.hashed(b"one")[:4])
    assert circle.get(b"one") is None


def test_the_file_has_no_name(circle: Ring, tmp_path: Path) -> None:
    assert circle.put(b"one", b"words")
    assert not list(tmp_path.iterdir())


def test_what_a_child_puts_the_parent_and_its_other_children_find(circle: Ring) -> None:
    for number in range(2):
        child = os.fork()
        if not child:
            os._exit(0 if circle.put(b"from %d" % number, value(number)) and circle.get(b"from 0") else 1)
        assert os.waitpid(child, 0)[1] == 0
    assert circle.get(b"from 0") == value(0)
    assert circle.get(b"from 1") == value(1)
