"""Each request has an id and a line; slow queries have names; none of it is personal."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client

from articles.tests import make
from newsroom.log.lines import Json
from newsroom.log.requests import Named, Tally, current, fingerprint

SECRETS = ("secret-words", "reader@example.org", "203.0.113.7", "secret-browser", "rosa", "Rosa")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(Named())
    return caplog


def told(lines: pytest.LogCaptureFixture) -> list[dict]:
    """The records as a machine reads them."""
    return [json.loads(Json().format(record)) for record in lines.records]


def test_a_request_has_one_line_with_its_route_status_queries_and_id(
    client: Client, db: None, lines: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/readyz?q=secret-words")
    (line,) = [line for line in told(lines) if line["logger"] == "newsroom.access"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "readyz", 200)
    assert line["queries"] >= 2
    assert line["request"] == answer["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [(1, "a" * 32, True), (0, "a" * 32, False), (1, "short", False), (1, "a" * 65, False), (1, "with a space", False)],
)
def test_an_id_is_taken_from_a_trusted_proxy_alone(
    client: Client, settings: object, proxies: int, given: str, taken: bool
) -> None:
    settings.PROXY_COUNT = proxies
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is taken
    assert len(answer["X-Request-ID"]) >= 16


def test_a_public_page_is_the_same_for_everyone_and_carries_no_id(client: Client, db: None) -> None:
    assert "X-Request-ID" not in client.get("/")
    assert "X-Request-ID" in client.get("/search/?q=a")


def test_a_slow_query_is_named_without_its_values(db: None, lines: pytest.LogCaptureFixture) -> None:
    name = current.set("request-one")
    with connection.execute_wrapper(Tally(0.0)), connection.cursor() as cursor:
        cursor.execute("SELECT %s FROM django_session", ["reader@example.org"])
    current.reset(name)
    (line,) = told(lines)
    assert line["query"].startswith("SELECT django_session ")
    assert line["request"] == "request-one"
    assert "reader@example.org" not in str(line)


def test_a_quick_query_is_not_named(db: None, lines: pytest.LogCaptureFixture) -> None:
    with connection.execute_wrapper(Tally(60.0)) as tally, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert tally is None
    assert lines.records == []


def test_one_statement_has_one_name_whatever_its_values() -> None:
    assert fingerprint("SELECT a FROM b WHERE c = 1") == fingerprint("SELECT a FROM b WHERE c = 22")
    assert fingerprint("SELECT a FROM b WHERE c = 'x'") == fingerprint("SELECT a FROM b WHERE c = 'y'")
    assert fingerprint("SELECT a FROM b") != fingerprint("SELECT d FROM b")
    assert fingerprint('UPDATE "b" SET a = 1').startswith("UPDATE b ")
    assert "reader@example.org" not in fingerprint("DELETE FROM b WHERE mail = 'reader@example.org'")


def test_nothing_personal_is_in_any_line_of_a_walk(lines: pytest.LogCaptureFixture, reporter, editor) -> None:
    story = make.live_edition(make.article(by=reporter, published=True)).get_absolute_url()
    client = Client(headers={"User-Agent": "secret-browser"}, REMOTE_ADDR="203.0.113.7", raise_request_exception=False)
    client.force_login(editor)
    for path in (
        "/",
        story,
        f"{story}comments/mine/",
        "/search/",
        "/secret-words/",
        "/me/",
        "/admin/",
        "/accounts/login/",
    ):
        client.get(path, {"q": "secret-words reader@example.org"})
        client.post(path, {"text": "secret-words", "login": "reader@example.org", "password": "secret-words"})
    words = json.dumps(told(lines), ensure_ascii=False) + lines.text
    assert words.count("newsroom.access") >= 16
    assert [secret for secret in SECRETS if secret in words] == []
