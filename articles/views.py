"""The public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Edition


def render_edition(request: HttpRequest, edition: Edition, *, preview: bool = False) -> HttpResponse:
    """The article page of an edition, saved or not."""
    return render(request, "articles/article.html", {"edition": edition, "preview": preview})
