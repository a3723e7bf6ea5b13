"""The numbers of the page cache, for the machine that watches the paper."""

from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from . import counted, metrics

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """For who brings the token; for everyone else there is nothing at this address."""
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    words = "".join(f"{line}\n" for line in chain(metrics.lines(), counted.lines()))
    return HttpResponse(words, content_type=TEXT, headers={"Cache-Control": "no-store"})
