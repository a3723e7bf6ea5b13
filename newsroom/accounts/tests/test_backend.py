"""Who is signed in: asked by a query that is compiled once, and with Django's own care."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.test import Client

from articles.tests import make
from newsroom.accounts.backend import AuthenticationBackend

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_active", [True, False])
def test_it_finds_whom_django_finds(is_active: bool, django_assert_num_queries) -> None:
    person = make.user("someone")
    get_user_model().objects.filter(pk=person.pk).update(is_active=is_active)
    with django_assert_num_queries(1):
        found = AuthenticationBackend().get_user(person.pk)
    assert found == ModelBackend().get_user(person.pk)
    assert (found is not None) is is_active


def test_nobody_is_found_by_an_unknown_key() -> None:
    assert AuthenticationBackend().get_user(10**15) is None


def test_a_session_ends_with_the_account() -> None:
    person, client = make.user("someone"), Client()
    client.force_login(person)
    assert client.get("/me/").status_code == 200
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302
