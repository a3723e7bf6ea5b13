"""How staff and readers come in: staff by password, readers by a social account, never the one as the other."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string

from newsroom.accounts import hint, names, portrait, profiles, providers
from newsroom.accounts.models import User

HANDLE = "abcdefghijkmnpqrstuvwxyz23456789"


class StaffAdapter(DefaultAccountAdapter):
    """Passwords are for staff alone, and nobody makes an account with one here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A reader who once had a password is told the same as someone who has mistyped hers."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_staff else None

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        if user.is_staff:
            super().send_password_reset_mail(user, email, context)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password typed in these five minutes is fresh enough, also when it was typed to sign in."""
        proofs = get_authentication_records(self.request, self.request.user)
        freshest = max((each["at"] for each in proofs if each["method"] in ("password", "mfa")), default=0)
        fresh = time.time() - freshest < account_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        hint.leave(response, lasting=0 if user.is_staff else request.session.get_expiry_age())
        return response


class ReaderAdapter(DefaultSocialAccountAdapter):
    """A reader is (provider, immutable id); nothing that her account claims joins her to another account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Takes name and picture out of the profile and forgets the rest of it before anything is stored."""
        profile = sociallogin.account.extra_data
        user = sociallogin.user
        user.username = f"reader-{get_random_string(12, HANDLE)}"
        user.name = profiles.name_in(profile, data)  # as the account says it; save_user makes it fit
        user.email = data.get("email") or ""
        sociallogin.picture = profiles.picture_in(profile)
        sociallogin.account.extra_data = {"name": names.tidy(user.name)[:80]}
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claimed = {address.email for address in sociallogin.email_addresses} | {sociallogin.user.email} - {""}
        if sociallogin.user.is_staff or _any_of_staff(claimed):
            refused = render(request, "account/staff_refused.html", status=403)
            raise ImmediateHttpResponse(refused)
        if not sociallogin.is_existing:
            sociallogin.email_addresses, sociallogin.user.email = [], ""  # nothing here needs a reader's address
        elif sociallogin.user.is_active:
            _refresh_portrait(sociallogin)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Someone who cancels keeps the way back to where she was."""
        state = (kwargs.get("extra_context") or {}).get("state") or {}
        if kwargs.get("error") == AuthError.CANCELLED and state.get("next"):
            query = urlencode({"next": state["next"]})
            raise ImmediateHttpResponse(redirect(f"{reverse('socialaccount_login_cancelled')}?{query}"))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Two first sign-ins at once make one person: the second finds the row that the first has written."""
        sociallogin.user.name = names.suggest(sociallogin.user.name)
        try:
            with transaction.atomic():
                user = super().save_user(request, sociallogin, form)
        except IntegrityError:
            key = {"provider": sociallogin.account.provider, "uid": sociallogin.account.uid}
            sociallogin.account = SocialAccount.objects.select_related("user").get(**key)
            user = sociallogin.user = sociallogin.account.user
        else:
            _refresh_portrait(sociallogin)
        return user


def _any_of_staff(claimed: set[str]) -> bool:
    """Also addresses that staff have written with capitals, or that are among allauth's and not the person's own."""
    return any(
        User.objects.filter(is_staff=True, email__iexact=address).exists()
        or any(user.is_staff for user in filter_users_by_email(address))
        for address in claimed
    )


def _refresh_portrait(sociallogin: SocialLogin) -> None:
    provider = providers.by_account(sociallogin.account.provider)
    if provider and sociallogin.picture:
        portrait.take(sociallogin.user, sociallogin.picture, provider.pictures)
