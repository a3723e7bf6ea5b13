"""Public pictures, where no proxy serves them: unguessable names, so they may be kept for ever."""

import re

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

KINDS = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
NAME = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]{1,120}\.(?P<ending>jpg|webp|avif)", re.ASCII | re.IGNORECASE)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A rendition by its name; anything that is no rendition's name is not found."""
    store = storages["renditions"]
    named = NAME.fullmatch(name)
    if named is None:
        raise Http404
    try:
        found = store.open(name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(found, content_type=KINDS[named["ending"].lower()])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
