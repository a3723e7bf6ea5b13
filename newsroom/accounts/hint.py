"""The cookie that tells a script on a cached page that someone is signed in here; it proves nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "reader"


def leave(request: HttpRequest, response: HttpResponse) -> None:
    """Lives as long as the session does; readable by script, so nothing on the server may trust it."""
    closes = request.session.get_expire_at_browser_close()
    response.set_cookie(
        NAME,
        "1",
        max_age=None if closes else request.session.get_expiry_age(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=False,
        samesite="Lax",
    )


def remove(response: HttpResponse) -> None:
    response.delete_cookie(NAME, samesite="Lax")
