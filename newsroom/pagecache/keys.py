"""Under which name a page is kept: scheme, host, path, and the query parameters that it reads."""

import functools
from collections.abc import Callable, Collection
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

LONGEST_QUERY = 1000


class Address(NamedTuple):
    scheme: str
    host: str
    path: str


class Key(NamedTuple):
    """A page's name: an address, and its query in canonical form."""

    scheme: str
    host: str
    path: str
    query: str


class Addresses:
    """Reads addresses as Django does, so that one key never stands for two pages; settings are read once."""

    def __init__(self) -> None:
        self._forwarded = settings.USE_X_FORWARDED_HOST
        self._secure = settings.SECURE_PROXY_SSL_HEADER
        self._host: Callable[[str], str | None] = functools.lru_cache(256)(allowed_host)

    def typed(self, environ: dict[str, Any]) -> tuple[str, str, str, str]:
        """As the request spells it, equal to a `Key` when it is spelt canonically; nothing is checked yet."""
        raw = environ.get("HTTP_X_FORWARDED_HOST") if self._forwarded else None
        return (
            self._scheme(environ) if self._secure else environ["wsgi.url_scheme"],
            raw or environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        )

    def of(self, typed: tuple[str, str, str, str]) -> Address | None:
        """None for a host that is not ours: Django refuses it, and nothing is kept under its name."""
        scheme, raw, path, _ = typed
        host = self._host(raw)
        return None if host is None else Address(scheme, host, path)

    def _scheme(self, environ: dict[str, Any]) -> str:
        header, secure = self._secure
        value = environ.get(header)
        if value is None:
            return environ["wsgi.url_scheme"]
        return "https" if value.split(",")[0].strip() == secure else "http"


def allowed_host(raw: str) -> str | None:
    domain, _ = split_domain_port(raw)
    return raw.lower() if domain and validate_host(domain, settings.ALLOWED_HOSTS) else None


def canonical(query: str, known: Collection[str]) -> str:
    """The query with the known parameters alone, sorted by name; the order of equal names is kept, the last one counts.

    >>> canonical("utm_source=x&before=3", ["before"])
    'before=3'
    """
    if not known or not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((pair for pair in pairs if pair[0] in known), key=lambda pair: pair[0]))


def is_readable(query: str) -> bool:
    """False for what is too long or not ASCII: such a request goes to Django as it came."""
    return len(query) <= LONGEST_QUERY and query.isascii()
