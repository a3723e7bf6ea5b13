"""The loopback providers and a visitor, for sign-ins over real HTTP with allauth as it is."""

from collections.abc import Iterator

import pytest
import requests
from django.core.cache import cache

from newsroom.accounts.adapter import ReaderAdapter
from newsroom.accounts.tests import oauth_server
from newsroom.accounts.tests.oauth_server import OAuthServer
from newsroom.accounts.tests.visitor import Visitor, session_to


@pytest.fixture(autouse=True)
def no_limits_used_up(db: None) -> None:
    """Limits are kept in the cache, which no transaction rolls back."""
    cache.clear()


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[OAuthServer]:
    """allauth's own hook for its calls to the providers leads them to the loopback server."""
    with oauth_server.serving() as server:

        def to_server(self: ReaderAdapter) -> requests.Session:
            return session_to(server.address)

        monkeypatch.setattr(ReaderAdapter, "get_requests_session", to_server)
        yield server


@pytest.fixture
def visitor(transactional_db: None, live_server: object, providers: OAuthServer) -> Visitor:
    return Visitor(live_server.url, providers.address)
