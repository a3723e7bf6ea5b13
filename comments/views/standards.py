"""The comment policy in force, or an earlier version of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import caching
from comments.models import Standards
from comments.views.conversation import number
from newsroom.pagecache.marking import mark


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    wanted = number(request, "version")
    versions = list(Standards.objects.versions())
    shown = Standards.objects.version(wanted) if wanted is not None else Standards.objects.current().first()
    if shown is None:
        raise Http404
    around = {"shown": shown, "versions": versions, "is_current": shown.version == versions[0].version}
    response = render(request, "standards.html", around)
    return mark(response, tags=[caching.STANDARDS, "sections"], parameters=["version"])
