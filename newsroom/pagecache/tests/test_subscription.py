"""Between machines: what is kept is trusted only while the channel is heard, and rows are read before it is trusted."""

import functools
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsroom.pagecache import alarm, purging, remember, watch
from newsroom.pagecache.alarm import Alarm
from newsroom.pagecache.counter import Counter
from newsroom.pagecache.subscription import Subscription
from newsroom.pagecache.tests.make import House
from newsroom.pagecache.watch import Watch
from newsroom.pagecache.wsgi import PageCache

NOBODY = "redis://127.0.0.1:1/0"


@dataclass
class Channel:
    """Stands for the subscription."""

    number: int | None = None
    announced: int = 0

    def reading(self) -> int | None:
        return self.number

    def announce(self) -> None:
        self.announced += 1


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def machines(house: House, channel: Channel) -> House:
    """The house as one machine of several; `commit(wake=False)` is another machine's act."""
    house.watch = Watch(Alarm(house.counter, channel), house.rows, house.clock, look_seconds=3600)
    house.cache = PageCache(house.django, house.watch, house.clock)
    house.page()
    return house


def test_nothing_is_kept_or_read_before_the_channel_is_heard(machines: House, channel: Channel) -> None:
    assert [machines.get().came for _ in range(3)] == ["", "", ""]
    assert machines.rows.looks == 0
    channel.number = 1
    machines.get()
    assert machines.get().is_hit


def test_news_on_the_channel_is_looked_up_at_the_next_request(machines: House, channel: Channel) -> None:
    channel.number = 1
    machines.get()
    machines.commit("front", wake=False)
    assert machines.get().is_hit, "nobody has said anything"
    channel.number = 2
    assert not machines.get().is_hit
    assert machines.get().is_hit


def test_a_channel_that_was_lost_is_not_trusted_until_the_rows_are_read(machines: House, channel: Channel) -> None:
    channel.number = 1
    machines.get()
    channel.number = None
    machines.commit("front", wake=False)
    assert machines.get().came == ""
    channel.number = 2
    machines.rows.away = True
    assert machines.get().came == "", "heard, but the rows cannot be read"
    machines.rows.away = False
    machines.clock.now += watch.LOOK_SECONDS
    assert machines.get().came == "newsroom; fwd=miss"


def test_a_hit_asks_neither_rows_nor_redis(machines: House, channel: Channel) -> None:
    channel.number = 1
    machines.get()
    looks = machines.rows.looks
    assert all(machines.get().is_hit for _ in range(50))
    assert machines.rows.looks == looks


@pytest.mark.django_db
def test_remembered_values_load_anew_while_the_channel_is_not_heard(
    counter_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Watch(Alarm(Counter(counter_file), Channel()), watch.Rows())
    monkeypatch.setattr(watch, "here", functools.cache(lambda: seen))
    monkeypatch.setattr("newsroom.pagecache.remember.connection", type("Outside", (), {"in_atomic_block": False}))
    loads = []
    value = remember.remember("sections")(lambda: loads.append(1) or len(loads))
    assert [value(), value()] == [1, 2]


def test_both_signals_are_given_even_when_one_fails(tmp_path: Path, channel: Channel) -> None:
    Alarm(Counter(tmp_path / "counter"), channel).ring()
    with pytest.raises(FileNotFoundError):
        Alarm(Counter(tmp_path / "no" / "such" / "folder"), channel).ring()
    assert channel.announced == 2


def test_no_thread_begins_before_the_first_look() -> None:
    before = threading.active_count()
    heard = Subscription(NOBODY, "test")
    assert threading.active_count() == before
    assert heard.reading() is None
    assert heard.reading() is None
    assert threading.active_count() == before + 1
    heard.end()


def test_a_redis_that_is_away_fails_no_act_and_is_not_asked_by_each(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    heard = Subscription(NOBODY, "test", clock=lambda: now[0])
    for _ in range(5):
        heard.announce()
    assert caplog.text.count("could not be told") == 1
    now[0] += 1
    heard.announce()
    assert caplog.text.count("could not be told") == 2


@pytest.mark.django_db(transaction=True)
def test_an_act_announces_after_its_commit_when_redis_is_named(
    counter_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = Channel()
    monkeypatch.setattr(alarm, "channel", lambda: channel)
    purging.purge("front")
    assert channel.announced == 1
