"""Sessions are found as Django finds them, by one query that needs no building."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from newsroom.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    store = SessionStore()
    store["word"] = "kept"
    store.save()
    return store.session_key


def test_a_session_is_found_by_its_key_with_one_query(key: str, django_assert_num_queries) -> None:
    SessionStore(key).load()
    with django_assert_num_queries(1):
        assert SessionStore(key)["word"] == "kept"


def test_a_session_that_is_over_is_not_found_and_its_key_is_dropped(key: str) -> None:
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert "word" not in store
    assert store.session_key is None


def test_an_invented_key_is_no_session(key: str) -> None:
    store = SessionStore("x" * 32)
    assert "word" not in store
    assert store.session_key is None


def test_a_changed_session_is_kept_under_its_key(key: str) -> None:
    store = SessionStore(key)
    store["word"] = "changed"
    store.save()
    assert SessionStore(key)["word"] == "changed"
