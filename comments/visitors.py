"""Who is asking, where nobody is signed in; and the text she has typed before she signs in."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from comments.text import POINTS_A_LETTER

KEPT_FOR = timedelta(minutes=30)
DRAFT = "comment_draft"


def address_of(request: HttpRequest) -> str:
    """A keyed hash of where the request comes from (IPv6: its /64), so that limits keep no addresses."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    plain = str(int(address) >> 64) if isinstance(address, IPv6Address) else str(address)
    return salted_hmac("comments.address", plain, algorithm="sha256").hexdigest()[:32]


def keep_draft(request: HttpRequest, article_id: int, text: str, at: datetime) -> None:
    """One text a visitor, for half an hour; it survives the sign-in, which changes the session's key only."""
    most = settings.COMMENT_LENGTH * POINTS_A_LETTER
    request.session[DRAFT] = {"story": article_id, "text": text[:most].replace("\r\n", "\n"), "at": at.timestamp()}


def draft(request: HttpRequest, article_id: int, at: datetime) -> str:
    """The text kept for this story, if it is not too old."""
    kept: dict[str, Any] = request.session.get(DRAFT) or {}
    is_fresh = at.timestamp() - kept.get("at", 0) < KEPT_FOR.total_seconds()
    return kept["text"] if is_fresh and kept["story"] == article_id else ""


def drop_draft(request: HttpRequest) -> None:
    request.session.pop(DRAFT, None)
