"""Redis or Valkey as Django's cache: while it is away everything is a miss, and no request fails for it."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

LEFT_ALONE = 1.0
"""Seconds in which a server that did not answer is not asked again, so that a page waits for it once at most."""

MOST_OWED = 10_000


class LenientRedisCache(RedisCache):
    """What was to be deleted meanwhile is owed, and deleted before anything is read again: a session that has ended
    must not come back with the cache. One object serves a thread, so the debt is the process's.
    """

    _shared: dict[Any, "Debt"] = {}

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 1)}
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})
        self._debt = self._shared.setdefault(str(server), Debt())

    @property
    def is_away(self) -> bool:
        """Whether it did not answer a moment ago."""
        return self._debt.is_left_alone()

    def _asked(self, question: Callable[..., Any], otherwise: Any) -> Any:
        if self._debt.is_left_alone():
            return otherwise
        try:
            self._debt.pay(self._cache.delete_many)
            return question()
        except RedisError as error:
            self._debt.leave_alone(error)
            return otherwise

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._asked(lambda: super(LenientRedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._asked(lambda: super(LenientRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._asked(lambda: super(LenientRedisCache, self).has_key(key, version), False)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._asked(lambda: super(LenientRedisCache, self).add(key, value, timeout, version), False)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._asked(lambda: super(LenientRedisCache, self).touch(key, timeout, version), False)

    def clear(self) -> bool:
        return self._asked(lambda: super(LenientRedisCache, self).clear(), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        counted = self._asked(lambda: super(LenientRedisCache, self).incr(key, delta, version), None)
        if counted is None:
            raise ValueError(f"Key {key!r} not found.")
        return counted

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """A value that could not be written must not leave an older one behind."""
        if not self._asked(lambda: super(LenientRedisCache, self).set(key, value, timeout, version) or True, False):
            self._debt.owe([self.make_key(key, version)])

    def set_many(self, values: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        if self._asked(lambda: super(LenientRedisCache, self).set_many(values, timeout, version) or True, False):
            return []
        self._debt.owe([self.make_key(key, version) for key in values])
        return list(values)

    def delete(self, key: str, version: int | None = None) -> bool:
        gone = self._asked(lambda: super(LenientRedisCache, self).delete(key, version), None)
        if gone is None:
            self._debt.owe([self.make_key(key, version)])
        return bool(gone)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        names = list(keys)
        if not self._asked(lambda: super(LenientRedisCache, self).delete_many(names, version) or True, False):
            self._debt.owe([self.make_key(key, version) for key in names])


class Debt:
    """What this process still has to delete on a server, and since when that one is left alone."""

    def __init__(self) -> None:
        self._names: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._alone_until = 0.0

    def is_left_alone(self) -> bool:
        return time.monotonic() < self._alone_until

    def leave_alone(self, error: RedisError) -> None:
        self._alone_until = time.monotonic() + LEFT_ALONE
        kind = "is away" if isinstance(error, Unreachable) else "does not answer as it should"
        logger.warning("The cache %s and is not asked for a second: %s", kind, error)

    def owe(self, names: Iterable[str]) -> None:
        with self._lock:
            self._names.update(dict.fromkeys(names))
            while len(self._names) > MOST_OWED:
                self._names.popitem(last=False)

    def pay(self, delete_many: Callable[[list[str]], Any]) -> None:
        if not self._names:
            return
        with self._lock:
            delete_many(list(self._names))
            self._names.clear()
