"""The button view: one post from this site, without a token, and not too often."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.accounts.views import STARTS

OURS = "http://testserver"


@pytest.fixture(autouse=True)
def this_site(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.NEWSROOM_URL = "https://paper.example"


def press(provider="x", **headers):
    client = Client(enforce_csrf_checks=True)
    return client.post(
        reverse("account_go", args=[provider]),
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": OURS},
        {"origin": "https://paper.example"},
        {"origin": OURS, "sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
    ],
)
def test_a_post_from_this_site_goes_to_the_provider(headers):
    response = press(**headers)
    assert response.status_code == 302
    assert response["Location"].startswith("https://x.com/i/oauth2/authorize?")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "https://paper.example.evil.example"},
        {"origin": OURS, "sec_fetch_site": "cross-site"},
        {"origin": "https://evil.example", "sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"referer": OURS + "/"},
    ],
)
def test_a_post_from_elsewhere_is_refused_in_plain_words(headers):
    response = press(**headers)
    assert response.status_code == 403
    assert "Go back, load the page again" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "sessionid" not in response.cookies


def test_reading_starts_nothing(client):
    response = client.get(reverse("account_go", args=["x"]))
    assert response.status_code == 405
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("provider", ["apple", "twitter_oauth2", "nobody"])
def test_a_provider_without_credentials_is_not_found(provider):
    assert press(provider, origin=OURS).status_code == 404


def test_an_address_starts_only_so_many_sign_ins_a_minute():
    allowed = int(STARTS["start"].partition("/")[0])
    answers = [press(origin=OURS).status_code for _ in range(allowed + 1)]
    assert answers == [302] * allowed + [429]


def test_the_buttons_are_one_form_for_each_provider_with_the_way_back(client):
    page = client.get(reverse("account_login"), {"next": "/a/comments/mine/"}).content.decode()
    for provider in ("x", "facebook", "oidc", "demo"):
        assert f'action="{reverse("account_go", args=[provider])}"' in page
    assert page.count('name="next" value="/a/comments/mine/"') == 5  # and the staff's form
    assert "Log in with Example ID" in page


def test_someone_on_the_way_to_the_desk_finds_the_staffs_form_first(client):
    page = client.get(reverse("account_login"), {"next": "/admin/"}).content.decode()
    assert page.index('id="staff"') < page.index('id="readers"')
    assert page.count('name="next"') == 1
    page = client.get(reverse("account_login")).content.decode()
    assert page.index('id="readers"') < page.index('id="staff"')


def test_a_browser_may_be_sent_to_each_provider(client):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    form_action = next(part for part in policy.split(";") if "form-action" in part)
    for origin in ("'self'", "https://x.com", "https://www.facebook.com", "https://login.example.org"):
        assert origin in form_action.split()
    assert "https://accounts.google.com" not in form_action
