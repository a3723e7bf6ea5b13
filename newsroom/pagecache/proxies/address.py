"""A proxy as NEWSROOM_PURGE_URLS names it: fastly://, cloudflare://, varnish:// or nginx://."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

BY_API = ("fastly", "cloudflare")
BY_ADDRESS = ("varnish", "nginx")
EXAMPLES = "fastly://SERVICE?token_file=/run/secrets/fastly, cloudflare://ZONE?token=..., varnish://10.0.0.2:80, "
EXAMPLES += "nginx://10.0.0.3:8081/forget/"
IDENTITY = re.compile(r"[A-Za-z0-9]{1,64}")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Proxy:
    """`host` is the service or zone where there is an API; `api` stands in for its public address."""

    kind: str
    host: str
    port: int = 80
    path: str = "/"
    token: str = field(default="", repr=False)
    api: str = ""

    @property
    def name(self) -> str:
        """How the queue and the log call it; holds no secret."""
        return f"{self.kind}://{self.host}" if self.kind in BY_API else f"{self.kind}://{self.host}:{self.port}"


def read(url: str) -> Proxy:
    """Raises ValueError with a sentence that holds no secret."""
    try:
        parts = urlsplit(url)
        port = parts.port or 80
    except ValueError:
        raise ValueError(f"One of its addresses cannot be read. Write it as one of: {EXAMPLES}.") from None
    if parts.scheme in BY_API:
        return _by_api(parts)
    if parts.scheme in BY_ADDRESS:
        return _by_address(parts, port)
    raise ValueError(
        f"It begins with {parts.scheme or 'nothing'}://, which is unknown. Write it as one of: {EXAMPLES}."
    )


def _by_api(parts: SplitResult) -> Proxy:
    given = _given(parts, {"token", "token_file", "api"})
    if not IDENTITY.fullmatch(parts.netloc) or parts.path.strip("/"):
        raise ValueError(f"{parts.scheme}:// is followed by the id of the service or zone and by nothing else.")
    token = given.get("token") or _secret(parts.scheme, given.get("token_file", ""))
    if not re.fullmatch(r"[!-~]+", token):
        raise ValueError(f"{parts.scheme}:// needs ?token_file=... (a file that holds the token) or ?token=...")
    api = given.get("api", "").rstrip("/")
    if api and not (api.startswith("https://") or urlsplit(api).hostname in LOOPBACK):
        raise ValueError(f"The api of {parts.scheme}:// must begin with https://, since the token goes there.")
    return Proxy(parts.scheme, parts.netloc, token=token, api=api)


def _by_address(parts: SplitResult, port: int) -> Proxy:
    _given(parts, set())
    if not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"{parts.scheme}:// is followed by host and port. Write it as one of: {EXAMPLES}.")
    if parts.scheme == "varnish" and parts.path.strip("/"):
        raise ValueError("varnish:// takes no path.")
    if parts.scheme == "nginx" and not parts.path.strip("/"):
        raise ValueError(
            "nginx:// needs the path at which its cache may be deleted, as in nginx://10.0.0.3:8081/forget/."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Proxy(parts.scheme, host, port, parts.path.rstrip("/") + "/")


def _given(parts: SplitResult, known: set[str]) -> dict[str, str]:
    pairs = parse_qs(parts.query, keep_blank_values=True)
    if unknown := set(pairs) - known:
        raise ValueError(f"{parts.scheme}:// does not know {', '.join(sorted(unknown))}.")
    return {name: values[-1] for name, values in pairs.items()}


def _secret(kind: str, file: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        raise ValueError(f"The token_file of {kind}:// cannot be read.") from None
