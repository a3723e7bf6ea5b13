"""Only the addresses in use are mounted: this is the whole list."""

from django.urls import get_resolver

EXPECTED = {
    "login/", "logout/", "inactive/", "go/<slug:provider_id>/", "cancelled/", "failed/", "reauthenticate/",
    "password/change/", "password/reset/", "password/reset/done/", "password/reset/key/done/",
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "2fa/", "2fa/authenticate/", "2fa/reauthenticate/", "2fa/totp/activate/", "2fa/totp/picture/",
    "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/recovery-codes/download/",
    "x/login/callback/", "facebook/login/callback/", "oidc/login/callback/", "demo/",
}  # fmt: skip


def test_the_accounts_addresses_are_exactly_these():
    accounts = next(each for each in get_resolver().url_patterns if str(each.pattern) == "accounts/")
    assert {str(each.pattern) for each in accounts.url_patterns} == EXPECTED


def test_nobody_signs_up_with_a_password(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/login/").status_code == 200
