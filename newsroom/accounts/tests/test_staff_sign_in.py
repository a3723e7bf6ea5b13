"""Staff come in by password, with a second factor where it is required; the desk asks the session how it came in."""

import base64
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

from articles.tests import make
from newsroom.accounts.models import User
from newsroom.accounts.tests.visitor import hidden

LOGIN = "/accounts/login/"
DESK = "/admin/"
PASSWORD = "a long password"


@pytest.fixture
def editor(db):
    return make.user("Edda Editor", role="editor", password=PASSWORD)


def log_in(client, name="edda-editor", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": name, "password": password, **more})


def door_of_the_desk(client):
    """Where the desk leads someone whom it does not let in, by way of its own sign-in address."""
    return client.get(client.get(DESK)["Location"])["Location"]


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def secret_on(page):
    return page.context["form"].secret


@pytest.mark.parametrize("name", ["edda-editor", "edda.editor@example.org", "Edda.Editor@Example.org"])
def test_a_password_opens_the_desk_where_no_second_factor_is_required(client, editor, name):
    assert door_of_the_desk(client).startswith(LOGIN)
    assert log_in(client, name, next=DESK)["Location"] == DESK
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize(("name", "password"), [("edda-editor", "wrong"), ("nobody", PASSWORD), ("edda-editor", "")])
def test_a_wrong_password_is_told_the_same_as_an_unknown_name(client, editor, name, password):
    page = log_in(client, name, password)
    assert page.status_code == 200
    assert client.get(DESK).status_code == 302
    if password:
        assert page.context["form"].non_field_errors() == [
            "The username and/or password you specified are not correct."
        ]


def test_a_reader_with_a_password_is_told_that_it_is_wrong(client):
    make.user("Rhea Reader", password=PASSWORD)
    assert "not correct" in log_in(client, "rhea-reader").content.decode()
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, editor):
    for _ in range(5):
        log_in(client, password="wrong")
    page = log_in(client)
    assert "Too many failed login attempts" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_whole_address_is_limited_too(client):
    answers = [client.post(LOGIN, {"login": "", "password": ""}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_staff_are_led_to_set_up_a_second_factor_before_the_desk_opens(client, editor, settings):
    settings.STAFF_SECOND_FACTOR = True
    log_in(client, next=DESK)
    assert door_of_the_desk(client) == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    assert client.get(reverse("mfa_totp_picture"))["Content-Type"] == "image/svg+xml"
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert client.get(DESK).status_code == 302
    done = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret_on(page))})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(DESK).status_code == 200


def test_the_password_alone_leads_to_the_second_factor_and_no_further(client, editor, settings):
    settings.STAFF_SECOND_FACTOR = True
    secret = base64.b32encode(b"twenty bytes secret!").decode()
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": secret})
    assert log_in(client, next=DESK)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert door_of_the_desk(client).startswith(LOGIN)
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    code = code_for(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == DESK
    assert client.get(DESK).status_code == 200
    client.post(reverse("account_logout"))
    log_in(client, next=DESK)
    assert "Incorrect code" in client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_a_session_from_before_the_factor_shows_it_once_more(client, editor, settings):
    log_in(client)
    settings.STAFF_SECOND_FACTOR = True
    secret = base64.b32encode(b"twenty bytes secret!").decode()
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": secret})
    door = door_of_the_desk(client)
    assert door.startswith(reverse("mfa_reauthenticate"))
    assert client.post(door, {"code": code_for(secret)})["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_reader_finds_nothing_of_the_staffs_pages(client, editor):
    client.force_login(make.user("Rhea Reader"))
    for name in ("mfa_index", "mfa_activate_totp", "account_change_password", "account_reauthenticate"):
        assert client.get(reverse(name)).status_code == 404
    client.logout()
    log_in(client)
    for name in ("mfa_index", "mfa_activate_totp", "account_change_password", "account_reauthenticate"):
        assert client.get(reverse(name)).status_code == 200


def test_someone_without_a_duty_is_told_so_instead_of_being_sent_in_circles(client):
    make.user("Nobody Yet", password=PASSWORD)
    User.objects.update(is_staff=True)
    log_in(client, "nobody-yet")
    page = client.get(door_of_the_desk(client))
    assert page.status_code == 403
    assert "no duty at the desk" in page.content.decode()


def test_a_forgotten_password_is_set_by_a_mail_to_staff_alone(client, editor):
    make.user("Rhea Reader")
    for address in ("rhea.reader@example.org", "edda.editor@example.org", "nobody@example.org"):
        sent = client.post(reverse("account_reset_password"), {"email": address})
        assert sent["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["edda.editor@example.org"]]
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another long one", "password2": "another long one"})
    assert log_in(client, password="another long one").status_code == 302


def test_a_staff_session_ends_with_the_browser(client, editor):
    log_in(client)
    assert client.session.get_expire_at_browser_close()
    assert client.cookies["reader"]["max-age"] == ""


def test_a_social_session_never_opens_the_desk(visitor, transactional_db):
    visitor.press("x")
    reader = User.objects.get()
    page = visitor.get(DESK)
    assert page.status_code == 403
    assert "The desk is for staff" in page.text
    administrator = make.administrator()
    administrator.duties.update(user=reader)
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    page = visitor.get(DESK)
    assert page.status_code == 403
    assert "came in by a social account" in page.text


def test_the_same_person_with_a_password_opens_it(visitor, transactional_db):
    make.user("Edda Editor", role="editor", password=PASSWORD)
    page = visitor.send_form(f"{LOGIN}?next={DESK}", {"login": "edda-editor", "password": PASSWORD, "next": DESK})
    assert page.url.endswith(DESK)
    assert page.status_code == 200
    assert "csrfmiddlewaretoken" in hidden(page.text)
