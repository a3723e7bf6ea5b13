"""A browser without script, over real HTTP: it keeps cookies, follows redirects and finds the providers on loopback."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter


class ToLoopback(HTTPAdapter):
    """Whatever goes to a provider by https goes to the test's server instead, path and all."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        parts = urlsplit(request.url)
        request.url = f"{self.address}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        return super().send(request, *args, **kwargs)


def session_to(address: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", ToLoopback(address))
    return session


class Visitor:
    def __init__(self, paper: str, providers: str) -> None:
        self.paper = paper
        self.http = session_to(providers)

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        return self.http.get(self.paper + path, timeout=10, **kwargs)

    def post(self, path: str, data: dict[str, str], **kwargs: Any) -> requests.Response:
        kwargs["headers"] = {"Origin": self.paper} | kwargs.pop("headers", {})
        return self.http.post(self.paper + path, data=data, timeout=10, **kwargs)

    def press(self, provider: str, *, back_to: str = "", **kwargs: Any) -> requests.Response:
        """The button of a provider, and everything it leads to."""
        return self.post(f"/accounts/go/{provider}/", {"next": back_to} if back_to else {}, **kwargs)

    def send_form(self, path: str, data: dict[str, str], **kwargs: Any) -> requests.Response:
        """Loads a page and sends its form with the token it holds."""
        token = hidden(self.get(path).text)["csrfmiddlewaretoken"]
        return self.post(path, {"csrfmiddlewaretoken": token, **data}, **kwargs)

    def cookie(self, name: str) -> str | None:
        return self.http.cookies.get(name)


def way(response: requests.Response) -> str:
    """Where the last redirect led, with its fragment."""
    return response.history[-1].headers["Location"]


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.found[given["name"]] = given.get("value") or ""


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page by name."""
    parser = _Hidden()
    parser.feed(page)
    return parser.found
