"""Social providers, configured by environment variables only; one without credentials shows no button."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env


@dataclass(frozen=True)
class Provider:
    """`id` is the word in our addresses and style sheet; `account` is what allauth writes into SocialAccount.provider.

    `origins` are where a browser may be sent (the policy's form-action); `pictures` are the hosts whose
    pictures we fetch, a leading dot meaning every host below it.
    """

    id: str
    account: str
    package: str
    name: Any
    origins: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def app(self) -> str:
        return f"allauth.socialaccount.providers.{self.package}"


# In the order of the buttons.
KNOWN = (
    Provider(
        "x",
        "twitter_oauth2",
        "twitter_oauth2",
        _("X"),
        ("https://x.com", "https://twitter.com"),
        ("pbs.twimg.com",),
        {"FIELDS": ["id", "name", "username", "profile_image_url"]},
    ),
    Provider(
        "facebook",
        "facebook",
        "facebook",
        _("Facebook"),
        ("https://www.facebook.com", "https://m.facebook.com"),
        ("platform-lookaside.fbsbx.com", ".fbcdn.net"),
        {"VERSION": "v24.0", "FIELDS": ["id", "name", "picture.width(192).height(192)"], "SCOPE": ["public_profile"]},
    ),
    Provider(
        "google",
        "google",
        "google",
        _("Google"),
        ("https://accounts.google.com",),
        (".googleusercontent.com",),
        {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "profile"]},
    ),
    Provider("apple", "apple", "apple", _("Apple"), ("https://appleid.apple.com",), (), {"SCOPE": ["name"]}),
    Provider(
        "kakao",
        "kakao",
        "kakao",
        _("Kakao"),
        ("https://kauth.kakao.com", "https://accounts.kakao.com"),
        (".kakaocdn.net",),
    ),
    Provider("naver", "naver", "naver", _("Naver"), ("https://nid.naver.com",), (".pstatic.net",)),
)
DEMO = Provider("demo", "dummy", "dummy", _("Demo account"))


def read(env: Env, *, demo: bool) -> list[Provider]:
    """The providers that have credentials, in the order of the buttons; half of a pair of credentials is refused."""
    found = [credentialed for known in KNOWN if (credentialed := _with_credentials(env, known))]
    if connect := _openid_connect(env, demo=demo):
        found.append(connect)
    return [*found, DEMO] if demo else found


def apps(providers: Iterable[Provider]) -> list[str]:
    """The allauth provider apps to install: those with credentials, and the dummy in the demo alone."""
    return [provider.app for provider in providers]


def options(providers: Iterable[Provider]) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS for the providers that have credentials."""
    return {provider.package: provider.options for provider in providers if provider.options}


def origins(providers: Iterable[Provider]) -> list[str]:
    """Origins a sign-in may redirect to, for the policy's form-action: Chromium applies it to the redirect."""
    return [origin for provider in providers for origin in provider.origins]


def configured() -> list[Provider]:
    """The providers to show a button for, in order."""
    return settings.SOCIAL_PROVIDERS


def by_id(provider_id: str) -> Provider | None:
    return next((provider for provider in configured() if provider.id == provider_id), None)


def by_account(account: str) -> Provider | None:
    """The provider of a SocialAccount, by the word allauth has written there."""
    return next((provider for provider in configured() if provider.account == account), None)


def _pair(env: Env, word: str) -> tuple[str, str] | None:
    client, secret = env.str(f"SOCIAL_{word}_CLIENT_ID", default=""), env.str(f"SOCIAL_{word}_SECRET", default="")
    if bool(client) != bool(secret):
        missing = f"SOCIAL_{word}_SECRET" if client else f"SOCIAL_{word}_CLIENT_ID"
        raise ImproperlyConfigured(f"{missing} is missing. Set both values that the provider gave you, or neither.")
    return (client, secret) if client else None


def _with_credentials(env: Env, known: Provider) -> Provider | None:
    pair = _pair(env, known.id.upper())
    if pair is None:
        return None
    app = {"client_id": pair[0], "secret": pair[1], "key": "", "settings": {}}
    if known.id == "apple":
        app = _apple(env, *pair)
    return Provider(**{**vars(known), "options": {**known.options, "APPS": [app]}})


def _apple(env: Env, client: str, certificate: str) -> dict[str, Any]:
    """Apple gives a private key, which signs a secret; allauth wants the key's id where others have the secret."""
    key, team = env.str("SOCIAL_APPLE_KEY_ID", default=""), env.str("SOCIAL_APPLE_TEAM_ID", default="")
    if not key or not team:
        raise ImproperlyConfigured(
            "SOCIAL_APPLE_KEY_ID and SOCIAL_APPLE_TEAM_ID belong to SOCIAL_APPLE_CLIENT_ID, and SOCIAL_APPLE_SECRET "
            "is the private key (the text of the .p8 file). Set all four, or none."
        )
    return {"client_id": client, "secret": key, "key": team, "settings": {"certificate_key": certificate}}


def _openid_connect(env: Env, *, demo: bool) -> Provider | None:
    """Any OpenID Connect server. SOCIAL_OIDC_ORIGINS names further origins that its sign-in pages or pictures use."""
    pair = _pair(env, "OIDC")
    if pair is None:
        return None
    url, name = env.str("SOCIAL_OIDC_URL", default=""), env.str("SOCIAL_OIDC_NAME", default="")
    if not url or not name:
        raise ImproperlyConfigured(
            "SOCIAL_OIDC_URL and SOCIAL_OIDC_NAME are missing. Set the server's address and the name on the button."
        )
    found = [_origin(address, demo=demo) for address in (url, *env.list("SOCIAL_OIDC_ORIGINS", default=[]))]
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": pair[0],
        "secret": pair[1],
        "settings": {"server_url": url, "oauth_pkce_enabled": True, "scope": ["openid", "profile"]},
    }
    hosts = tuple(urlsplit(origin).hostname or "" for origin in found)
    return Provider("oidc", "oidc", "openid_connect", name, tuple(found), hosts, {"APPS": [app]})


def _origin(address: str, *, demo: bool) -> str:
    parts = urlsplit(address)
    if not parts.hostname or parts.scheme not in (("http", "https") if demo else ("https",)):
        raise ImproperlyConfigured(f"{address!r} is no https:// address. Correct SOCIAL_OIDC_URL or _ORIGINS.")
    return f"{parts.scheme}://{parts.netloc}"
