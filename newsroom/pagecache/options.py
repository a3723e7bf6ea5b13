"""What settings.PAGECACHE says, typed and with its defaults."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Options:
    """`bytes` is per worker; `disk_bytes` is for all workers of the machine together, in a file without a name in the
    folder `disk`; `max_age` is how long this cache keeps a page that nobody purges; `shared_seconds` is how
    long a proxy may keep it, and so the longest that a purge can stay unseen behind a proxy that is not told of it;
    `look_seconds` is how often the purge rows are looked at in any case;
    `redis` and `channel` carry purges between machines; `purge_urls` name the proxies that are told of them."""

    counter: Path | None = None
    metrics: Path | None = None
    enabled: bool = False
    bytes: int = 4 * 1024 * 1024
    disk: Path | None = None
    disk_bytes: int = 0
    max_age: int = 3600
    shared_seconds: int = 10
    look_seconds: float = 1.0
    redis: str = ""
    channel: str = "newsroom:purges"
    purge_urls: tuple[str, ...] = ()

    @property
    def nginx_seconds(self) -> int:
        """How many seconds beyond the running one an nginx may keep a page: none unless it hears of purges."""
        return self.shared_seconds if any(url.startswith("nginx://") for url in self.purge_urls) else 0


def current() -> Options:
    """The options in force, as in `PAGECACHE = {"ENABLED": True, "COUNTER": VAR / "pagecache.counter"}`."""
    given = {name.lower(): value for name, value in getattr(settings, "PAGECACHE", {}).items()}
    return Options(**given)
