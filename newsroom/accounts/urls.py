"""Addresses below /accounts/: only those in use, and callbacks only of providers with credentials."""

from importlib import import_module

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache

from newsroom.accounts import providers, views
from newsroom.accounts.views import for_staff

FINISH = {"apple": "oauth2_finish_login"}  # Apple posts across sites; the session is only there one redirect later


def callbacks(provider: providers.Provider) -> list[URLPattern]:
    """Where the provider sends the reader back; allauth finds these by name."""
    module = import_module(f"{provider.app}.views")
    if provider.package == "dummy":
        return [path("demo/", never_cache(module.authenticate), name="dummy_authenticate")]
    here = f"{provider.id}/login/callback/"
    if provider.package == "openid_connect":
        return [path(here, module.callback, {"provider_id": provider.account}, name="openid_connect_callback")]
    found = [path(here, module.oauth2_callback, name=f"{provider.package}_callback")]
    if finish := FINISH.get(provider.package):
        found.append(path(f"{here}finish/", getattr(module, finish), name=f"{provider.package}_finish_callback"))
    return found


urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("go/<slug:provider_id>/", views.go, name="account_go"),
    path("cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("failed/", social.login_error, name="socialaccount_login_error"),
    path("reauthenticate/", for_staff(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", for_staff(account.password_change), name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", for_staff(factors.index), name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", for_staff(factors.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", for_staff(views.activate_authenticator), name="mfa_activate_totp"),
    path("2fa/totp/picture/", for_staff(views.authenticator_picture), name="mfa_totp_picture"),
    path("2fa/totp/deactivate/", for_staff(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", for_staff(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", for_staff(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", for_staff(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    *(pattern for provider in providers.configured() for pattern in callbacks(provider)),
]
