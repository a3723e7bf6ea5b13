"""How often proxies were told, counted for this machine in files that every process shares, and who hears purges."""

from collections.abc import Iterator

from . import alarm, options
from .counter import SIZE, Counter


def sent() -> None:
    _increase("sent")


def failed() -> None:
    _increase("failed")


def counts() -> dict[str, int]:
    """Purge calls of this machine's workers: `sent` and finally `failed`."""
    return {name: _number(name) for name in ("sent", "failed")}


def lines() -> Iterator[str]:
    """The counts in Prometheus' text format; whether the channel is heard is told by the worker that is asked."""
    told = counts()
    yield from _number_of("proxies_told_total", "counter", "Purges that a proxy took.", told["sent"])
    yield from _number_of("proxies_failed_total", "counter", "Purges given up: see the log.", told["failed"])
    heard = alarm.current().is_heard
    if heard is not None:
        yield from _number_of("channel_heard", "gauge", "1 while this worker hears other machines.", int(heard))


def _number_of(name: str, kind: str, says: str, value: int) -> tuple[str, ...]:
    name = f"newsroom_pagecache_{name}"
    return f"# HELP {name} {says}", f"# TYPE {name} {kind}", f"{name} {value}"


def _increase(name: str) -> None:
    counter = _counter(name)
    if counter is not None:
        counter.increase()


def _number(name: str) -> int:
    counter = _counter(name)
    return 0 if counter is None else int.from_bytes(counter.reading()[:SIZE], "little")


def _counter(name: str) -> Counter | None:
    file = options.current().counter
    return file and Counter(file.with_name(f"purges-{name}.counter"))
