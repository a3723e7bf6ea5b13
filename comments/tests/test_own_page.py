"""The reader's own page: her name, what she has said, a copy, and leaving with or without her comments."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from comments import counts, reacting, readers, sanctioning, talking
from comments.models import Comment, CommentVersion, Recommendation
from comments.states import State, WrongMove
from comments.tests import make
from newsroom.log.models import Entry
from newsroom.pagecache.models import Purge

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, reader):
    SocialAccount.objects.create(user=reader, provider="dummy", uid="4711")
    client.force_login(reader)
    return client


def test_she_sees_her_comments_with_their_states_and_reasons(signed_in, reader, stranger):
    make.comment(text="A shown thought", by=reader)
    make.comment(text="A rejected thought", by=reader, state=State.REJECTED)
    make.comment(text="A stranger's thought", by=stranger)
    page = signed_in.get("/me/")
    words = page.content.decode()
    for sign in ("A shown thought", "A rejected thought", "No insults", "Please stay civil.", "Shown", "Not accepted"):
        assert sign in words
    assert "stranger" not in words
    assert "no-store" in page["Cache-Control"]


def test_signed_out_the_page_leads_to_the_sign_in(client):
    for path in ("/me/", "/me/leave/"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_the_page_is_cut_by_key_and_costs_the_same(signed_in, reader, django_assert_num_queries):
    for _ in range(2):
        make.comment(by=reader, at=timezone.now())
    with django_assert_num_queries(8):
        signed_in.get("/me/")
    story = make.story(hours_ago=60)
    for number in range(23):
        make.comment(story, by=reader, at=timezone.now() - timedelta(hours=number + 2))
    with django_assert_num_queries(8):
        first = signed_in.get("/me/").content.decode()
    assert first.count('class="me-comment"') == 20
    key = first.partition("?before=")[2].partition("#")[0]
    assert signed_in.get(f"/me/?before={key}").content.decode().count('class="me-comment"') == 5
    assert signed_in.get("/me/?before=x").status_code == 404


def test_she_changes_her_name_everywhere(signed_in, reader):
    said = make.comment(by=reader)
    assert signed_in.post("/me/", {"name": "민서 Park"}).status_code == 302
    assert "민서 Park" in signed_in.get(f"/comment/{said.pk}/").content.decode()
    assert Purge.objects.filter(tag=f"comments:{said.thread.article_id}").count() > 1


def test_a_name_of_the_newsroom_is_refused_and_stays_in_the_field(signed_in, reader):
    answer = signed_in.post("/me/", {"name": "Moderator"})
    assert answer.status_code == 422
    assert 'value="Moderator"' in answer.content.decode()
    reader.refresh_from_db()
    assert reader.name == "Rhea Reader"


def test_leaving_asks_first_and_needs_the_token(signed_in, reader):
    assert "Former reader" in signed_in.get("/me/leave/").content.decode()
    assert "Choose what" in signed_in.post("/me/leave/", {}).content.decode()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    assert strict.post("/me/leave/", {"comments": "erase"}).status_code == 403
    reader.refresh_from_db()
    assert reader.erased_at is None


def test_her_comments_stay_under_former_reader(signed_in, reader):
    reader.portrait = storages["renditions"].save("portrait-1.webp", ContentFile(b"x"))
    reader.save()
    said = make.comment(text="Lasting words", by=reader)
    answer = signed_in.post("/me/leave/", {"comments": "keep"})
    assert answer.status_code == 200
    page = signed_in.get(f"/comment/{said.pk}/").content.decode()
    assert "Lasting words" in page
    assert "Former reader" in page
    assert "Rhea" not in page
    assert signed_in.get("/me/").status_code == 302
    reader.refresh_from_db()
    assert (reader.name, reader.email, reader.portrait, reader.is_active) == ("", "", "", False)
    assert not SocialAccount.objects.exists()


def test_or_they_go_with_every_wording_and_the_counts_stay_right(signed_in, reader, stranger):
    root = make.comment(text="Going words", by=reader)
    reply = make.comment(parent=root, text="A reply that stays", by=stranger)
    reacting.recommend(reply, by=reader)
    make.comment(text="More going words", by=reader, state=State.WAITING)
    talking.edit(root, "Other going words", by=reader)
    assert CommentVersion.objects.filter(comment=root).count() == 2
    signed_in.post("/me/leave/", {"comments": "erase"})
    page = signed_in.get(f"/comment/{reply.pk}/").content.decode()
    assert "A reply that stays" in page
    assert "went with its author" in page
    assert set(Comment.objects.filter(author=reader).values_list("state", "text")) == {(State.ERASED, "")}
    assert not CommentVersion.objects.filter(comment__author=reader).exists()
    assert Comment.objects.get(pk=root.pk).texts() == []
    assert not Recommendation.objects.exists()
    assert not counts.wrong_threads(1, 10**6) + counts.wrong_comments(1, 10**6)


def test_the_log_of_leaving_names_nobody(reader):
    readers.leave(reader, keep_comments=True)
    entry = Entry.objects.get(act="leave")
    assert entry.thing == f"accounts.user:{reader.pk}"
    assert "rhea" not in f"{entry.label} {entry.before} {entry.after}".lower()
    assert entry.by is None


def test_leaving_twice_changes_nothing_more(reader):
    make.comment(by=reader)
    readers.leave(reader, keep_comments=False)
    readers.leave(reader, keep_comments=False)
    assert Comment.objects.get().state == State.ERASED


def test_staff_do_not_leave_by_this_door(client, editor):
    with pytest.raises(WrongMove):
        readers.leave(editor, keep_comments=True)
    client.force_login(editor)
    assert client.post("/me/leave/", {"comments": "keep"}).status_code == 422
    editor.refresh_from_db()
    assert editor.is_active


def test_a_banned_reader_still_has_her_page_and_reads_why(signed_in, reader):
    sanctioning.ban(reader, reason="Advertising again.", by=make.moderator())
    assert "Advertising again." in signed_in.get("/me/").content.decode()
