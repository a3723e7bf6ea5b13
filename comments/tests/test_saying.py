"""Saying, editing and taking back: what is taken, when, and what stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.access import NotAllowed
from articles.publishing import withdraw
from articles.tests.make import administrator
from comments import hosting, talking
from comments.models import Comment, CommentVersion, RateCounter
from comments.states import Mode, State, WrongMove
from comments.talking import Refused
from comments.tests import make
from newsroom.log.models import Entry
from newsroom.pagecache.models import Purge

pytestmark = pytest.mark.django_db


def test_a_comment_on_an_open_story_is_public_at_once(reader):
    story = make.story()
    said = talking.say(story.pk, "  First!\r\n", by=reader, key="a")
    assert (said.text, said.state, said.is_public, said.depth) == ("First!", State.APPROVED, True, 0)
    assert (said.thread.article, [text.text for text in said.texts()]) == (story, ["First!"])
    assert Entry.objects.get(act="say").thing == f"comments.comment:{said.pk}"
    assert {f"comments:{story.pk}", f"article:{story.pk}"} <= set(Purge.objects.values_list("tag", flat=True))


def test_the_log_holds_neither_words_nor_names(reader):
    said = make.comment(text="Secret words", by=reader)
    entry = Entry.objects.get(act="say")
    assert entry.label == f"comment {said.pk}"
    assert "Secret" not in str(entry.after) + str(entry.before)


def test_the_same_key_never_posts_twice(reader):
    story = make.story()
    first = talking.say(story.pk, "Once", by=reader, key="same")
    again = talking.say(story.pk, "Once", by=reader, key="same")
    assert again == first
    assert Comment.objects.count() == 1
    assert talking.say(story.pk, "Another thing", by=reader, key="other") != first


def test_nor_under_another_story(reader):
    first = talking.say(make.story().pk, "Once", by=reader, key="same")
    quiet, talked_about = make.story(), make.story()
    make.comment(talked_about)
    assert talking.say(quiet.pk, "Twice", by=reader, key="same") == first
    assert talking.say(talked_about.pk, "Twice", by=reader, key="same") == first
    assert talking.say(talked_about.pk, "Twice", by=reader, key="other") != first


def test_two_readers_may_use_the_same_key(reader, stranger):
    story = make.story()
    assert talking.say(story.pk, "One", by=reader, key="k") != talking.say(story.pk, "Two", by=stranger, key="k")


def test_a_reviewed_story_makes_a_comment_wait_and_says_why(reader):
    story = make.story()
    hosting.host(story, mode=Mode.PREMODERATED, by=make.moderator())
    said = talking.say(story.pk, "Patient words", by=reader, key="a")
    assert (said.state, said.is_public, said.queue) == (State.WAITING, False, "waiting")
    assert said.reasons == [{"rule": "premoderated_by_story", "place": ""}]
    assert said.thread.article == story


def test_a_reply_knows_its_parent_and_root():
    first = make.comment()
    reply = make.comment(parent=first)
    deep = make.comment(parent=reply)
    assert (reply.root, reply.depth, deep.root, deep.depth, deep.parent) == (first, 1, first, 2, reply)
    first.refresh_from_db()
    assert first.replies_count == 1


@pytest.mark.parametrize("state", [State.WAITING, State.REJECTED, State.DELETED])
def test_nobody_replies_to_a_comment_that_is_not_public(state):
    hidden = make.comment(state=state)
    with pytest.raises(Refused) as refusal:
        make.comment(hidden.thread.article, parent=hidden)
    assert refusal.value.code == "parent_gone"


def test_nobody_replies_across_stories():
    with pytest.raises(Refused):
        make.comment(make.story(), parent=make.comment())


@pytest.mark.parametrize("text", ["", " \n ", "\u3164\u200b", "a" * 251, "e" + "\u0301" * 5000])
def test_an_empty_or_long_text_is_refused_with_a_sentence(reader, text):
    with pytest.raises(ValidationError) as refusal:
        talking.say(make.story().pk, text, by=reader, key="a")
    assert refusal.value.message.endswith((".", "250."))
    assert not Comment.objects.exists()


def test_a_draft_a_withdrawn_and_a_coming_story_take_no_comments(reader):
    withdrawn = make.story()
    withdraw(withdrawn, by=administrator(), reason="Wrong", public_note="Withdrawn.")
    later = make.story(at=timezone.now() + timedelta(hours=1))
    draft = make.story(published=False)
    for story in (withdrawn, later, draft):
        with pytest.raises(Refused) as refusal:
            talking.say(story.pk, "Hello", by=reader, key="a")
        assert refusal.value.code == "gone"
    assert talking.say(later.pk, "Hello", by=reader, key="a", at=timezone.now() + timedelta(hours=2)).is_public


def test_an_edit_within_five_minutes_keeps_both_texts(reader):
    said = make.comment(text="Teh words", by=reader, minutes_ago=4)
    changed = talking.edit(said, "The words", by=reader)
    assert (changed.text, changed.state, changed.is_public) == ("The words", State.APPROVED, True)
    assert not CommentVersion.objects.exclude(comment=said).exists()
    assert [(v.number, v.text) for v in said.texts()] == [(1, "Teh words"), (2, "The words")]
    assert [v.at for v in said.texts()] == [said.created_at, changed.edited_at]
    talking.edit(changed, "Their words", by=reader)
    assert [(v.number, v.text) for v in said.texts()][1:] == [(2, "The words"), (3, "Their words")]
    assert Entry.objects.filter(act="edit").order_by("pk").last().after["text"] == 3
    assert changed.edited_at is not None
    assert changed.version == said.version + 1


def test_after_five_minutes_there_is_no_edit(reader):
    said = make.comment(by=reader, minutes_ago=6)
    with pytest.raises(WrongMove, match="five minutes"):
        talking.edit(said, "Too late", by=reader)


def test_an_edit_on_a_reviewed_story_waits_again(reader):
    said = make.comment(by=reader)
    hosting.host(said.thread.article, mode=Mode.PREMODERATED, by=make.moderator())
    changed = talking.edit(said, "Quite another thing", by=reader)
    assert (changed.state, changed.is_public, changed.queue) == (State.WAITING, False, "waiting")
    changed.thread.refresh_from_db()
    assert (changed.thread.public_count, changed.thread.waiting_count) == (0, 1)


def test_a_stranger_neither_edits_nor_deletes(reader, stranger):
    said = make.comment(by=reader)
    with pytest.raises(NotAllowed):
        talking.edit(said, "Mine now", by=stranger)
    with pytest.raises(NotAllowed):
        talking.take_back(said, by=stranger)
    assert talking.take_back(said, by=reader).state == State.DELETED


def test_a_deleted_comment_keeps_the_place_of_its_replies():
    first = make.comment()
    reply = make.comment(parent=first)
    talking.take_back(first, by=first.author)
    first.refresh_from_db()
    assert (first.is_public, first.stands) == (False, True)
    talking.take_back(reply, by=reply.author)
    first.refresh_from_db()
    assert (first.stands, first.replies_count, first.thread.public_count) == (False, 0, 0)


def test_repeating_oneself_is_refused_and_another_reader_may_say_it(reader, stranger):
    story = make.story()
    make.comment(story, "The same old thing again", by=reader, minutes_ago=30)
    with pytest.raises(Refused) as refusal:
        make.comment(story, "the same old thing, again!", by=reader)
    assert refusal.value.code == "repeated"
    assert make.comment(story, "The same old thing again", by=stranger).is_public


def test_the_sixth_comment_in_a_minute_is_refused_and_not_the_first_of_the_next(reader):
    story, start = make.story(), timezone.now().replace(second=0, microsecond=0)
    for number in range(5):
        talking.say(story.pk, f"Thought {number}", by=reader, key=str(number), at=start + timedelta(seconds=number))
    with pytest.raises(Refused) as refusal:
        talking.say(story.pk, "Thought 6", by=reader, key="6", at=start + timedelta(seconds=50))
    assert refusal.value.code == "too_often"
    assert talking.say(story.pk, "Thought 6", by=reader, key="6", at=start + timedelta(seconds=61)).is_public


def test_an_address_has_a_limit_of_its_own():
    story, start = make.story(), timezone.now().replace(second=0, microsecond=0)
    RateCounter.objects.create(key="say:address:abc:60", window=int(start.timestamp()), hits=20)
    with pytest.raises(Refused):
        talking.say(story.pk, "Hello", by=make.reader(), key="1", address="abc", at=start)
    assert talking.say(story.pk, "Hello", by=make.reader(), key="1", address="def", at=start).is_public
