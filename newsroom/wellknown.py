"""Two text files for machines: what crawlers may read, and whom to tell of a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching

PRIVATE = ("/admin/", "/accounts/", "/me/", "/*/comments/mine/", "/dictionary/?q=", "/search/?q=")
STANDS_FOR = timedelta(days=180)  # RFC 9116 advises less than a year


def _text(*lines: str) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Withdrawn and expired stories stay open to crawlers: they must see the 410."""
    url = settings.NEWSROOM_URL
    answer = _text(
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE),
        "",
        f"Sitemap: {url}/sitemap.xml",
        f"Sitemap: {url}/news-sitemap.xml",
    )
    return caching.public(answer, tags=[caching.SECTIONS], at=timezone.now())


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The day of expiry moves with the day, so a paper that runs never has a stale one."""
    at = timezone.now()
    expires = caching.midnight_after(at) + STANDS_FOR
    answer = _text(
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE}",
        f"Canonical: {settings.NEWSROOM_URL}/.well-known/security.txt",
    )
    return caching.public(answer, tags=[caching.SECTIONS], at=at)
