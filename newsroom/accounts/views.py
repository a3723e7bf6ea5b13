"""Sign-in and sign-out, where this paper does more than allauth."""

from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from newsroom.accounts import providers
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
