"""Honest error pages: 400, 403, 404, 413, 500; 429 and 503 are answered where they arise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from newsroom.paper import paper


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same words for an address that never was and for one that waits for its hour."""
    return _answer(request, "404.html", 404)


def too_large(request: HttpRequest) -> HttpResponse:
    return _answer(request, "413.html", 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request's context, which may be what failed."""
    return _kept_by_nobody(HttpResponse(render_to_string("500.html", paper(request)), status=500))


def _answer(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return _kept_by_nobody(render(request, template, status=status))


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
