"""The proxies that the settings name, and how each kind is told."""

from collections.abc import Callable, Iterator, Sequence

from newsroom.pagecache import options

from . import cloudflare, fastly, nginx, varnish
from .address import Proxy, read
from .call import Call

KINDS: dict[str, Callable[[Proxy, Sequence[str]], Iterator[Call]]] = {
    "fastly": fastly.calls,
    "cloudflare": cloudflare.calls,
    "varnish": varnish.calls,
    "nginx": nginx.calls,
}


def names() -> list[str]:
    return [read(url).name for url in options.current().purge_urls]


def named(name: str) -> Proxy | None:
    """None when the settings name it no longer."""
    return next((proxy for proxy in map(read, options.current().purge_urls) if proxy.name == name), None)


def purge(proxy: Proxy, tags: Sequence[str]) -> None:
    """Raises `call.NotReached` or `call.Refused`; asked twice, it does no harm."""
    for call in KINDS[proxy.kind](proxy, tags):
        call.send()
