"""Staff at the door: whether this session came in by password and second factor, and where to send it otherwise."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def ways_in(request: HttpRequest) -> set[str]:
    """How the signed-in person of this session has proved who she is: password, mfa, socialaccount."""
    return {record["method"] for record in get_authentication_records(request, request.user)}


def entered_as_staff(request: HttpRequest) -> bool:
    """A social session never counts, nor does a password alone where a second factor is required."""
    if not (request.user.is_active and request.user.is_staff):
        return False
    needed = {"password", "mfa"} if settings.STAFF_SECOND_FACTOR else {"password"}
    return needed <= ways_in(request)


def door(request: HttpRequest, *, next: str) -> str:
    """Where someone goes who wants to enter the desk and may not yet: sign in, set up a factor, or show one.

    Someone who has done all that and was still sent away has no duty: the sign-in page tells her.
    """
    back = "?" + urlencode({"next": next})
    if entered_as_staff(request) or not request.user.is_staff or "password" not in ways_in(request):
        return reverse("account_login") + back
    if not is_mfa_enabled(request.user, FACTORS):
        return reverse("mfa_activate_totp")
    return reverse("mfa_reauthenticate") + back
