"""The error pages say what happened and what to do, are kept by nobody, and two of them need no database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from articles.tests.page import elements, only
from newsroom import errors


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as a programmer sees it")


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [path("broken/", broken), path("away/", away), path("refused/", refused), path("missing/", missing)]
handler403, handler404, handler500 = errors.not_allowed, errors.not_found, errors.server_error


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/away/", 503)])
def test_a_fault_is_told_without_the_database(visitor: Client, address: str, status: int) -> None:
    response = visitor.get(address)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert "programmer" not in response.text
    assert only(response, "h1").text
    assert only(response, "main a").get("href") == "/"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="newsroom.urls")
@pytest.mark.parametrize("status", [400, 403, 404])
def test_every_refusal_has_words_and_a_way_on(status: int) -> None:
    handlers = {400: errors.bad_request, 403: errors.not_allowed, 404: errors.not_found}
    response = handlers[status](RequestFactory().get("/"), PermissionDenied("secret"))
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert "secret" not in response.text
    assert only(response, "h1").text
    assert any(link.get("href") == "/" for link in elements(response, "main a"))
    assert elements(response, "nav#sections")


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_to_come_again() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert (response.status_code, only(response, "h1").text) == (403, "The form was too old")
