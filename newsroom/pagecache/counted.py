"""How often proxies were told, counted for this machine in files that every process shares."""

from . import options
from .counter import SIZE, Counter


def sent() -> None:
    _increase("sent")


def failed() -> None:
    _increase("failed")


def counts() -> dict[str, int]:
    """Purge calls of this machine's workers: `sent` and finally `failed`."""
    return {name: _number(name) for name in ("sent", "failed")}


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
