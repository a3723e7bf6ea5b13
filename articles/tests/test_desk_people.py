"""People: an administrator makes staff and gives duties; readers stay readers; nobody locks herself out."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from articles.tests import make
from articles.tests.desk import Desk, address, row, said
from newsroom.accounts.models import User
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db

USER = "admin:accounts_user_{}".format
NEW = {
    "username": "nora",
    "name": "Nora New",
    "email": "nora@example.org",
    "password1": "a long password",
    "password2": "a long password",
}


@pytest.fixture
def desk(administrator):
    return Desk(administrator)


@pytest.fixture
def social(reader):
    SocialAccount.objects.create(user=reader, provider="x", uid="1")
    return reader


def group(role):
    return make.Group.objects.get_or_create(name=role)[0].pk


def test_a_new_person_is_staff_with_her_duties_and_can_sign_in(desk, client):
    fields = row(desk.form(USER("add")), "duties", group=group("editor"), section=make.section("sport").pk)
    assert desk.send(fields, USER("add"), **NEW).status_code == 302
    nora = User.objects.get(username="nora")
    assert (nora.is_staff, nora.is_superuser, nora.check_password(NEW["password1"])) == (True, False, True)
    assert [str(duty) for duty in nora.duties.all()] == ["Editor, Sport"]
    client.post("/accounts/login/", {"login": "nora", "password": NEW["password1"]})
    assert client.get("/admin/").status_code == 200
    assert Entry.objects.get(act="add_person").after["duties"] == ["Editor, Sport"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "EDDA.Editor@example.org"),
        ("name", ""),
        ("password1", "short"),
        ("username", "edda-editor"),
    ],
)
def test_what_a_sign_in_needs_is_asked_for(desk, editor, field, value):
    page = desk.send(desk.form(USER("add")), USER("add"), **NEW | {field: value})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors
    assert not User.objects.filter(username="nora").exists()


def test_a_duty_is_given_once(desk, editor):
    fields = row(desk.form(USER("change"), editor.pk), "duties", group=group("editor"), section="")
    page = desk.send(fields, USER("change"), editor.pk)
    assert "The same duty stands here twice." in page.content.decode()


def test_a_closed_sign_in_is_out_at_its_next_request(desk, editor):
    theirs = Desk(editor)
    assert theirs.get("admin:index").status_code == 200
    fields = desk.form(USER("change"), editor.pk)
    del fields["is_active"]
    assert desk.send(fields, USER("change"), editor.pk).status_code == 302
    assert theirs.get("admin:index").status_code == 302


def test_nobody_closes_her_own_sign_in_or_takes_her_last_duty(desk, administrator):
    fields = desk.form(USER("change"), administrator.pk)
    closing = {name: value for name, value in fields.items() if name != "is_active"}
    assert "cannot close your own" in desk.send(closing, USER("change"), administrator.pk).content.decode()
    page = desk.send(fields, USER("change"), administrator.pk, **{"duties-0-DELETE": "on"})
    assert "cannot take your own duty" in page.content.decode()
    assert desk.get(USER("changelist")).status_code == 200


def test_another_administrators_duty_can_be_taken(desk):
    other = make.user("Olga Other", role="administrator")
    fields = desk.form(USER("change"), other.pk)
    assert desk.send(fields, USER("change"), other.pk, **{"duties-0-DELETE": "on"}).status_code == 302
    assert not other.duties.exists()


@pytest.mark.parametrize("typed", [{"is_staff": "on"}, {"is_superuser": "on"}, {"email": "x@example.org"}])
def test_no_slip_makes_staff_of_a_reader(desk, social, typed):
    page = desk.get(USER("change"), social.pk)
    assert page.status_code == 200
    assert 'name="name"' not in page.content.decode()
    data = {"name": "Rhea", "is_active": "on", "duties-TOTAL_FORMS": 1, "duties-INITIAL_FORMS": 0}
    duty = {"duties-0-group": group("administrator"), "duties-0-section": "", "duties-0-user": social.pk}
    assert desk.client.post(address(USER("change"), social.pk), data | duty | typed).status_code == 403
    social.refresh_from_db()
    assert (social.is_staff, social.is_superuser, social.duties.count()) == (False, False, 0)


def test_staff_are_not_made_superusers_and_superusers_not_changed(desk, editor):
    desk.send(desk.form(USER("change"), editor.pk), USER("change"), editor.pk, is_superuser="on", is_staff="")
    editor.refresh_from_db()
    assert (editor.is_superuser, editor.is_staff) == (False, True)
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    assert desk.client.post(address(USER("change"), editor.pk), {"name": "Changed"}).status_code == 403


def test_the_list_shows_staff_and_readers_when_asked(desk, editor, social):
    shown = {person.name for person in desk.get(USER("changelist")).context["cl"].result_list}
    assert shown == {"Administrator", "Edda Editor"}
    readers = desk.get(USER("changelist"), kind="reader").context["cl"].result_list
    assert [person.name for person in readers] == ["Rhea Reader"]


def test_a_link_for_a_new_password_is_mailed_to_staff(desk, editor):
    answer = desk.post(USER("password_link"), editor.pk)
    assert "on its way" in said(desk.client.get(answer["Location"]))[0]
    assert mail.outbox[0].to == [editor.email]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert Entry.objects.filter(act="send_password_link").exists()


def test_no_link_goes_to_a_closed_sign_in_or_a_reader(desk, editor, social):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    answer = desk.post(USER("password_link"), editor.pk)
    assert "No mail was sent" in said(desk.client.get(answer["Location"]))[0]
    assert desk.post(USER("password_link"), social.pk).status_code == 403
    assert desk.get(USER("password_link"), editor.pk).status_code == 302
    assert mail.outbox == []


def test_others_cannot_ask_for_links(editor, reporter):
    assert Desk(editor).post(USER("password_link"), reporter.pk).status_code == 404
    assert mail.outbox == []
