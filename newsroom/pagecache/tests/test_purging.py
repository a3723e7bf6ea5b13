"""Purge rows are part of the act: written with it, gone with it; the workers wake after the commit."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from newsroom.pagecache import purging, watch
from newsroom.pagecache.counter import Counter
from newsroom.pagecache.models import Purge

MANY_WRITERS = connection.vendor == "postgresql"  # so a row may become visible after one with a higher id
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class RefusedError(Exception):
    """What an act raises."""


def refused_act() -> None:
    with transaction.atomic():
        purging.purge("front")
        raise RefusedError


@pytest.mark.django_db
def test_a_purge_writes_each_tag_once_in_one_query(counter_file: Path, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        purging.purge("front", "article:1", "front")
    rows = Purge.objects.filter(at__gt=Now() - timedelta(minutes=1), at__lte=Now())
    assert list(rows.order_by("tag").values_list("tag", flat=True)) == ["article:1", "front"]
    with django_assert_num_queries(0):
        purging.purge()


@pytest.mark.django_db(transaction=True)
def test_the_counter_is_raised_after_the_commit(counter_file: Path) -> None:
    counter = Counter(counter_file)
    before = counter.reading()
    with transaction.atomic():
        purging.purge("front")
        assert counter.reading() == before
    assert counter.reading() != before


@pytest.mark.django_db(transaction=True)
def test_an_act_rolled_back_purges_nothing(counter_file: Path) -> None:
    counter = Counter(counter_file)
    before = counter.reading()
    with pytest.raises(RefusedError):
        refused_act()
    assert not Purge.objects.exists()
    assert counter.reading() == before


@pytest.mark.django_db(transaction=True)
def test_a_counter_that_cannot_be_raised_does_not_fail_the_act(settings, counter_file: Path) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"COUNTER": counter_file / "no" / "such" / "folder"}
    with transaction.atomic():
        purging.purge("front")
    assert Purge.objects.filter(tag="front").exists()


@pytest.mark.django_db
def test_old_rows_go_in_batches_and_young_ones_stay(counter_file: Path) -> None:
    old = NOON - watch.KEPT_FOR - timedelta(seconds=1)
    Purge.objects.bulk_create(Purge(tag="old", at=old) for _ in range(purging.BATCH + 5))
    Purge.objects.create(tag="young", at=NOON - watch.KEPT_FOR)
    assert purging.prune(NOON) == purging.BATCH
    assert purging.prune(NOON) == 5
    assert purging.prune(NOON) == 0
    assert Purge.objects.get().tag == "young"


@pytest.mark.django_db
def test_purging_by_itself_deletes_old_rows_now_and_then(
    counter_file: Path, django_capture_on_commit_callbacks
) -> None:
    Purge.objects.create(tag="old", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(purging.PRUNE_EVERY):
            purging.purge(f"article:{number}")
    assert not Purge.objects.filter(tag="old").exists()
    assert Purge.objects.count() == purging.PRUNE_EVERY


@pytest.mark.django_db
def test_a_new_watch_begins_where_nothing_can_still_come(counter_file: Path) -> None:
    early = Purge.objects.create(tag="early", at=Now() - timedelta(minutes=5))
    late = Purge.objects.create(tag="late", at=Now())
    last = Purge.objects.create(tag="last", at=Now())
    rows = watch.Rows()
    assert rows.newest() == last.pk
    assert rows.settled() == (early.pk if MANY_WRITERS else last.pk)
    assert rows.since(early.pk) == [(late.pk, "late"), (last.pk, "last")]
    assert rows.among([late.pk, last.pk + 1]) == [(late.pk, "late")]


@pytest.mark.django_db
def test_rows_are_dated_by_the_database_and_not_by_a_machine_whose_clock_is_off(
    counter_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON - timedelta(days=365))
    purging.purge("front")
    assert watch.Rows().settled() == (0 if MANY_WRITERS else Purge.objects.get().pk)
    assert purging.prune() == 0


@pytest.mark.django_db(transaction=True)
def test_a_lower_id_that_commits_later_is_read(counter_file: Path) -> None:
    """Two acts at once: the first to take an id is the last to commit."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one act write at a time, so ids commit in their order.")
    taken, finish = threading.Event(), threading.Event()

    def slow_act() -> None:
        with transaction.atomic():
            purging.purge("slow")
            taken.set()
            finish.wait(5)
        connection.close()

    seen = watch.here()
    seen.catch_up()
    with ThreadPoolExecutor(1) as desk:
        act = desk.submit(slow_act)
        taken.wait(5)
        purging.purge("quick")
        seen.catch_up()
        since = seen.generation
        assert seen.untouched(["slow"], since)
        assert not seen.untouched(["quick"], since - 1)
        finish.set()
        act.result(5)
    seen.catch_up()
    assert not seen.untouched(["slow"], since)


@pytest.mark.django_db
def test_a_tag_that_no_header_could_carry_is_refused(counter_file: Path) -> None:
    for tag in ("", "two words", "é", "x" * 101, "line\nbreak"):
        with pytest.raises(ValueError, match="is no tag"):
            purging.purge(tag)
    purging.purge("x" * 100)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_opened_again_and_one_that_cannot_be_had_is_waited_for_once(monkeypatch) -> None:
    rows = watch.Rows()
    assert rows.newest() == 0
    with connection.wrap_database_errors:
        connection.connection.close()  # as a server does that was started again
    assert rows.newest() == 0

    tried = []

    def away(params: object) -> None:
        tried.append(params)
        raise OperationalError("the database is away")

    connection.close()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "get_new_connection", away)
        with pytest.raises(OperationalError):
            rows.newest()
    assert len(tried) == 1
