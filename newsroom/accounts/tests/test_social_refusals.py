"""What a social account cannot do: become staff, take another's address, or come back once it is closed."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from articles.tests import make
from newsroom.accounts.models import User

STAFF_ADDRESS = "Edda.Editor@Example.org"


@pytest.fixture
def editor(transactional_db):
    editor = make.user("Edda Editor", role="editor", password="a long password")
    User.objects.filter(pk=editor.pk).update(email=STAFF_ADDRESS)
    return editor


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("claimed", ["edda.editor@example.org", STAFF_ADDRESS])
def test_an_account_with_the_address_of_staff_is_refused_with_a_page_that_says_what_to_do(
    visitor, providers, editor, claimed, verified
):
    providers.person |= {"email": claimed, "email_verified": verified}
    page = visitor.press("oidc")
    assert page.status_code == 403
    assert reverse("account_login") in page.text
    assert User.objects.count() == 1
    assert visitor.cookie("reader") is None


def test_an_account_with_another_address_comes_in_beside_staff(visitor, providers, editor):
    providers.person |= {"email": "rhea@example.org", "email_verified": True}
    assert visitor.press("oidc").status_code != 403
    assert User.objects.get(is_staff=False).name == "Rhea Reader"


def test_an_address_that_allauth_keeps_for_staff_is_refused_too(visitor, providers, editor):
    EmailAddress.objects.create(user=editor, email="second@example.org", verified=True)
    providers.person |= {"email": "second@example.org", "email_verified": True}
    assert visitor.press("oidc").status_code == 403


def test_a_reader_who_has_become_staff_cannot_come_in_by_her_social_account(visitor):
    visitor.press("x")
    visitor.http.cookies.clear()
    User.objects.update(is_staff=True)
    assert visitor.press("x").status_code == 403
    assert visitor.cookie("sessionid") is None or visitor.cookie("reader") is None


@pytest.mark.parametrize("provider", ["facebook", "oidc"])
def test_a_taken_address_stays_with_whoever_has_it_and_the_newcomer_is_herself(visitor, providers, provider):
    first = make.user("First Reader")
    providers.person |= {"email": first.email, "email_verified": True}
    visitor.press(provider)
    newcomer = User.objects.exclude(pk=first.pk).get()
    assert newcomer.email == ""
    assert not EmailAddress.objects.exists()
    assert SocialAccount.objects.get().user == newcomer


def test_no_address_of_a_reader_is_kept(visitor, providers):
    providers.person |= {"email": "rhea@example.org", "email_verified": True}
    visitor.press("oidc")
    assert User.objects.get().email == ""
    assert not EmailAddress.objects.exists()


def test_a_closed_account_cannot_come_in_and_is_out_at_its_next_request(visitor):
    visitor.press("x")
    assert visitor.get("/accounts/logout/", allow_redirects=False).status_code == 200
    User.objects.update(is_active=False)
    assert visitor.get("/accounts/logout/", allow_redirects=False).status_code == 302
    visitor.http.cookies.clear()
    page = visitor.press("x")
    assert page.url.endswith(reverse("account_inactive"))
    assert visitor.cookie("reader") is None


def test_what_lies_in_the_session_before_signing_in_is_there_afterwards(visitor, live_server):
    before = SessionStore()
    before["draft"] = "What I wanted to say"
    before.save()
    visitor.http.cookies.set("sessionid", before.session_key, domain="localhost.local", path="/")
    visitor.press("x")
    after = SessionStore(visitor.cookie("sessionid"))
    assert after.session_key != before.session_key
    assert after["draft"] == "What I wanted to say"
    assert after["_auth_user_id"] == str(User.objects.get().pk)


def test_a_name_like_that_of_staff_becomes_a_neutral_one(visitor, providers, editor):
    providers.person["name"] = "Еdda Еditor"  # with two Cyrillic letters
    visitor.press("x")
    assert User.objects.get(is_staff=False).name.startswith("Reader ")


@pytest.mark.parametrize("name", ["김하나", "Zoë O’Neill", "Анна Ахматова", "محمد علي"])
def test_a_name_in_any_script_is_taken_over(visitor, providers, name):
    providers.person["name"] = name
    visitor.press("x")
    assert User.objects.get().name == name
