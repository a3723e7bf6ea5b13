"""Redis as cache and for sessions: it goes away and comes back, and no request fails for it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import caches
from django.test import Client, override_settings
from environs import FileAwareEnv

from articles.tests import make
from newsroom import lenient
from newsroom.tests.demo_server import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not PROGRAM and not os.environ.get("CI"), reason="redis-server is missing"),
]


class Redis:
    """A server that keeps what it has in memory alone, so it has forgotten everything after a stop."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._running = subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not caches_answer(self.address) and time.monotonic() < end:
            time.sleep(0.02)

    def stop(self) -> None:
        self._running.kill()
        self._running.wait()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


def caches_answer(address: str) -> bool:
    """Asks past the lenient cache, whose pause after a failure belongs to the tests."""
    client = lenient.RedisCache(address, {})._cache.get_client(None)
    try:
        return client.ping()
    except lenient.RedisError:
        return False
    finally:
        client.connection_pool.disconnect()


@pytest.fixture
def redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    monkeypatch.setattr(lenient, "LEFT_ALONE", 0.0)
    running = Redis()
    monkeypatch.setenv("CACHE_URL", running.address)
    chosen = {"default": FileAwareEnv().dj_cache_url("CACHE_URL") | {"BACKEND": "newsroom.lenient.LenientRedisCache"}}
    with override_settings(CACHES=chosen, SESSION_ENGINE="django.contrib.sessions.backends.cached_db"):
        yield running
        caches["default"]._cache.get_client(None).connection_pool.disconnect()
    running.stop()


def test_it_keeps_what_it_is_given(redis: Redis) -> None:
    cache = caches["default"]
    cache.set("a", {"b": 1})
    assert cache.get("a") == {"b": 1}
    assert cache.add("a", 2) is False
    assert cache.add("n", 1) is True
    assert cache.incr("n") == 2
    assert cache.get_many(["a", "n"]) == {"a": {"b": 1}, "n": 2}
    assert cache.delete("a") is True
    assert "a" not in cache


def test_while_it_is_away_everything_is_a_miss(redis: Redis, caplog: pytest.LogCaptureFixture) -> None:
    cache = caches["default"]
    cache.set("a", 1)
    redis.stop()
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("b", 1) is False
    assert "a" not in cache
    assert cache.delete("a") is False
    assert cache.touch("a") is False
    assert cache.set_many({"a": 1}) == ["a"]
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert "The cache is away" in caplog.text
    redis.start()
    cache.set("a", 3)
    assert cache.get("a") == 3


def test_a_server_that_is_away_is_left_alone_for_a_moment(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lenient, "LEFT_ALONE", 3600.0)
    cache = caches["default"]
    redis.stop()
    assert cache.get("a") is None
    monkeypatch.setattr(lenient.RedisCache, "get", lambda *words: pytest.fail("It was asked again."))
    assert cache.get("a") is None
    redis.start()


def test_what_was_deleted_meanwhile_does_not_come_back(redis: Redis) -> None:
    """As when the way to the server is cut, and the server keeps what it had."""
    cache = caches["default"]
    cache.set("ended", "session")
    cache.set("old", "value")
    cache.set("other", "stays")
    with pytest.MonkeyPatch.context() as cut:
        for act in ("delete", "set"):
            cut.setattr(type(cache._cache), act, cannot_reach)
        assert cache.delete("ended") is False
        cache.set("old", "newer")
    assert cache.get("ended") is None
    assert cache.get("old") is None
    assert cache.get("other") == "stays"


def cannot_reach(*words: object) -> None:
    raise lenient.Unreachable("Error 111 connecting")


def test_a_session_outlives_the_cache(redis: Redis) -> None:
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    redis.stop()
    assert SessionStore(session.session_key)["word"] == "kept"
    again = SessionStore(session.session_key)
    again["word"] = "changed"
    again.save()
    redis.start()
    assert SessionStore(session.session_key)["word"] == "changed"


def test_signed_in_people_are_served_while_the_cache_is_away_and_when_it_is_back(redis: Redis, client: Client) -> None:
    client.force_login(make.user("Aino"))
    assert client.get("/me/").status_code == 200
    redis.stop()
    assert client.get("/me/").status_code == 200
    redis.start()
    assert client.get("/me/").status_code == 200


def test_who_signs_out_while_the_cache_is_away_stays_signed_out(redis: Redis, client: Client) -> None:
    client.force_login(make.user("Aino"))
    key = client.session.session_key
    assert client.get("/me/").status_code == 200
    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(type(caches["default"]._cache), "delete", cannot_reach)
        SessionStore(key).delete(key)
    assert client.get("/me/").status_code == 302
