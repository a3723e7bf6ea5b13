"""For posts from cached pages, which can hold no token: the browser itself must say that this site sent them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

READING = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: HttpRequest) -> bool:
    """True when Sec-Fetch-Site or Origin names this site; a browser that says neither is not believed.

    A sandboxed frame sends `Origin: null` and Sec-Fetch-Site tells it apart from a page of ours with no-referrer.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    named = origin in (settings.NEWSROOM_URL, f"{request.scheme}://{request.get_host()}")
    if fetch_site:
        return fetch_site == "same-origin" and (named or origin in ("", "null"))
    return named


def require_same_origin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Takes the place of Django's token for a view; reading methods pass, anything else must come from this site."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING or is_same_origin(request):
            return view(request, *args, **kwargs)
        response = render(request, "account/other_site.html", status=403)
        response.headers["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(guarded)
