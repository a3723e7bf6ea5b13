"""One small file from one of a few hosts: checked address, no redirect elsewhere, capped in time and size."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

LARGEST = 1024 * 1024
PATIENCE = 3.0  # seconds for all of it
REDIRECTS = 2
Connect = Callable[[str, int | None, float], http.client.HTTPConnection]


class FetchError(Exception):
    """Says for the log why a file was not fetched."""


class CheckedConnection(http.client.HTTPSConnection):
    """Connects to the very address it has checked, so that a second answer of the name server cannot lead inside."""

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        address = found[0][4][0]
        if not all(ip_address(each[4][0]).is_global for each in found):
            raise FetchError(f"{self.host} is at an address that is not public")
        plain = socket.create_connection((address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def publicly(host: str, port: int | None, timeout: float) -> http.client.HTTPConnection:
    return CheckedConnection(host, port, timeout=timeout, context=ssl.create_default_context())


def allowed(host: str, hosts: Sequence[str]) -> bool:
    return any(host == each or (each.startswith(".") and host.endswith(each)) for each in hosts)


def fetch(address: str, hosts: Sequence[str], *, connect: Connect | None = None) -> bytes:
    """The file's bytes; raises FetchError. `connect` is a door for tests, which fetch from no public address."""
    until = time.monotonic() + PATIENCE
    for _ in range(1 + REDIRECTS):
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or not allowed(parts.hostname or "", hosts):
            raise FetchError(f"{parts.hostname} is not among the provider's picture hosts")
        try:
            connection = (connect or publicly)(parts.hostname or "", parts.port, _left(until))
            try:
                answer = _ask(connection, parts.path or "/", parts.query)
                if answer.status not in (301, 302, 303, 307, 308):
                    return _body(answer, until)
                address = urljoin(address, answer.headers.get("Location", ""))
            finally:
                connection.close()
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise FetchError(f"{parts.hostname}: {error}") from error
    raise FetchError("redirected too often")


def _ask(connection: http.client.HTTPConnection, path: str, query: str) -> http.client.HTTPResponse:
    connection.request("GET", f"{path}?{query}" if query else path, headers={"Accept": "image/*"})
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    if answer.status != 200:
        raise FetchError(f"answered {answer.status}")
    body = b""
    while piece := answer.read1(64 * 1024):
        body += piece
        if len(body) > LARGEST:
            raise FetchError("larger than 1 MB")
        _left(until)
    return body


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError("took longer than 3 seconds")
    return left
