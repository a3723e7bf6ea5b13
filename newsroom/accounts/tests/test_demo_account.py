"""The demo's stand-in for a social account, walked as a visitor without script does."""

from newsroom.accounts.models import User
from newsroom.accounts.tests.visitor import hidden, way

MINE = "/national/politics/2026/11/23/slug/comments/mine/"


def open_form(visitor):
    page = visitor.press("demo", back_to=MINE)
    assert page.status_code == 200
    return page.url.removeprefix(visitor.paper), {"csrfmiddlewaretoken": hidden(page.text)["csrfmiddlewaretoken"]}


def test_a_number_is_an_account_with_the_name_that_is_typed(visitor):
    address, token = open_form(visitor)
    assert way(visitor.post(address, token | {"id": "7", "first_name": "레아 독자"})) == MINE
    assert User.objects.get().name == "레아 독자"
    visitor.http.cookies.clear()
    address, token = open_form(visitor)
    visitor.post(address, token | {"id": "7"})
    assert User.objects.get().name == "레아 독자"


def test_a_missing_number_is_asked_for_again(visitor):
    address, token = open_form(visitor)
    page = visitor.post(address, token | {"id": ""})
    assert page.status_code == 200
    assert "errorlist" in page.text
    assert not User.objects.exists()


def test_cancelling_signs_nobody_in(visitor):
    address, token = open_form(visitor)
    assert visitor.post(address, token | {"id": "7", "action": "cancel"}).url.endswith("/accounts/cancelled/")
    assert not User.objects.exists()


def test_a_form_that_was_not_asked_for_signs_nobody_in(visitor):
    address, token = open_form(visitor)
    assert visitor.post("/accounts/demo/?state=forged", token | {"id": "7"}).status_code == 403
    assert visitor.get("/accounts/demo/").status_code == 403
    assert not User.objects.exists()
    visitor.post(address, token | {"id": "7"})
    assert User.objects.exists()
