"""A comment filled into its stencil says what the template would say, and its words stay words."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.template.defaultfilters import date
from django.utils import timezone, translation
from django.utils.html import escape

from comments import questions
from comments.arranging import Row
from comments.models import Comment
from comments.said import COLUMNS, Said
from comments.states import State
from comments.templatetags.conversation import moment, moment_said
from comments.templatetags.stencils import Shape, Sheet, comments
from comments.tests import make
from newsroom.pagecache.memory import page

AROUND = {"address": "/a/comments/", "mine": "/a/comments/mine/"}
AT = datetime(2026, 11, 24, 7, 52, tzinfo=UTC)
WORDS = Said(
    7, None, None, 0, True, State.APPROVED, "Dear fish.", AT, None, 0, 9, "Rhea Reader", "rhea", "", False, None
)  # fmt: skip


def html(said: Said = WORDS, *, more: int | None = None, is_open: bool = True) -> str:
    return Sheet(**AROUND, is_open=is_open).filled(Row(said, said.depth, more))


@pytest.mark.parametrize("shape", [Shape(*flags) for flags in product((True, False), repeat=len(Shape._fields))])
def test_each_shape_shows_its_parts_and_no_others(shape: Shape) -> None:
    said = WORDS._replace(
        is_public=shape.is_public,
        state=State.APPROVED if shape.is_public else State.REJECTED,
        portrait="portraits/ab12" if shape.has_portrait else "",
        is_staff=shape.is_staff,
        edited_at=AT if shape.is_edited else None,
        recommended_count=1234 if shape.is_recommended else 0,
    )
    shown = html(said, more=7 if shape.has_more else None, is_open=shape.is_open)
    parts = {
        'src="/media/portraits/ab12-96.webp" srcset="/media/portraits/ab12-96.webp 96w, /media/portraits/ab12-192.webp '
        '192w"': shape.has_portrait,
        'portrait-tint-3" aria-hidden="true">RR<': not shape.has_portrait,
        "<bdi>Rhea Reader</bdi>": True,
        "comment-badge": shape.is_staff,
        "comment-edited": shape.is_edited,
        '<span class="comment-recommended">1234</span>': shape.is_recommended,
        "/a/comments/mine/?to=7#reply": shape.is_open,
        '<div class="comment-text" dir="auto"><p>Dear fish.</p></div>': True,
        'href="/comment/7/"><time datetime="2026-11-24T07:52:00+00:00">24 November 2026, 07:52</time>': True,
    }
    for part, stands in parts.items():
        assert (part in shown) == (shape.is_public and stands), part
    assert ("A moderator took this comment out." in shown) == (not shape.is_public)
    assert ('href="/a/comments/?under=7#comment-7"' in shown) == shape.has_more
    assert "⟪" not in shown
    assert "%(" not in shown


@pytest.mark.parametrize("evil", ["%s %(text)s %%", "⟪text⟫ ⟪pk⟫", "{{ 7|add:7 }}", "<b>&\"'", "%(pk)s</p><script>"])
def test_a_name_or_a_text_is_never_taken_for_a_blank(evil: str) -> None:
    shown = html(WORDS._replace(name=evil, text=evil))
    assert f"<bdi>{escape(evil)}</bdi>" in shown
    assert f"<p>{escape(evil)}</p>" in shown
    assert "<script" not in shown
    assert shown.count(escape(evil)) == 5, "once as text, once above it, and in what can be done with it"


@pytest.mark.django_db(transaction=True)
def test_a_stencil_speaks_the_language_of_the_page() -> None:
    rows = [Row(WORDS, 0)]
    for _ in range(2):
        for language, words in (("en", "Recommend"), ("ko", "추천")):
            with translation.override(language), page():
                shown = comments(AROUND | {"is_open": True}, rows)
            assert words in shown
            assert ("2026년 11월 24일 07:52" in shown) == (language == "ko")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/New_York"])
def test_moments_are_told_as_django_tells_them(language: str, zone: str) -> None:
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        for hours in range(0, 9000, 7):
            at = AT + timedelta(hours=hours, minutes=hours)
            local = timezone.localtime(at)
            pattern = {"en": "j F Y, H:i", "ko": "Y년 n월 j일 H:i"}[language]
            assert moment(at) == date(local, pattern)
            assert moment_said(local, "P, j F", language) == date(local, "P, j F")


@pytest.mark.django_db
def test_what_the_pages_ask_answers_as_the_rows_are() -> None:
    first, second = (make.comment(make.story()) for _ in range(2))
    reply = make.comment(parent=first)
    deep = make.comment(parent=reply)
    for row in (first, reply, deep):
        assert [Said._make(found) for found in questions.among([row.pk])] == [Said.of(row)]
    thread = first.thread_id
    expected = [*Said.of(Comment.objects.get(pk=first.pk)), [reply.pk, deep.pk]]
    for oldest_first in (True, False):
        assert [list(row) for row in questions.roots(thread, oldest_first=oldest_first, after=None)] == [expected]
        assert questions.roots(thread, oldest_first=oldest_first, after=first.pk) == []
    assert [row[0] for row in questions.replies_behind(first.pk, reply.pk)] == [deep.pk]
    assert questions.root(first.pk, second.thread_id) == questions.root(reply.pk, thread) == []
    assert questions.permalink(deep.pk) == [deep]
    assert questions.permalink(questions.LAST + 1) == questions.among([]) == []
    assert len(COLUMNS) == len(Said._fields)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10, 11, 31, 100])
def test_as_many_replies_are_found_as_a_page_can_name(number: int) -> None:
    said = make.comment()
    assert [row[0] for row in questions.among([said.pk, *range(10**9, 10**9 + number - 1)])] == [said.pk]
