"""Two doors of the paper: public pages know no visitor, so they pass no session, no account and no messages.

A public view that asked for any of them would fail at once, and so would its tests.
"""

import re
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from newsroom.pagecache.memory import page

SAFE = ("GET", "HEAD")
OWN = re.compile(r"/(admin|accounts|me)(/|$)|.*/comments/mine/?$")  # pages of one person


def is_public(request: HttpRequest) -> bool:
    """Whether the answer is the same for everyone, whoever asks."""
    return request.method in SAFE and not OWN.match(request.path_info)


class Public:
    """First of all: says which door it is, and keeps pieces of public pages while they are made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_public = is_public(request)
        if not request.is_public:
            return self.get_response(request)
        with page():
            return self.get_response(request)


class ForPeople:
    """Mixed into a middleware that only pages of one person need."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.is_public else super().__call__(request)


class Policy(ForPeople, CSPMiddleware):
    """The policy of public pages has no nonce, so it is the same text for all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = super().__call__(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class Sessions(ForPeople, SessionMiddleware):
    pass


class People(ForPeople, AuthenticationMiddleware):
    pass


class Messages(ForPeople, MessageMiddleware):
    pass
