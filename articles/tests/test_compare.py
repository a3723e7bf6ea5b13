"""What a revision page shows as changed."""

import time

import pytest

from articles import compare, snapshot
from articles.models import PullQuoteBlock, TextBlock
from articles.tests import make


def data(**fields):
    return {
        "format": 1,
        "headline": "Levy agreed",
        "topics": [1, 2],
        "lead": {"photo": 1, "alt": ""},
        "body": [],
    } | fields


def text(uuid: str, html: str) -> dict:
    return {"kind": "text", "uuid": uuid, "html": html}


def test_two_snapshots_that_are_alike_have_no_changes():
    assert compare.changes(data(), data()) == []


def test_a_changed_field_shows_what_went_and_what_came():
    (change,) = compare.changes(data(), data(headline="Levy refused"))
    assert (change.key, change.uuid) == ("headline", "")
    assert change.pieces == [("same", "Levy "), ("removed", "agreed"), ("added", "refused")]


@pytest.mark.parametrize(
    "pieces", [("a b c", "a c d"), ("", "x"), ("x", ""), ("한글 기사", "한글 새 기사"), ("a\nb", "a b")]
)
def test_the_pieces_hold_both_texts_in_full(pieces):
    before, after = pieces
    found = compare.pieces(before, after)
    assert "".join(part for kind, part in found if kind != "added") == before
    assert "".join(part for kind, part in found if kind != "removed") == after


def test_blocks_are_compared_by_their_uuid_wherever_they_stand():
    before = data(body=[text("a", "<p>One</p>"), text("b", "<p>Two</p>")])
    after = data(body=[text("c", "<p>New</p>"), text("a", "<p>One more</p>")])
    found = {change.uuid: change for change in compare.changes(before, after)}
    assert found["c"].pieces == [("added", "New")]
    assert found["a"].pieces == [("same", "One"), ("added", " more")]
    assert found["b"].pieces == [("removed", "Two")]


def test_a_new_order_of_blocks_is_a_change():
    one, two = text("a", "<p>One</p>"), text("b", "<p>Two</p>")
    (change,) = compare.changes(data(body=[one, two]), data(body=[two, one]))
    assert change.key == "order"
    assert change.pieces == [("added", "Two\n"), ("same", "One\n"), ("removed", "Two\n")]
    between = data(body=[one, text("c", "<p>3</p>"), two])
    assert [change.key for change in compare.changes(data(body=[one, two]), between)] == ["text"], "the control"


def test_tags_are_not_shown_as_text():
    before, after = data(body=[text("a", "<p>One</p>")]), data(body=[text("a", "<p><strong>One</strong></p>")])
    (change,) = compare.changes(before, after)
    assert change.pieces == [("same", "One")]


def test_a_field_that_an_older_revision_did_not_have_counts_as_empty():
    before = data()
    del before["headline"]
    (change,) = compare.changes(before, data())
    assert change.pieces == [("added", "Levy agreed")]


@pytest.mark.parametrize("words", ["the the ", "one two three "])
def test_long_texts_are_compared_in_good_time(words):
    before, after = words * 20_000, words * 19_000 + "end"
    begin = time.perf_counter()
    compare.pieces(before, after)
    compare.pieces(words * 1000, words * 900 + "end")
    assert time.perf_counter() - begin < 5


@pytest.mark.django_db
def test_a_saved_story_and_its_revision_are_compared_as_the_desk_does():
    story = make.article("One")
    TextBlock.objects.filter(parent=story).update(html="<p>Changed talks</p>")
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Never", attribution="The port")
    make.change(story, headline="Two")
    found = compare.changes(story.revisions.get(number=1).data, snapshot.of(story))
    assert [change.key for change in found] == ["headline", "text", "quote"]
