"""Text from word processors, mails and other sites becomes the plain tags of the paper."""

import pytest

from articles import body

pytestmark = pytest.mark.once

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<style><!-- p.MsoNormal {margin:0cm;font-family:"Calibri"} --></style>
<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml></head>
<body lang="EN-GB"><!--StartFragment-->
<h1 style="mso-outline-level:1">The levy<o:p></o:p></h1>
<p class="MsoNormal" style="margin-bottom:0cm"><b><span lang="EN-GB">After fourteen hours</span></b><span
style="mso-spacerun:yes">  </span>the <i>harbour</i> talks ended.<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoListParagraph"><![if !supportLists]><span>&middot;</span><![endif]>Two coins a tonne</p>
<table class="MsoTableGrid" border="1" width="300"><tr><td width="150" valign="top"><p class="MsoNormal">Crates</p></td>
<td colspan="2"><p class="MsoNormal">1,200</p></td></tr></table>
<!--EndFragment--></body></html>"""

GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5b1c">'
    '<h4 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400">Who pays</span></h4>'
    '<p dir="ltr"><span style="font-weight:400;font-style:normal">The port said </span>'
    '<span style="font-weight:700;font-style:italic">no</span><span style="font-style:italic"> twice</span>.</p><br />'
    '<ul><li dir="ltr" aria-level="1"><p role="presentation"><span>first</span></p></li>'
    '<li dir="ltr"><p><span>second</span></p></li></ul></b><br class="Apple-interchange-newline">'
)


def test_text_from_word_comes_out_plain():
    assert body.clean(WORD).replace("\n", " ") == (
        "<h2>The levy</h2> <p><strong>After fourteen hours</strong>  the <em>harbour</em> talks ended.</p>  "
        "<p>·Two coins a tonne</p> <table><tbody><tr><td><p>Crates</p></td> "
        '<td colspan="2"><p>1,200</p></td></tr></tbody></table>'
    )


def test_text_from_google_docs_comes_out_plain():
    assert body.clean(GOOGLE_DOCS) == (
        "<h3>Who pays</h3><p>The port said <strong><em>no</em></strong><em> twice</em>.</p>"
        "<ul><li><p>first</p></li><li><p>second</p></li></ul>"
    )


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p><b>a</b> <i>b</i></p>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<h1>a</h1><h2>b</h2><h3>c</h3>", "<h2>a</h2><h2>b</h2><h3>c</h3>"),
        ("<h4>a</h4><h5>b</h5><h6>c</h6>", "<h3>a</h3><h3>b</h3><h3>c</h3>"),
        ("<div><p>a</p><p>b</p></div>", "<p>a</p><p>b</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a<br>b", "<p>a<br>b</p>"),
        ("only <em>words</em>", "<p>only <em>words</em></p>"),
        ("<p>a</p><p> </p><p>&nbsp;<br></p><p><b> </b></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("<p>5 < 6 & 7 > 2</p>", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("<p>so <a b", "<p>so &lt;a b</p>"),
        ("<center>a</center>", "<p>a</p>"),
        ('<p style="color:red" class="x" id="y">a</p>', "<p>a</p>"),
    ],
)
def test_habits_are_put_into_the_tags_of_the_paper(pasted, kept):
    assert body.clean(pasted) == kept


def test_tables_keep_their_spans_and_get_their_parts():
    html = '<table><tr><th scope="col" onclick="x()">a<td rowspan="2" colspan="3" bgcolor="red">b</table>'
    assert body.clean(html) == (
        '<table><tbody><tr><th scope="col">a</th><td rowspan="2" colspan="3">b</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    "text",
    ["한글 기사입니다. 서울에서 열린 회의가 끝났다.", "한글", "naïve café – “quoted”", "مرحبا", "👩‍🌾 🇰🇷", "\u00a0 "],
)
def test_letters_of_every_script_stay_as_they_are(text):
    assert body.plain(body.clean(f"<p>x{text}x</p>")) == f"x{text}x"


def test_plain_text_has_a_line_for_each_paragraph():
    lists = "<ul><li>a</li><li>b</li></ul><table><tr><td>c</td><td>d</td></tr></table>"
    html = f"<h2>Head</h2><p>One<br>two &amp; &lt;three&gt;</p>{lists}"
    assert body.plain(body.clean(html)) == "Head\nOne\ntwo & <three>\na\nb\nc d"


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one  two\nthree", 3), ("서울에서 열린 회의", 3)])
def test_words_are_counted_between_spaces(text, words):
    assert body.word_count(text) == words
