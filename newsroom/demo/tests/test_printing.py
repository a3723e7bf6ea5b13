"""The whole demo in an empty database: everything the paper promises, twice the same, nothing public too early."""

import stat
from collections import Counter
from functools import partial
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Author, Edition, Pin, Section, TextBlock
from articles.workflow import FOREVER
from comments import counts
from comments.models import Comment, Thread
from newsroom.accounts.models import User
from newsroom.demo import build, clearing, stories

TINY = 300  # wide; the library takes nothing below 200


def printed():
    """What readers could read and said, without the names of files, which are random."""
    editions = [
        (e.slug, e.section.path, e.live_from, e.live_until, e.withdrawn_at, e.headline, e.credits, bare(e.content))
        for e in Edition.objects.select_related("section").order_by("article__slug", "number")
    ]
    said = list(
        Comment.objects.order_by("created_at", "key").values_list(
            "key", "author__name", "text", "state", "queue", "created_at", "recommended_count", "parent__key"
        )
    )
    return editions, said


def bare(content):
    if isinstance(content, dict):
        return {key: bare(value) for key, value in content.items() if key != "crops"}
    return [bare(value) for value in content] if isinstance(content, list) else content


@pytest.mark.once
@pytest.mark.django_db
def test_the_demo_is_as_large_and_as_varied_as_it_promises():
    now = timezone.now()
    build.build(now=now, width=TINY)
    assert Section.objects.count() >= 14
    assert {path.count("/") for path in Section.objects.values_list("path", flat=True)} == {0, 1, 2}
    assert Author.objects.exclude(portrait=None).count() == 12
    assert Article.objects.count() >= 36
    assert set(Article.objects.values_list("language", flat=True)) == {"en", "ko"}
    states = Counter(article.standing_at(timezone.now()).state for article in Article.objects.all())
    assert {"draft", "filed", "scheduled", "live", "withdrawn"} == set(states)
    assert Article.objects.exclude(corrections=None).distinct().count() == 3
    assert [pin.position for pin in Pin.objects.order_by("position")] == [1, 2, 3, 4, 5]
    readers = User.objects.filter(is_staff=False, erased_at=None)
    assert readers.count() == readers.filter(socialaccount__provider="dummy").count() == 30
    assert Comment.objects.count() == 250
    assert set(Comment.objects.values_list("state", flat=True)) == {
        "approved",
        "waiting",
        "rejected",
        "deleted",
        "erased",
    }
    assert set(Comment.objects.values_list("queue", flat=True)) == {"", "waiting", "reported"}
    assert not counts.wrong_threads(0, 10**6) + counts.wrong_comments(0, 10**6)
    assert set(Thread.objects.values_list("mode", flat=True)) == {"inherit", "premoderated", "closed"}
    nothing_is_public_too_early()
    corrections_put_the_sentence_right()


def nothing_is_public_too_early():
    live = list(Edition.objects.live(timezone.now()))
    hidden = [story for story in stories.read() if story.state not in ("live", "corrected")]
    text = " ".join(f"{e.headline} {e.standfirst} {e.content}" for e in live)
    notes = Article.objects.exclude(desk_note="").values_list("desk_note", flat=True)
    assert {e.slug for e in live} & {story.slug for story in hidden} == set()
    assert any(story.get("Headline") in text for story in stories.read() if story.state == "live")
    for words in [*notes, *(story.get("Headline") for story in hidden)]:
        assert words not in text
    for story in hidden:
        assert f"/{story.slug}/" not in text, "a live story links to one that readers cannot read"


def corrections_put_the_sentence_right():
    for story in stories.read():
        if story.state == "corrected":
            before, after = Edition.objects.filter(slug=story.slug).order_by("number")
            assert before.live_until == after.live_from
            assert after.live_until == FOREVER
            assert story.get("Corrected-From") in str(before.content)
            assert story.get("Corrected-To") in str(after.content)
            assert after.content["corrections"][0]["note"] == story.get("Correction")
            block = TextBlock.objects.filter(parent__slug=story.slug, html__contains=story.get("Corrected-To"))
            assert block.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_prints_the_same_paper_again_and_keeps_the_sign_ins(monkeypatch):
    monkeypatch.setattr(build, "build", partial(build.build, now=timezone.now(), width=TINY))
    clearing.clear()  # so that the rows' numbers begin at 1 both times
    out = StringIO()
    call_command("demo", if_empty=True, stdout=out)
    first = printed()
    assert "250 comments" in out.getvalue()
    old_password = password_of("editor")
    call_command("demo", again=True, stdout=out)
    assert printed() == first
    assert password_of("editor") != old_password
    assert old_password not in out.getvalue()


def password_of(username):
    """As the file has it, which is the one that works."""
    kept = settings.DEMO_SIGN_INS
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    lines = (line.split() for line in kept.read_text(encoding="utf-8").splitlines())
    password = next(words[1] for words in lines if words[0] == username)
    assert User.objects.get(username=username).check_password(password)
    return password
