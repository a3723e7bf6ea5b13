"""Public pictures, where no proxy serves them: unguessable names, so they may be kept for ever."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

KINDS = {".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif"}


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A rendition by its name; anything that is no rendition's name is not found."""
    store = storages["renditions"]
    kind = next((KINDS[ending] for ending in KINDS if name.endswith(ending)), None)
    if kind is None or ".." in name:
        raise Http404
    try:
        found = store.open(name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(found, content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
