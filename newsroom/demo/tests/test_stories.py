"""What a story's text file says, and what is refused as a misprint."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsroom.demo import stories
from newsroom.demo.quotes import curly
from newsroom.demo.stories import Byline, Misprint, parse

pytestmark = pytest.mark.once

HEAD = "Headline: Fog\nSlug: fog\nSection: national/islands\nLanguage: en\nState: {state}\n"
NOW = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def story(state="live", more="", body="The boat did not sail."):
    return parse(HEAD.format(state=state) + more + "\n" + body, Path("03-fog.txt"))


def test_a_headline_may_hold_a_colon():
    assert parse("Headline: Fog: a day\nState: draft\n\nText.", Path("x.txt")).head["Headline"] == "Fog: a day"


def test_an_unknown_line_of_the_head_is_a_misprint():
    with pytest.raises(Misprint, match="03-fog"):
        story(more="Colour: grey\n")


def test_an_unknown_state_is_a_misprint():
    with pytest.raises(Misprint):
        story(state="printed")


def test_credits_keep_their_order_and_their_wording():
    found = story(more="By: a-b = Ann B in Hollin, c-d\nPhotographs: e-f\n").credits
    assert found == [("by", Byline("a-b", "Ann B in Hollin")), ("by", Byline("c-d")), ("photographs", Byline("e-f"))]


def test_the_age_counts_back_from_now_and_a_negative_one_lies_ahead():
    assert story(more="Age: 27.5\n").published_at(NOW) == NOW - timedelta(hours=27.5)
    assert story("scheduled", more="Age: -9\n").published_at(NOW) == NOW + timedelta(hours=9)
    assert story("draft").published_at(NOW) is None


def test_the_address_has_the_day_of_the_papers_own_zone():
    late = story(more="Age: 1\n")
    assert late.address(NOW, ZoneInfo("UTC")) == "/national/islands/2026/11/23/fog/"
    assert late.address(NOW, ZoneInfo("Asia/Seoul")) == "/national/islands/2026/11/24/fog/"
    assert story("draft").address(NOW, ZoneInfo("UTC")) == ""


def test_the_first_edition_of_a_corrected_story_holds_the_mistake():
    more = "Age: 3\nCorrection: It was six.\nCorrected-From: Five sailed.\nCorrected-To: Six sailed.\n"
    found = story("corrected", more, body="It was late. Six sailed.")
    assert found.first_body() == "It was late. Five sailed."
    assert story().first_body() == story().body


def test_a_correction_whose_sentence_is_missing_is_a_misprint():
    with pytest.raises(Misprint, match="corrected sentence"):
        story("corrected", "Correction: x\nCorrected-From: a\nCorrected-To: b\n", body="Nothing of it.")


def test_a_story_names_its_pictures():
    found = story(
        more="Picture: fog-bay\n", body="Text.\n\n!picture tide-chart | A chart. | I. C. | A chart on a table"
    )
    assert found.pictures == ["fog-bay", "tide-chart"]


def test_all_texts_can_be_read_and_come_oldest_first():
    found = stories.read()
    ages = [one.age for one in found if one.age is not None]
    assert ages == sorted(ages, reverse=True)
    assert all(one.age is None for one in found[len(ages) :])
    assert all((one.age is None) == (one.state in ("draft", "filed")) for one in found)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"No," she said. "Not the *Tern*."', "“No,” she said. “Not the *Tern*.”"),
        ("the ministry's islanders' boats", "the ministry’s islanders’ boats"),
        ('"\'Never\', he wrote" ("twice")', "“‘Never’, he wrote” (“twice”)"),
        ('## "A toll"\n\n!quote "No" — Ada', "## “A toll”\n\n!quote “No” — Ada"),
        ("이미 “인용”과 ‘턴’호", "이미 “인용”과 ‘턴’호"),
    ],
)
def test_quotation_marks_are_a_printers(typed, printed):
    assert curly(typed) == printed
