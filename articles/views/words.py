"""The dictionary's page; the panel on a story's page takes its answer from here."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import dictionary
from articles.body import storable


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Never kept by the page cache: what readers ask for is theirs, and there is no end of words."""
    asked = storable(request.GET.get("q", "")).strip()[:100]
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    context = {
        "asked": asked,
        "language": language,
        "meaning": dictionary.look_up(asked, language),
        "tried": dictionary.tried(asked, language),
        "has_english": dictionary.has_english(),
    }
    response = render(request, "articles/dictionary.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
