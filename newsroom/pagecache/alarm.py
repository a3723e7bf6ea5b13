"""What makes a process look at the purge rows: the counter of its machine and, between machines, the subscription."""

import functools
from typing import Any, Protocol

from django.utils.module_loading import import_string

from . import options
from .counter import Counter

SUBSCRIPTION = "newsroom.pagecache.subscription.Subscription"


class Channel(Protocol):
    """What `subscription.Subscription` is."""

    def reading(self) -> int | None: ...

    def announce(self) -> None: ...


class Alarm:
    """Both at once; without Redis there is the counter alone."""

    def __init__(self, counter: Counter | None, channel: Channel | None) -> None:
        self._counter = counter
        self._channel = channel

    @property
    def is_heard(self) -> bool | None:
        """Whether purges of other machines are heard; None where there is one machine."""
        return None if self._channel is None else self._channel.reading() is not None

    def reading(self) -> Any:
        """Whatever differs after each purge; None while purges of other machines cannot be heard."""
        if self._channel is None:
            return self._counter.reading()
        heard = self._channel.reading()
        return None if heard is None else (self._counter.reading(), heard)

    def ring(self) -> None:
        """After a commit: this machine first; if its file cannot be written, the other machines hear of it anyway."""
        try:
            if self._counter is not None:
                self._counter.increase()
        finally:
            if self._channel is not None:
                self._channel.announce()


def current() -> Alarm:
    """The alarm that the settings in force describe."""
    counter = options.current().counter
    return Alarm(counter and Counter(counter), channel())


def channel() -> Channel | None:
    chosen = options.current()
    return subscription(chosen.redis, chosen.channel) if chosen.redis else None


@functools.cache
def subscription(url: str, name: str) -> Channel:
    """One a process, whoever asks: each holds a connection."""
    return import_string(SUBSCRIPTION)(url, name)
