"""Sign-in and sign-out, where this paper does more than allauth."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.account.views import logout as allauth_logout
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter as get_factors
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from newsroom.accounts import hint, providers, staff
from newsroom.accounts.origin import require_same_origin

STARTS = {"start": "20/m/ip"}


@require_same_origin
@require_POST
@never_cache
def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """One click from cached bytes to the provider; a `next` that is not on this site is dropped."""
    known = providers.by_id(provider_id)
    if known is None:
        raise Http404
    if ratelimit.consume(request, app="newsroom.accounts", action="start", config=STARTS) is None:
        return ratelimit.respond_429(request)
    provider = get_adapter().get_provider(request, known.account)
    try:
        return provider.redirect(request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    except (RequestException, OAuth2Error) as error:
        return render_authentication_error(request, provider, exception=error)


class SignIn(LoginView):
    """Readers' buttons first, the staff's form below; for someone whom the desk has sent here it is the other way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and _wants_the_desk(request)):
            return super().dispatch(request, *args, **kwargs)
        door = staff.door(request, next=get_next_redirect_url(request))
        if door.startswith(reverse("account_login")):
            # Redirecting her back would send her round in circles.
            return self.render_to_response({"turned_away": True, "next": request.get_full_path()}, status=403)
        return redirect(door)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"to_the_desk": _wants_the_desk(self.request)}


def _wants_the_desk(request: HttpRequest) -> bool:
    return (get_next_redirect_url(request) or "").startswith(reverse("admin:index"))


sign_in = SignIn.as_view()


@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    response = allauth_logout(request)
    if not request.user.is_authenticated:
        hint.remove(response)
    return response


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Passwords and second factors are the business of staff who came in by password; others find nothing here."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if not (request.user.is_staff and "password" in staff.ways_in(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class ActivateAuthenticator(ActivateTOTPView):
    """She has just shown a password and a code, so this session has both factors."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


activate_authenticator = ActivateAuthenticator.as_view()


@require_GET
def authenticator_picture(request: HttpRequest) -> HttpResponse:
    """The QR code as a file of our own: the content policy allows no data: pictures."""
    if "mfa.totp.secret" not in request.session:
        raise Http404
    factors = get_factors()
    address = factors.build_totp_url(request.user, get_totp_secret(regenerate=False))
    return HttpResponse(factors.build_totp_svg(address), content_type="image/svg+xml")
