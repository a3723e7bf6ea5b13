"""What no story can carry, however it is written; and that cleaning twice changes nothing."""

import time
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import body

pytestmark = pytest.mark.once

PIECES = (
    "<p> </p> <b> </b> <i> <em> </em> <div> </div> <span> </span> <ul> <li> </li> </ul> <ol> <table> <tr> <td> </td> "
    "<th> </table> <thead> <tbody> <blockquote> </blockquote> <h1> </h1> <h3> <br> <a> </a> <script> </script> <svg> "
    "</svg> <math> <style> </style> <title> <template> <!-- --> <![CDATA[ ]]> <? > < & &lt; &nbsp; &#0; &#13; 한글"
).split()
ATTRIBUTES = [
    '<a href="https://example.org/?a=1&b=2">',
    "<span style='font-weight:bold'>",
    "<a href=javascript:x>",
    "\x00",
]
PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<p onclick="alert(1)" style="background:url(javascript:x)">x</p>',
    '<iframe src="https://example.org"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<form action="https://example.org"><input name="a"><button>b</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org/"><link rel="stylesheet" href="https://example.org/x.css">',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    '<p title="\'><script>alert(1)</script>">x</p>',
    '<a title="&quot; onmouseover=&quot;alert(1)" href="https://example.org">x</a>',
    "<td background=javascript:x>x</td>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<sCrIpT/x>alert(1)</ScRiPt >",
    "<a href=https://example.org target=_blank ping=https://example.org>x</a>",
]


class Found(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.links += [value for name, value in attrs if name == "href"]


def assert_is_safe(html):
    found = Found(html)
    assert found.tags <= body.TAGS
    assert all(name in body.ATTRIBUTES.get(tag, ()) for tag, name in found.attributes)
    assert all(link.split(":")[0].lower() in body.SCHEMES or ":" not in link.split("/")[0] for link in found.links)


pieces = st.lists(st.sampled_from(PIECES + ATTRIBUTES), max_size=24).map("".join)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload):
    html = body.clean(f"<p>before</p>{payload}<p>after</p>")
    assert_is_safe(html)
    assert html.startswith("<p>before</p>")
    assert html.endswith("<p>after</p>") or "<!--" in payload


def test_an_attribute_that_is_allowed_passes():
    found = Found(body.clean('<p><a href="https://example.org/a?b=1&amp;c=2" title="T">x</a></p>'))
    assert found.attributes == {("a", "href"), ("a", "title")}
    assert found.links == ["https://example.org/a?b=1&c=2"]


@pytest.mark.parametrize("link", ["https://e.org", "http://e.org", "mailto:a@e.org", "tel:+49", "/national/", "#a"])
def test_links_of_the_paper_keep_their_address(link):
    assert Found(body.clean(f'<p><a href="{link}">x</a></p>')).links == [link]


@pytest.mark.parametrize("link", ["javascript:x", "data:text/html,x", "ftp://e.org", "file:///etc/passwd", "blob:x"])
def test_links_to_anything_else_lose_it(link):
    assert body.clean(f'<p><a href="{link}">x</a></p>') == "<p><a>x</a></p>"


@settings(max_examples=300, deadline=None)
@given(pieces)
@example("<a><a>x")
@example("<table><b>x<p>y")
@example("<b><p>x</b>y</p>")
def test_any_jumble_of_tags_comes_out_safe_and_cleaning_it_again_changes_nothing(html):
    once = body.clean(html)
    assert_is_safe(once)
    assert body.clean(once) == once
    assert body.storable(once) == once


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_out_storable_and_cleaning_it_again_changes_nothing(text):
    once = body.clean(text)
    assert body.clean(once) == once
    once.encode()
    assert "\x00" not in once


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["word", "한글", " ", "&", "<", "é"]), max_size=12).map("".join))
def test_escaped_words_are_never_lost(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert body.plain(body.clean(f"<p>x{escaped}x</p>")) == f"x{text}x"


@pytest.mark.parametrize("dirty", ["a\x00b", "a\ud800b", "a\x07b", "a\x7fb"])
def test_characters_that_a_database_refuses_are_dropped(dirty):
    assert body.storable(dirty) == "ab"
    assert body.clean(f"<p>{dirty}</p>") == "<p>ab</p>"


def test_lines_and_tabs_stay():
    assert body.storable("a\n\tb\r\n") == "a\n\tb\r\n"


def test_a_text_at_the_limits_passes_and_beyond_them_is_refused_with_a_sentence():
    long = "<p>" + "x" * (body.MAX_LENGTH - 7) + "</p>"
    assert body.clean(long) == long
    with pytest.raises(ValidationError, match="Split it"):
        body.clean(long + "x")
    deep = "<blockquote>" * body.MAX_DEPTH
    assert body.clean(deep)
    with pytest.raises(ValidationError, match="nested too deeply"):
        body.clean(deep + "<blockquote>")


def test_paragraphs_that_nobody_closed_are_not_deep():
    assert body.clean("<p>x" * 100) == "<p>x</p>" * 100


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<a b='", "<a b=\"'", "<!--", "<![CDATA[", "</a ", "<p>x</p>", "<p><b a=1></p>", "<script>", "&#9", "<br>"],
)
def test_cleaning_takes_time_in_proportion_to_the_length(unit):
    def seconds(times):
        html = unit * times + ">"
        runs = []
        for _run in range(3):
            begin = time.thread_time()
            body.clean(html)
            runs.append(time.thread_time() - begin)
        return min(runs)

    assert seconds(10_000) < 15 * seconds(2_000) + 0.01  # five times as long; a quadratic one takes twenty-five
