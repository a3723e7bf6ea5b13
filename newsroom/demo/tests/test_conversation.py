"""The plan of the demo's conversations: enough of everything, at moments that could be."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.demo import conversation, paper, stories

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def words():
    return paper.read(), stories.read()


@pytest.fixture(scope="module")
def remarks(words):
    return conversation.plan(*words, {story.slug: NOW for story in words[1]}, NOW)


def test_there_are_250_in_every_state(remarks):
    states = Counter(remark.state for remark in remarks)
    assert sum(states.values()) == 250
    assert set(states) == {"approved", "pending", "rejected", "reported", "deleted", "erased"}
    assert all(states.values())


def test_the_plan_is_the_same_each_time(words, remarks):
    assert conversation.plan(*words, {story.slug: NOW for story in words[1]}, NOW) == remarks


def test_every_remark_is_made_after_publication_and_before_now(words, remarks):
    begin = {story.slug: story.published_at(NOW) for story in words[1]}
    assert all(begin[remark.story] < remark.at < NOW for remark in remarks)


def test_an_answer_comes_after_what_it_answers(remarks):
    at = {remark.number: remark.at for remark in remarks}
    answers = [remark for remark in remarks if remark.answers is not None]
    assert answers
    assert all(at[remark.answers] < remark.at for remark in answers)


def test_nobody_says_the_same_twice_under_a_story(remarks):
    said = Counter((remark.story, remark.text) for remark in remarks)
    assert max(said.values()) == 1


def test_korean_lines_stand_under_korean_stories(words, remarks):
    korean = {row["text"] for row in words[0].lines if row["language"] == "ko"}
    stories_in_korean = {story.slug for story in words[1] if story.get("Language") == "ko"}
    found = [remark for remark in remarks if remark.text in korean]
    assert found
    assert {remark.story for remark in found} <= stories_in_korean


def test_a_story_that_ended_is_not_talked_about_later(words):
    ends = {story.slug: NOW for story in words[1]}
    ended = "bay-cup-final"
    ends[ended] = next(story for story in words[1] if story.slug == ended).published_at(NOW) + timedelta(hours=1)
    planned = [remark for remark in conversation.plan(*words, ends, NOW) if remark.story == ended]
    assert planned
    assert all(remark.at < ends[ended] for remark in planned)
