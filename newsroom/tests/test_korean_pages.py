"""A Korean paper speaks Korean on every public page, whatever its visitor's browser asks for."""

import re
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory

from articles import publishing
from articles.models import Article, Author, GlossaryEntry, Topic
from articles.tests import make
from articles.tests.page import elements, only
from comments import hosting, moderation
from comments.installing import install_standards
from comments.models import Comment, Rule, Standards
from comments.states import Mode, State
from comments.tests import make as talk
from newsroom import errors
from newsroom.accounts.models import User

pytestmark = pytest.mark.django_db

HANGUL, LATIN = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("alt", "title", "placeholder", "aria-label", "data-failed", "data-copied", "data-left", "data-over")
UNSPOKEN = {"html", "head", "body", "main", "script", "style", "template"}
NAMES = set("Facebook Example ID MB http localhost jeongchi bubeop".split())  # also a printed address


@pytest.fixture
def korean(settings: Any) -> None:
    settings.LANGUAGE_CODE = "ko"
    settings.NEWSROOM_NAME = "새벽신문"


@pytest.fixture
def told(korean: None) -> Article:
    """A Korean story with everything that a story can have, and a conversation."""
    section = make.section("jeongchi", name="정치")
    story = make.article(
        "여객선 부담금 법안 통과",
        html="<p>표결은 새벽에 끝났다.</p>",
        section=section,
        authors=(Author.objects.create(name="도해린", slug="do-haerin"),),
        topics=(Topic.objects.create(name="부담금", slug="budamgeum"),),
        lead_photo=make.photo(alt="내항", credit="사진: 하다드"),
        standfirst="일곱 표 차이였다.",
        dateline="서울",
        language="ko",
        slug="bubeop",
        published=True,
    )
    publishing.correct(story, by=make.administrator(), version=story.version, note="표 차이는 일곱이다.")
    Rule.objects.update(title="모욕 금지")
    first = talk.comment(story, "찬성합니다.", by=talk.reader("김서하"), minutes_ago=30)
    talk.comment(story, "반대합니다.", by=talk.reader("최별하"), parent=first)
    talk.comment(story, "지웁니다.", by=talk.reader("이나루"), state=State.DELETED)
    return story


def address(story: Article) -> str:
    return make.live_edition(story).get_absolute_url()


def english(response: HttpResponse) -> set[str]:
    """Latin words that a reader sees or hears on a page."""
    said = []
    for element in elements(response, ""):
        if element.tag not in UNSPOKEN:
            said += [element.text, *(element.get(name) or "" for name in SPOKEN)]
    return {word for text in said for word in LATIN.findall(text)} - NAMES


def assert_korean(response: HttpResponse, status: int = 200) -> None:
    assert response.status_code == status
    assert only(response, "html").get("lang") == "ko"
    assert HANGUL.search(only(response, "h1").text)
    assert english(response) == set()


def test_pages_of_stories_hold_no_english_word(client: Client, told: Article) -> None:
    story = address(told)
    first = Comment.objects.filter(thread__article=told, state=State.APPROVED).earliest("pk")
    day = make.live_edition(told).published_on
    pages = [
        "/",
        "/jeongchi/",
        story,
        f"{story}print/",
        f"{story}comments/",
        f"{story}comments/mine/?to={first.pk}",
        f"/archive/{day:%Y/%m/%d}/",
    ]
    pages += ["/corrections/", told.credits.first().author.get_absolute_url(), told.topics.first().get_absolute_url()]
    for page in pages:
        assert_korean(client.get(page))


def test_the_same_pages_of_an_english_paper_are_english(client: Client) -> None:
    """The search for English words finds them where they are."""
    story = make.article(published=True)
    for page in ("/", address(story), f"{address(story)}comments/", "/accounts/login/", "/dictionary/", "/standards/"):
        response = client.get(page)
        assert only(response, "html").get("lang") == "en"
        assert len(english(response)) > 10, page


def test_a_comment_has_a_korean_page(client: Client, told: Article) -> None:
    shown = Comment.objects.filter(thread__article=told, state=State.APPROVED)
    assert len(shown) == 2
    for comment in shown:
        assert_korean(client.get(f"/comment/{comment.pk}/"))


def test_the_dictionary_speaks_korean(client: Client, korean: None) -> None:
    GlossaryEntry.objects.create(word="부담금", meaning="특정한 목적을 위한 돈.", language="ko")
    for asked in ("", "부담금", "없는말"):
        assert_korean(client.get("/dictionary/", {"q": asked}))


def test_a_new_paper_has_its_standards_in_its_own_language(client: Client, korean: None) -> None:
    Rule.objects.all().delete()
    Standards.objects.all().delete()
    install_standards()
    assert_korean(client.get("/standards/"))


def test_signing_in_is_korean(client: Client, korean: None) -> None:
    assert_korean(client.get("/accounts/login/"))
    assert_korean(client.post("/accounts/login/", {"login": "누구", "password": "모릅니다"}))


def test_a_reader_s_own_page_is_korean(client: Client, told: Article) -> None:
    reader = talk.reader("한누리")
    refused = talk.comment(told, "거절됩니다.", by=reader)
    moderation.reject(refused, by=talk.moderator(), rule=talk.rule(), note="예의를 지켜 주십시오.")
    hosting.host(told, mode=Mode.PREMODERATED, by=talk.moderator())
    assert talk.comment(told, "기다립니다.", by=reader).state == State.WAITING
    client.force_login(reader)
    for page in ("/me/", "/me/leave/", f"{address(told)}comments/mine/"):
        assert_korean(client.get(page))


def test_what_is_missing_or_gone_is_told_in_korean(client: Client, told: Article) -> None:
    story = address(told)
    assert_korean(client.get("/eopseum/"), 404)
    publishing.expire(told, by=make.administrator())
    assert_korean(client.get(story), 410)
    publishing.withdraw(told, by=make.administrator(), reason="오보", public_note="사실과 달라 철회했습니다.")
    assert_korean(client.get(story), 410)


@pytest.mark.parametrize("status", [400, 403, 413, 500])
def test_every_refusal_is_told_in_korean(korean: None, status: int) -> None:
    request = RequestFactory().get("/")
    told = {
        400: lambda: errors.bad_request(request, ValueError()),
        403: lambda: errors.not_allowed(request, ValueError()),
        413: lambda: errors.too_large(request),
        500: lambda: errors.server_error(request),
    }
    assert_korean(told[status](), status)


def test_a_visitor_s_language_changes_nothing(client: Client, told: Article) -> None:
    story = address(told)
    for page in ("/", "/jeongchi/", story, f"{story}print/", f"{story}comments/", "/standards/", "/feed/", "/eopseum/"):
        answers = [client.get(page, headers={"accept-language": wish}) for wish in ("ko", "en", "de, en;q=0.5")]
        assert len({answer.content for answer in answers}) == 1, page
        assert not any("language" in answer.get("Vary", "").lower() for answer in answers), page


def test_days_are_written_the_korean_way(client: Client, told: Article) -> None:
    written = only(client.get("/"), ".masthead-day").text
    assert re.fullmatch(r"\d{4}년 \d{1,2}월 \d{1,2}일 [월화수목금토일]요일", written)
    assert re.match(
        r"\d{4}년 \d{1,2}월 \d{1,2}일 \d\d:\d\d$", elements(client.get(address(told)), ".times time")[0].text
    )


def test_the_mail_for_a_new_password_is_korean(client: Client, korean: None, editor: User, settings: Any) -> None:
    client.post("/accounts/password/reset/", {"email": editor.email})
    (sent,) = mail.outbox
    assert sent.subject == f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}새 비밀번호"
    assert sent.body.startswith("새 비밀번호 요청을 받았습니다.")
    assert "/accounts/password/reset/key/" in sent.body
    assert set(LATIN.findall(re.sub(r"http\S+", "", sent.body))) == {"edda", "editor"}
