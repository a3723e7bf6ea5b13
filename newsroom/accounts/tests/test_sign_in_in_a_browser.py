"""The sign-in pages in Chromium: one click to a provider and back, under the paper's own policy, and axe."""

import re

import pytest
from allauth.socialaccount.providers.twitter_oauth2.views import TwitterOAuth2Adapter

from articles.tests import make
from newsroom.accounts.models import User

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def page(request, new_context):
    return new_context(color_scheme=request.param).new_page()


def test_the_sign_in_pages_have_no_barriers(page, live_server, transactional_db, assert_accessible):
    make.user("Edda Editor", role="editor", password="a long password")
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/2fa/totp/activate/")
    assert_accessible(page)
    page.get_by_label("User name").fill("edda-editor")
    page.get_by_label("Password", exact=True).fill("a long password")
    page.get_by_role("button", name="Log in to the desk").click()
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    picture = page.get_by_role("img", name="QR code")
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") > 0
    assert_accessible(page)


def test_one_click_and_a_number_sign_a_reader_in(page, live_server, transactional_db, assert_accessible):
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/logout/")
    page.get_by_role("button", name="Log in with Demo account").click()
    assert_accessible(page)
    page.get_by_label("Name", exact=True).fill("레아 독자")
    page.get_by_role("button", name=re.compile("^Log in$")).click()
    page.get_by_text("You are logged in as 레아 독자").wait_for()
    assert "reader=1" in page.evaluate("document.cookie")
    assert_accessible(page)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{live_server.url}/")
    assert "reader=1" not in page.evaluate("document.cookie")
    assert User.objects.get().name == "레아 독자"


@pytest.fixture
def x_on_another_origin(monkeypatch, settings, providers):
    """X's pages on loopback; the policy names them as it names X."""
    monkeypatch.setattr(TwitterOAuth2Adapter, "authorize_url", f"{providers.address}/i/oauth2/authorize")
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    def name(*origins):
        policy = directives | {"form-action": [*directives["form-action"], *origins]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy}

    name(providers.address)
    return name


def test_one_click_leads_to_a_provider_on_another_origin_and_back(
    page, live_server, transactional_db, x_on_another_origin
):
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/logout/")
    page.get_by_role("button", name="Log in with X").click()
    page.get_by_text("You are logged in as Rhea Reader").wait_for()


def test_a_provider_that_the_policy_does_not_name_is_not_reached(
    page, live_server, transactional_db, x_on_another_origin
):
    """What form-action is for: without this, the test above would prove nothing."""
    x_on_another_origin()
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/logout/")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name="Log in with X").click()
    assert not User.objects.exists()
