"""Purges between machines: a channel of Redis on which every process hears that rows were written somewhere.

Loaded only where CACHE_URL names a Redis, since `redis` is a requirement of many machines alone.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from math import inf
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

HEARTBEAT = 0.5
"""Seconds between two pings on the subscribed connection."""

SILENCE = 2.0
"""After so many seconds without a word nobody knows what was missed: the subscription counts as lost."""

FIRST_WAIT, LONGEST_WAIT = 0.1, 2.0
"""Seconds before the channel is tried again; doubled each time."""

PATIENCE = 0.25
"""Seconds that an act waits for Redis after its commit, at most once in `PAUSE` while it is away."""

PAUSE = 1.0


class Subscription:
    """A thread of this process that listens; begun at the first reading, so after the server has forked.

    Redis answers in order: when it answers a ping, every message published before has been heard. So what is up to date
    at `SILENCE` is known, and a new subscription counts as news, since messages may have been missed before it.
    """

    def __init__(self, url: str, channel: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.channel = channel
        self._url = url
        self._clock = clock
        self._heard_at = -inf
        self._number = 0
        self._begun = False
        self._beginning = threading.Lock()
        self._ended = threading.Event()
        self._sender = self._connect(PATIENCE)
        self._send_again_at = -inf
        self._owed = False
        os.register_at_fork(after_in_child=self._forked)

    def reading(self) -> int | None:
        """A number that changes with the news, or None while the channel is not heard. Costs no socket."""
        if self._clock() - self._heard_at < SILENCE:
            return self._number
        if not self._begun:
            self._begin()
        return None

    def announce(self) -> None:
        """Tell every process of every machine; when Redis is away they serve fresh until it is back."""
        now = self._clock()
        self._owed = True
        if now < self._send_again_at:
            return
        try:
            self._sender.publish(self.channel, b"look")
            self._owed = False
        except redis.RedisError as error:
            self._send_again_at = now + PAUSE
            logger.warning("Redis could not be told of a purge (%s); other machines look at the rows.", error)

    def end(self) -> None:
        self._ended.set()

    def _begin(self) -> None:
        with self._beginning:
            if not self._begun:
                threading.Thread(target=self._listen, name="purges", daemon=True).start()
                self._begun = True

    def _forked(self) -> None:
        """Threads do not survive a fork: the child begins its own."""
        self._beginning = threading.Lock()
        self._begun, self._heard_at = False, -inf

    def _listen(self) -> None:
        wait = FIRST_WAIT
        while not self._ended.is_set():
            try:
                with self._connect(SILENCE) as client, client.pubsub() as channel:
                    channel.subscribe(self.channel)
                    self._hear_first(channel)
                    while not self._ended.is_set():
                        self._hear(channel)
                        wait = FIRST_WAIT
            except (redis.RedisError, OSError) as error:
                if self._heard_at != -inf:
                    logger.warning(
                        "The channel of purges was lost (%s); pages are served fresh until it is back.", error
                    )
                self._heard_at = -inf
            self._ended.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT)
        self._heard_at = -inf

    def _hear_first(self, channel: Any) -> None:
        """Until Redis has answered the subscription, or SILENCE has passed."""
        message = channel.get_message(timeout=SILENCE)
        if message is None:
            raise redis.TimeoutError("it does not answer")
        self._take(message["type"])

    def _hear(self, channel: Any) -> None:
        """One heartbeat. A connection that fell silent is given up: nobody knows what was missed meanwhile."""
        channel.ping()
        if self._owed:
            self.announce()
        end = self._clock() + HEARTBEAT
        while (left := end - self._clock()) > 0:
            message = channel.get_message(timeout=left)
            if message is not None:
                self._take(message["type"])
            elif self._clock() - self._heard_at >= SILENCE:
                raise redis.TimeoutError("it fell silent")

    def _take(self, kind: str) -> None:
        """The number changes before the channel counts as heard, so nothing kept is trusted in between."""
        if kind in ("subscribe", "message"):
            self._number += 1
        if kind == "subscribe":
            logger.info("Purges of other machines are heard.")
        self._heard_at = self._clock()

    def _connect(self, patience: float) -> redis.Redis:
        """Never connects again by itself: what was said meanwhile would be missed in silence."""
        return redis.Redis.from_url(
            self._url, socket_timeout=patience, socket_connect_timeout=patience, retry=Retry(NoBackoff(), 0)
        )
