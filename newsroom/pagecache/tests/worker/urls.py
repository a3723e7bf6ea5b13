"""Pages whose words are the number of purges committed for their tag: a stale page shows a number too low."""

import os
import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from newsroom.pagecache.marking import mark
from newsroom.pagecache.models import Purge

WAIT_SECONDS = 5


def purges(tag: str) -> str:
    return f"{tag} {Purge.objects.filter(tag=tag).count()} "


def page(request: HttpRequest, tag: str) -> HttpResponse:
    """Its words name the query parameter that it reads, and every header and cookie that it should not."""
    words = (
        purges(tag) + f"before={request.GET.get('before', '')} query={request.META['QUERY_STRING']} " + "word " * 200
    )
    return mark(HttpResponse(words), tags=[tag], parameters=["before"])


def slow(request: HttpRequest, tag: str) -> HttpResponse:
    """Reads, says that it has read, and answers when the test lets it."""
    words = purges(tag)
    folder = settings.FOLDER
    (folder / f"{tag}.{os.getpid()}.{time.monotonic_ns()}.begun").touch()
    end = time.monotonic() + WAIT_SECONDS
    while not (folder / f"{tag}.go").exists() and time.monotonic() < end:
        time.sleep(0.005)
    return mark(HttpResponse(words), tags=[tag])


def due(request: HttpRequest, moment: int) -> HttpResponse:
    """Looks different from a moment on."""
    now = timezone.now()
    then = datetime.fromtimestamp(moment / 1000, UTC)
    words = "after" if now >= then else "before"
    return mark(HttpResponse(words), tags=["due"], until=then if now < then else None, at=now)


def fragile(request: HttpRequest) -> HttpResponse:
    """Ends at once; the database is away while a file says so."""
    if (settings.FOLDER / "away").exists():
        raise OperationalError("the database is away")
    return mark(HttpResponse(purges("fragile")), tags=["fragile"], max_age=0)


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(purges("private"))


def cookie(request: HttpRequest) -> HttpResponse:
    answer = mark(HttpResponse(purges("cookie")), tags=["cookie"])
    answer.set_cookie("name", "value")
    return answer


def gone(request: HttpRequest) -> HttpResponse:
    return mark(HttpResponseGone(purges("gone")), tags=["gone"])


def temporary(request: HttpRequest) -> HttpResponse:
    return mark(HttpResponseRedirect("/page/a/"), tags=["temporary"])


urlpatterns = [
    path("page/<slug:tag>/", page),
    path("slow/<slug:tag>/", slow),
    path("due/<int:moment>/", due),
    path("fragile/", fragile),
    path("private/", private),
    path("cookie/", cookie),
    path("gone/", gone),
    path("temporary/", temporary),
]
