"""The whole way from a button to a signed-in reader, for each shape of provider."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken

from newsroom.accounts.models import User
from newsroom.accounts.tests.visitor import way

SHAPES = ["x", "facebook", "oidc"]
MINE = "/national/politics/2026/11/23/slug/comments/mine/"
COMMENTS = "/national/politics/2026/11/23/slug/#comments"


@pytest.mark.parametrize("provider", SHAPES)
def test_one_click_makes_a_reader_with_the_name_of_her_account(visitor, provider):
    visitor.press(provider)
    reader = User.objects.get()
    assert reader.name == "Rhea Reader"
    assert not reader.is_staff
    assert not reader.has_usable_password()
    assert reader.email == ""
    assert SocialAccount.objects.get(user=reader).uid == "1001"


@pytest.mark.parametrize("provider", SHAPES)
def test_the_same_account_is_the_same_reader_again(visitor, providers, provider):
    visitor.press(provider)
    visitor.http.cookies.clear()
    providers.person["name"] = "Rhea Renamed"
    visitor.press(provider)
    assert User.objects.count() == 1
    visitor.http.cookies.clear()
    providers.person["id"] = "1002"
    visitor.press(provider)
    assert User.objects.count() == 2


def test_the_same_number_at_two_providers_is_two_readers(visitor):
    visitor.press("x")
    visitor.http.cookies.clear()
    visitor.press("facebook")
    assert User.objects.count() == 2


@pytest.mark.parametrize("provider", SHAPES)
def test_she_comes_back_to_the_form_or_the_comments_that_she_came_from(visitor, provider):
    assert way(visitor.press(provider, back_to=MINE)) == MINE
    visitor.http.cookies.clear()
    assert way(visitor.press(provider, back_to=COMMENTS)) == COMMENTS


def test_without_a_way_back_she_comes_to_her_own_page(visitor):
    assert way(visitor.press("x")) == "/me/"


@pytest.mark.parametrize(
    "foreign",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "https:evil.example"],
)
def test_a_foreign_way_back_is_dropped(visitor, foreign):
    assert way(visitor.press("x", back_to=foreign)) == "/me/"


@pytest.mark.parametrize("provider", SHAPES)
def test_who_cancels_is_not_signed_in_and_can_try_again_with_the_same_way_back(visitor, providers, provider):
    providers.answer = "deny"
    page = visitor.press(provider, back_to=MINE)
    assert page.status_code == 200
    assert f'name="next" value="{MINE}"' in page.text
    assert not User.objects.exists()
    assert visitor.cookie("reader") is None
    providers.answer = "approve"
    visitor.press(provider)
    assert User.objects.exists()


@pytest.mark.parametrize("provider", SHAPES)
def test_a_forged_state_signs_nobody_in(visitor, providers, provider):
    providers.answer = "forge"
    assert visitor.press(provider).status_code == 401
    assert not User.objects.exists()
    providers.answer = "approve"
    visitor.press(provider)
    assert User.objects.exists()


def test_a_state_is_good_for_its_own_provider_alone(visitor, providers):
    start = visitor.press("x", allow_redirects=False).headers["Location"]
    back = visitor.http.get(start, allow_redirects=False, timeout=10).headers["Location"]
    assert visitor.http.get(back.replace("/x/", "/facebook/"), timeout=10).status_code == 401
    assert not User.objects.exists()
    visitor.http.get(back, timeout=10)
    assert User.objects.exists()


def test_a_code_is_good_for_one_sign_in(visitor):
    start = visitor.press("x", allow_redirects=False).headers["Location"]
    back = visitor.http.get(start, allow_redirects=False, timeout=10).headers["Location"]
    visitor.http.get(back, timeout=10)
    assert visitor.http.get(back, timeout=10).status_code == 401


@pytest.mark.parametrize(("provider", "has_pkce"), [("x", True), ("oidc", True), ("facebook", False)])
def test_the_code_is_bound_to_this_sign_in_where_the_provider_supports_it(visitor, provider, has_pkce):
    start = visitor.press(provider, allow_redirects=False).headers["Location"]
    assert ("code_challenge=" in start) is has_pkce


def test_no_token_and_nothing_of_the_profile_but_the_name_is_kept(visitor, providers):
    providers.person |= {"birthday": "1990-01-01", "email": "rhea@example.org", "picture": {"data": {"url": ""}}}
    visitor.press("facebook")
    assert SocialAccount.objects.get().extra_data == {"name": "Rhea Reader"}
    assert not SocialToken.objects.exists()


def test_the_hint_cookie_comes_with_the_session_and_goes_with_it(visitor):
    assert visitor.cookie("reader") is None
    visitor.press("x")
    assert visitor.cookie("reader") == "1"
    cookie = next(each for each in visitor.http.cookies if each.name == "reader")
    assert cookie.path == "/"
    assert not cookie.has_nonstandard_attr("HttpOnly")
    visitor.send_form("/accounts/logout/", {})
    assert visitor.cookie("reader") is None
    assert visitor.cookie("sessionid") is None


def test_a_provider_that_does_not_answer_leaves_a_page_that_says_so(visitor, providers):
    providers.shutdown()
    providers.server_close()
    assert visitor.press("oidc").status_code == 401
