"""Providers come from the environment alone; half of what one needs stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import FileAwareEnv

from newsroom.accounts import checks, providers

APPLE = {
    "SOCIAL_APPLE_CLIENT_ID": "org.example.paper",
    "SOCIAL_APPLE_SECRET": "-----BEGIN PRIVATE KEY-----",
    "SOCIAL_APPLE_KEY_ID": "KEY",
    "SOCIAL_APPLE_TEAM_ID": "TEAM",
}
OIDC = {
    "SOCIAL_OIDC_CLIENT_ID": "paper",
    "SOCIAL_OIDC_SECRET": "secret",
    "SOCIAL_OIDC_URL": "https://login.example.org/realms/city",
    "SOCIAL_OIDC_NAME": "City ID",
}


@pytest.fixture
def read(monkeypatch):
    """Reads providers from exactly these variables."""
    for word in ("X", "FACEBOOK", "OIDC"):
        for part in ("CLIENT_ID", "SECRET", "URL", "NAME"):
            monkeypatch.delenv(f"SOCIAL_{word}_{part}", raising=False)

    def read_from(variables, *, demo=False):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return providers.read(FileAwareEnv(strip_whitespace=True), demo=demo)

    return read_from


def pair(word):
    return {f"SOCIAL_{word}_CLIENT_ID": "id", f"SOCIAL_{word}_SECRET": "secret"}


def test_without_credentials_there_is_no_provider(read):
    assert read({}) == []


def test_the_buttons_stand_in_one_order_whatever_the_environments(read):
    found = read({**OIDC, **pair("NAVER"), **pair("KAKAO"), **APPLE, **pair("GOOGLE"), **pair("FACEBOOK"), **pair("X")})
    assert [provider.id for provider in found] == ["x", "facebook", "google", "apple", "kakao", "naver", "oidc"]
    assert str(found[-1].name) == "City ID"


def test_each_provider_brings_its_app_its_credentials_and_its_origins(read):
    found = read(pair("X"))
    assert providers.apps(found) == ["allauth.socialaccount.providers.twitter_oauth2"]
    app = providers.options(found)["twitter_oauth2"]["APPS"][0]
    assert (app["client_id"], app["secret"]) == ("id", "secret")
    assert "https://x.com" in providers.origins(found)
    assert "APPS" not in providers.KNOWN[0].options


def test_a_secret_may_lie_in_a_file(read, tmp_path):
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    found = read({"SOCIAL_X_CLIENT_ID": "id", "SOCIAL_X_SECRET_FILE": str(file)})
    assert found[0].options["APPS"][0]["secret"] == "from a file"


@pytest.mark.parametrize("word", ["X", "FACEBOOK", "GOOGLE", "APPLE", "KAKAO", "NAVER", "OIDC"])
@pytest.mark.parametrize(("given", "missing"), [("CLIENT_ID", "SECRET"), ("SECRET", "CLIENT_ID")])
def test_one_of_a_pair_is_refused_by_naming_the_other(read, word, given, missing):
    with pytest.raises(ImproperlyConfigured, match=f"SOCIAL_{word}_{missing} is missing"):
        read({f"SOCIAL_{word}_{given}": "something"})


@pytest.mark.parametrize("lacking", ["SOCIAL_APPLE_KEY_ID", "SOCIAL_APPLE_TEAM_ID"])
def test_apple_needs_all_four(read, lacking):
    with pytest.raises(ImproperlyConfigured, match="Set all four, or none"):
        read({name: value for name, value in APPLE.items() if name != lacking})


@pytest.mark.parametrize("lacking", ["SOCIAL_OIDC_URL", "SOCIAL_OIDC_NAME"])
def test_openid_connect_needs_an_address_and_a_name(read, lacking):
    with pytest.raises(ImproperlyConfigured, match="SOCIAL_OIDC_URL and SOCIAL_OIDC_NAME"):
        read({name: value for name, value in OIDC.items() if name != lacking})


def test_openid_connect_speaks_https_except_in_the_demo(read):
    plain = {**OIDC, "SOCIAL_OIDC_URL": "http://127.0.0.1:8120"}
    assert read(plain, demo=True)[0].origins == ("http://127.0.0.1:8120",)
    with pytest.raises(ImproperlyConfigured, match="https://"):
        read(plain)


def test_openid_connect_may_use_further_origins(read):
    found = read({**OIDC, "SOCIAL_OIDC_ORIGINS": "https://pages.example.org,https://pictures.example.org"})
    assert found[0].origins == (
        "https://login.example.org",
        "https://pages.example.org",
        "https://pictures.example.org",
    )
    assert "pictures.example.org" in found[0].pictures


def test_the_demo_account_is_there_in_the_demo_alone(read):
    assert [provider.id for provider in read({}, demo=True)] == ["demo"]
    assert read({}) == []


def test_the_dummy_is_an_error_outside_the_demo(settings):
    assert checks.no_dummy_outside_the_demo(None) == []
    settings.DEMO = False
    assert [error.id for error in checks.no_dummy_outside_the_demo(None)] == ["accounts.E001"]
