"""Requests that claim to be written in odd alphabets, or that bring far too much, before anyone has signed in."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from newsroom.arrivals import LARGEST, plainly

pytestmark = pytest.mark.django_db

NO_TEXT = ["base64", "hex", "zlib", "rot13", "idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"]
ROUNDABOUT = ["text/plain; charset*=utf-8''base64", "text/plain; charset*=nothing''x", "text/plain; charset*0=ba"]
BROKEN = ["text/plain; charset=", "; ;charset", "multipart/form-data", "multipart/form-data; boundary*=nothing''x"]


def ask(address: str, **environ: Any) -> int:
    """The status of what Django answers behind `plainly`; the test's own handler leaves the database open."""
    parts, handler = urlsplit(address), ClientHandler()
    given = RequestFactory().generic(environ.pop("method", "GET"), parts.path, environ.pop("body", b"")).environ
    given |= {"QUERY_STRING": parts.query, "HTTP_HOST": "localhost"} | environ
    return plainly(lambda arrived, start_response: handler(arrived))(given, print).status_code


@pytest.mark.parametrize("name", NO_TEXT)
def test_a_question_in_an_alphabet_that_is_none_is_answered(name: str) -> None:
    for query in ("q=%41", "q=%5cud800", "q=%5cx00"):
        assert ask(f"/dictionary/?{query}", CONTENT_TYPE=f"text/plain; charset={name}") == 200


@pytest.mark.parametrize("header", [*ROUNDABOUT, *BROKEN])
def test_a_garbled_content_type_is_no_fault_of_ours(header: str) -> None:
    assert ask("/dictionary/?q=%41", CONTENT_TYPE=header) == 200
    post = {"method": "POST", "body": b"next=%2F", "HTTP_ORIGIN": "http://localhost:8000", "CONTENT_TYPE": header}
    assert ask("/accounts/go/none/", **post) == 404


@pytest.mark.parametrize("header", ["charset=utf-8", "charset=UTF-8", 'charset="utf-8"', "charset=utf-8; x=y"])
def test_a_form_that_says_it_is_utf_8_is_read(header: str) -> None:
    post = {"method": "POST", "body": b"next=%2Fnational%2F", "HTTP_ORIGIN": "http://localhost:8000"}
    kind = f"application/x-www-form-urlencoded; {header}"
    assert ask("/accounts/go/demo/", CONTENT_TYPE=kind, **post) == 302


def test_a_session_of_an_unstorable_name_is_none_of_ours() -> None:
    for cookie in ('sessionid="\\000aaaaaaaaaaaa"', 'sessionid="\\0\\00000aaaaaaaa"', "sessionid=%00aaaaaaaa; reader"):
        assert ask("/me/", HTTP_COOKIE=cookie) == 302
        assert ask("/admin/", HTTP_COOKIE=cookie) == 302


def test_what_is_larger_than_any_picture_is_not_received() -> None:
    visitor = Client(headers={"origin": "http://localhost:8000"})
    for address in ("/accounts/go/demo/", "/accounts/login/", "/admin/", "/"):
        response = visitor.post(address, {"next": "/"}, CONTENT_LENGTH=str(LARGEST + 1))
        assert (response.status_code, response["Cache-Control"]) == (413, "no-store")
        assert not response.cookies
    assert visitor.post("/accounts/go/demo/", {"next": "/"}).status_code == 302
