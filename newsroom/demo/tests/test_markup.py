"""The light mark-up of the stories becomes blocks, and HTML that the cleaner leaves as it is."""

import pytest

from articles import body
from newsroom.demo import markup, stories
from newsroom.demo.markup import Picture, Quote, Related, Text

pytestmark = pytest.mark.once


def address(slug):
    return {"fog": "/national/2026/11/23/fog/"}.get(slug, "")


def html(text):
    (block,) = markup.blocks(text, address)
    return block.html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two\nlines", "<p>Two lines</p>"),
        ("## Later", "<h2>Later</h2>"),
        ("### Later", "<h3>Later</h3>"),
        ("- one\n- two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("**bold** and *the Tern*", "<p><strong>bold</strong> and <em>the Tern</em></p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("[a](https://example.org/b)", '<p><a href="https://example.org/b">a</a></p>'),
        ("[there](story:fog)", '<p><a href="/national/2026/11/23/fog/">there</a></p>'),
        ("[there](story:secret)", "<p>there</p>"),
    ],
)
def test_marks_become_tags(text, expected):
    assert html(text) == expected


def test_the_first_line_of_a_table_is_its_header():
    found = html("| Fare | Now |\n| Single | 11.50 |")
    assert found.count('<th scope="col">') == 2
    assert "<td><p>11.50</p></td>" in found


def test_blocks_part_the_text():
    found = markup.blocks("One.\n\nTwo.\n\n!quote No — not yet — Ada B\n\nThree.\n\n!related a, b", address)
    assert found == [
        Text("<p>One.</p><p>Two.</p>"),
        Quote("No — not yet", "Ada B"),
        Text("<p>Three.</p>"),
        Related(["a", "b"]),
    ]


def test_a_picture_block_has_its_four_parts():
    assert markup.blocks("!picture fog-bay | Cutline | Credit | Alt", address) == [
        Picture("fog-bay", "Cutline", "Credit", "Alt")
    ]


def test_an_unknown_block_is_refused():
    with pytest.raises(ValueError, match="!video"):
        markup.blocks("!video x", address)


def test_the_cleaner_changes_nothing_in_any_story_of_the_demo():
    for story in stories.read():
        for block in markup.blocks(story.body, address):
            if isinstance(block, Text):
                assert body.clean(block.html) == block.html, story.slug
