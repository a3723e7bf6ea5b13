"""Private words, asked for through the page cache by who may read them, never reach another client at any address."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.tests import make
from comments.visitors import DRAFT
from newsroom.arrivals import plainly
from newsroom.pagecache import encoding, remember
from newsroom.pagecache.marking import mark
from newsroom.pagecache.wsgi import PageCache
from newsroom.tests import surfaces
from newsroom.tests.scene import Scene, build, word
from newsroom.tests.test_visibility_matrix import desk_addresses, oddly, public_addresses

NAME, MAIL, TYPED = "zqhernamezq", "zqhermailzq", "zqhersessionzq"
PASSWORD = "a long enough password"
pytestmark = [
    pytest.mark.django_db(transaction=True),  # each request ends its connection, as in a worker
    pytest.mark.once,
]


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_public(self) -> bool:
        return "Cache-Status" in self.headers

    @property
    def everything(self) -> str:
        return f"{self.status} {self.headers} {self.body.decode(errors='replace')}"


@pytest.fixture
def scene(reader) -> Scene:
    return build(reader)


@pytest.fixture
def cache(settings, tmp_path, scene: Scene) -> PageCache:
    """The paper as its workers serve it, with room for every page."""
    files = {"COUNTER": tmp_path / "counter", "METRICS": tmp_path / "metrics", "DISK": tmp_path}
    settings.PAGECACHE = files | {"ENABLED": True, "BYTES": 64 * 1024**2, "DISK_BYTES": 64 * 1024**2}
    remember.forget_all()
    return PageCache(plainly(get_wsgi_application()))


def ask(application: Callable, address: str, cookies: str = "") -> Answer:
    path, _, query = address.partition("?")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1"}
    environ |= {"wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "REMOTE_ADDR": "127.0.0.1"}
    said: list[Any] = []
    body = application(environ | ({"HTTP_COOKIE": cookies} if cookies else {}), lambda *words: said.extend(words))
    whole = b"".join(body)
    getattr(body, "close", lambda: None)()
    return Answer(said[0], dict(said[1]), whole)


def carried(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def reader_with_words(scene: Scene) -> str:
    """The cookies of a reader whose name, address and half-written comment stand nowhere in public."""
    client = Client()
    person = make.user(NAME)
    person.email = f"{MAIL}@example.org"
    person.save()
    client.force_login(person)
    session = client.session
    story = scene.told["live"].article
    session[DRAFT] = {"story": story.pk, "text": TYPED, "at": timezone.now().timestamp()}
    session.save()
    return carried(client)


def staff(role: str) -> str:
    client = Client()
    person = make.user(f"Other {role}", role=role, password=PASSWORD)
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return carried(client)


def everywhere(scene: Scene) -> list[str]:
    accounts = {f"/{route}" for _, route in surfaces.patterns() if route.startswith(surfaces.ACCOUNTS)}
    plain = public_addresses(scene) | desk_addresses(scene) | {a for a in accounts if "<" not in a and "^" not in a}
    return sorted(address for address in plain | oddly(public_addresses(scene)) if "logout" not in address)


def asked_by(cache: Callable, cookies: str, addresses: Iterable[str]) -> dict[str, Answer]:
    return {address: ask(cache, address, cookies) for address in addresses}


def leaks(secrets: Iterable[str], answers: dict[str, Answer]) -> list[str]:
    """A line for each answer that holds a secret."""
    pattern = re.compile("|".join(sorted(secrets)))
    found = {address: set(pattern.findall(answer.everything)) for address, answer in answers.items()}
    return [f"{address} tells {', '.join(sorted(words))}" for address, words in found.items() if words]


@pytest.mark.parametrize("first", ["private", "public"])
def test_no_private_word_reaches_another_client(cache: PageCache, scene: Scene, first: str) -> None:
    secrets = scene.secrets | {NAME, MAIL, TYPED}
    people, addresses = (reader_with_words(scene), staff("editor"), staff("moderator")), everywhere(scene)
    before = asked_by(cache, "", addresses) if first == "public" else {}
    private = [asked_by(cache, cookies, addresses) for cookies in people]
    told = " ".join(line for answers in private for line in leaks(secrets, answers))
    for state, name in (("draft", "headline"), ("filed", "text"), ("scheduled", "desknote"), ("live", "waiting")):
        assert word(state, name) in told, "the words were there to be kept"
    assert [words for words in (NAME, TYPED) if words not in told] == []
    after = asked_by(cache, "", addresses)
    assert leaks(secrets, before) == leaks(secrets, after) == []
    assert kept_words(cache, secrets) == []
    public = [address for address, answer in after.items() if answer.is_public]
    assert len(public) > 100
    for answers in private:
        assert [a for a in public if (answers[a].status, answers[a].body) != (after[a].status, after[a].body)] == []


def kept_words(cache: PageCache, secrets: Iterable[str]) -> list[str]:
    """The same search on the shelf itself, where no header of a request matters."""
    shelf = cache.pages
    pages = {**shelf._new, **shelf._proven}
    assert pages
    bodies = {str(key): Answer("", dict(p.value.headers), encoding.plain(p.value.bodies)) for key, p in pages.items()}
    return leaks(secrets, bodies)


def test_a_page_wrongly_marked_as_public_is_found(cache: PageCache) -> None:
    """The control of the test above: a view that shows the visitor's name and calls itself public."""

    def django(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        response = mark(HttpResponse(f"Hello {environ.get('HTTP_COOKIE', 'stranger')}"), tags=["front"])
        start_response("200 OK", list(response.items()))
        return response

    careless = PageCache(django)
    asked_by(careless, NAME, ["/"])
    assert leaks({NAME}, asked_by(careless, "", ["/"])) == [f"/ tells {NAME}"]
    assert kept_words(careless, {NAME})
