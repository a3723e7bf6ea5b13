"""What every template may know of the paper; nothing of the visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def paper(request: HttpRequest) -> dict[str, Any]:
    return {"paper": {"name": settings.NEWSROOM_NAME, "url": settings.NEWSROOM_URL, "language": settings.LANGUAGE_CODE}}
