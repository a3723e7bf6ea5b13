"""What an edition is made of: safe and complete, and at a cost that does not grow with the body."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import access, publishing, snapshot, writing
from articles.models import Article, Edition, PictureBlock, PullQuoteBlock, RelatedBlock, TextBlock
from articles.tests import make
from articles.workflow import WrongMove

pytestmark = pytest.mark.django_db

HOSTILE = (
    '<p onclick="x()">One<script>alert(1)</script> <img src=x onerror=x> <a href="javascript:x">two</a>\x07\x7f</p>'
)


def test_hostile_text_that_passed_every_form_by_is_clean_in_the_edition(editor):
    story = make.article(html="")
    TextBlock.objects.create(parent=story, ordering=10, html=HOSTILE)
    make.publish(story, by=editor)
    assert Edition.objects.get().content["body"][0]["html"] == "<p>One  <a>two</a></p>"


@pytest.mark.parametrize("dirt", ["\x00", "\ud800", "\x1b"])
def test_characters_that_a_database_refuses_come_into_no_edition(dirt, editor):
    story = make.article()
    data = snapshot.of(story)
    block = TextBlock(parent=story, html=f"<p>a{dirt}b</p>")
    data["body"] = [{"kind": "text", "uuid": str(block.uuid), "html": block.html}]
    assert snapshot.edition(data).content["body"][0]["html"] == "<p>ab</p>"
    story.headline, story.standfirst, story.lead_alt = (f"a{dirt}b",) * 3
    quote = PullQuoteBlock(text=f"a{dirt}b", attribution=f"a{dirt}b")
    kept = snapshot.of(story)
    assert (kept["headline"], kept["standfirst"], kept["lead"]["alt"]) == ("ab", "ab", "ab")
    assert snapshot._fields_of("quote", quote, {}) == {"text": "ab", "attribution": "ab"}


def test_dirt_in_a_note_is_dropped_before_it_is_public(editor):
    story = make.article(published=True)
    assert publishing.correct(story, by=editor, version=1, note=" It is\x00 two.\ud800 ").note == "It is two."
    publishing.withdraw(story, by=editor, reason="a\x00", public_note="b\x00")
    assert Edition.objects.filter(public_note="b").count() == 2


@pytest.mark.parametrize("note", ["", "  ", "\x00"])
def test_a_note_that_says_nothing_is_refused(note, editor):
    story = make.article(published=True)
    with pytest.raises(WrongMove, match="what was wrong"):
        publishing.correct(story, by=editor, version=1, note=note)
    with pytest.raises(WrongMove, match="a note for readers"):
        publishing.withdraw(story, by=editor, reason="Wrong", public_note=note)


def test_tags_in_plain_fields_stay_letters(editor):
    story = make.article("<b>Levy</b> & more")
    assert make.publish(story, by=editor).headline == "<b>Levy</b> & more"


def test_an_edition_holds_each_block_with_its_uuid_in_order(editor):
    story = make.article(html="<p>One two</p>")
    picture = PictureBlock.objects.create(parent=story, ordering=5, photo=make.photo(), cutline="A crane")
    quote = PullQuoteBlock.objects.create(parent=story, ordering=20, text="Never again", attribution="The port")
    related = RelatedBlock.objects.create(parent=story, ordering=30)
    other = make.article()
    related.stories.add(other)
    edition = make.publish(story, by=editor)
    kinds = [(block["kind"], block["uuid"]) for block in edition.content["body"]]
    text = story.articles_textblock_set.get()
    wanted = [("picture", picture), ("text", text), ("quote", quote), ("related", related)]
    assert kinds == [(kind, str(row.uuid)) for kind, row in wanted]
    shown = edition.content["body"][0]["picture"]
    assert (shown["cutline"], shown["alt"], shown["credit"]) == (
        "A crane",
        "The inner harbour",
        "Photograph: Noor Haddad",
    )
    assert edition.content["body"][3]["stories"] == [other.pk]
    assert edition.word_count == 4
    assert list(edition.photos.all()) == [picture.photo]


def test_desk_notes_and_plans_come_into_no_edition(editor):
    edition = make.publish(make.article(desk_note="Call the minister"), by=editor)
    row = Edition.objects.filter(pk=edition.pk).values().get()
    assert "minister" not in str(row)


def story_with(blocks: int) -> Article:
    story = make.article(html="")
    others, photo = [make.article(), make.article()], make.photo()
    for place in range(blocks):
        match place % 4:
            case 0:
                TextBlock.objects.create(parent=story, ordering=place, html="<p>Words</p>")
            case 1:
                PictureBlock.objects.create(parent=story, ordering=place, photo=photo)
            case 2:
                PullQuoteBlock.objects.create(parent=story, ordering=place, text="Quote")
            case _:
                RelatedBlock.objects.create(parent=story, ordering=place).stories.set(others)
    return story


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_reading_recording_and_publishing_cost_the_same_for_four_blocks_and_forty(editor):
    found = []
    access.duties(editor)
    for blocks in (4, 40):
        story = story_with(blocks)
        found.append(
            (
                queries(lambda story=story: snapshot.of(Article.objects.get(pk=story.pk))),
                queries(lambda story=story: writing.record(story, by=editor, seen=1)),
                queries(lambda story=story: publishing.publish(story, by=editor, version=2)),
                queries(lambda story=story: publishing.publish(story, by=editor, version=2)),
            )
        )
    assert found[0] == found[1]
    assert found[0][0] == 1 + 8, "the story and the eight that its docstring names"
    assert found[0][2] <= 31, "with the moment at which the story ends"


def test_a_picture_that_was_deleted_from_the_library_leaves_no_hole(editor):
    data = snapshot.of(make.article())
    data["lead"]["photo"] = 999
    assert snapshot.edition(data).picture is None
