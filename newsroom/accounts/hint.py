"""The cookie that tells a script on a cached page that someone is signed in here; it proves nothing."""

from django.conf import settings
from django.http import HttpResponse

NAME = "reader"


def leave(response: HttpResponse, *, lasting: int) -> None:
    """Readable by script, so nothing may trust it. `lasting` is in seconds, 0 for until the browser ends."""
    response.set_cookie(
        NAME, "1", max_age=lasting or None, secure=settings.SESSION_COOKIE_SECURE, httponly=False, samesite="Lax"
    )


def remove(response: HttpResponse) -> None:
    response.delete_cookie(NAME, samesite="Lax")
