"""Hostile words and numbers in every public address, form and text: clear refusals, pages that run nothing."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Article
from articles.tests import make
from articles.tests.desk import QUOTE, RELATED, TEXT, Desk, Fields, row
from articles.tests.page import elements
from comments.tests import make as talk
from newsroom.accounts.models import User
from newsroom.tests import hostile

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://localhost:8000"}
LISTS = ["/", "/national/", "/by/anna/", "/topics/levy/", "/corrections/", "/standards/", "/feed/", "/sitemap.xml"]
OWN = ["/me/", "/me/leave/", "/accounts/login/", "/accounts/logout/", "/accounts/cancelled/"]
PARAMETERS = ["before", "order", "after", "under", "version", "next", "to", "done", "page", "state", "code"]
NUMBERS = ["a raised figure", "less than nothing", "more than a row can have", "more than Python reads"]
ODD = [
    *("/٢٠٢٦/", "/national/٢٠٢٦/11/23/story/", "/archive/²026/01/01/", "/archive/0000/00/00/", "/archive/9999/12/31/"),
    *("/comment/²/", "/comment/-1/", f"/comment/{'9' * 30}/", f"/comment/{'9' * 5000}/", "/national//", "/national/./"),
    *("/%00/", "/%ff/", "/national%0d%0aX/", "/by/%2e%2e/", "/sitemap-2999-12-31.xml", "/sitemap-1000-13.xml"),
    *("/media/%00.jpg", "/media/../secret-key.jpg", "/media/%2e%2e/newsroom.webp", f"/media/{'a' * 5000}.jpg"),
]


@pytest.fixture
def story() -> Article:
    """With everything that a page of its can show."""
    authors, topics = (make.author("Anna"),), (make.topic("Levy"),)
    return make.article("A story", authors=authors, topics=topics, lead_photo=make.photo(), published=True)


@pytest.fixture
def visitors(reader: User) -> list[Client]:
    """Nobody, and a signed-in reader; faults are answers."""
    clients = [Client(raise_request_exception=False, headers=HERE) for _ in range(2)]
    clients[1].force_login(reader)
    return clients


def address(story: Article) -> str:
    return make.live_edition(story).get_absolute_url()


def test_no_public_address_breaks_on_its_parameters(visitors: list[Client], story: Article) -> None:
    said = talk.comment(story)
    below = [f"{address(story)}{end}" for end in ("", "print/", "comments/", "comments/mine/")]
    asked = [(place, dict.fromkeys(PARAMETERS, typed)) for place in [*LISTS, *OWN] for typed in hostile.ALL.values()]
    asked += [(place, {name: hostile.ALL[kind]}) for place in below for name in PARAMETERS for kind in NUMBERS]
    asked += [("/dictionary/", {"q": typed, "lang": typed}) for typed in hostile.ALL.values()]
    asked += [(f"/comment/{said.pk}/", {"to": typed}) for typed in hostile.NUMBERS.values()]
    for place, query in asked:
        sent = {name: hostile.bytes_of(typed) for name, typed in query.items()}
        answers = [visitor.get(place, sent) for visitor in visitors]
        assert max(answer.status_code for answer in answers) < 500, (place, str(query)[:80])
        assert hostile.SCRIPT not in answers[0].text


@pytest.mark.parametrize("place", ODD)
def test_an_odd_address_is_not_found(place: str) -> None:
    response = Client(raise_request_exception=False).get(place)
    assert (response.status_code, "Location" in response) == (404, False)


def posts(story: Article, own: int, other: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that can be sent without a duty."""
    mine = f"{address(story)}comments/mine/"
    yield mine, {"act": "say", "text": "A word", "key": "0123456789"}
    yield f"{mine}?to={other}", {"act": "say", "text": "A reply", "key": "0123456789"}
    yield f"{mine}?to={own}", {"act": "edit", "text": "Another word"}
    yield f"{mine}?to={other}", {"act": "report", "reason": "insult", "details": "Look."}
    yield f"{address(story)}comments/", {"text": "A word", "back": "/"}
    yield "/me/", {"name": "Rhea"}
    yield "/me/leave/", {"comments": "nonsense"}
    yield "/accounts/login/", {"login": "editor", "password": "wrong", "next": "/admin/"}
    yield "/accounts/go/demo/", {"next": "/"}
    yield "/accounts/demo/", {"id": "5", "name": "Rhea", "email": "a@example.org", "state": "x"}
    yield "/accounts/password/reset/", {"email": "nobody@example.org"}
    yield "/accounts/2fa/authenticate/", {"code": "123456"}


def test_no_form_for_readers_breaks(visitors: list[Client], reader: User, story: Article) -> None:
    """All fields at once, then one of them in a form that is right otherwise."""
    own, other = talk.comment(story, by=reader), talk.comment(story)
    few = ("a NUL", "half a pair", "families", "ten thousand letters", "more than Python reads")
    for place, fields in posts(story, own.pk, other.pk):
        sent = [dict.fromkeys(fields, typed) for typed in hostile.ALL.values()]
        sent += [fields | {name: hostile.ALL[kind]} for name in fields for kind in few]
        for each in sent:
            answer = hostile.post(visitors["login" not in place], place, each)
            assert answer.status_code < 500, (place, str(each)[:200])


def typed_everywhere(desk: Desk, story: Article, words: str) -> Fields:
    """The story's form with these words wherever words are free, each as long as its field takes."""
    form = desk.form("article_change", story.pk)
    if not story.editions.filter(number=2).exists():
        form = row(row(form, QUOTE), RELATED, stories=story.pk)
    free = {"headline": 200, "short_headline": 80, "kicker": 40, "standfirst": 500, "dateline": 80, "desk_note": 500}
    free |= {"lead_cutline": 300, "lead_credit": 120, "lead_alt": 300, "correction_note": 500, "credits-0-wording": 80}
    free |= {f"{TEXT}-0-html": 2000, f"{QUOTE}-0-text": 300, f"{QUOTE}-0-attribution": 80, f"{RELATED}-0-title": 80}
    plain = words.replace("\x00", "").encode(errors="ignore").decode()
    return form | {name: [f"A {plain}"[:most]] for name, most in free.items()}


def surfaces(story: Article) -> list[str]:
    section = story.section.get_absolute_url()
    below = [f"{address(story)}{end}" for end in ("", "print/", "comments/")]
    return [*below, "/", section, "/by/anna/", "/topics/levy/", "/corrections/"]


def machines(story: Article) -> list[str]:
    section = story.section.get_absolute_url()
    return ["/feed/", "/feed/atom/", f"{section}feed/", "/news-sitemap.xml", "/sitemap.xml", "/sitemap-sections.xml"]


def running(page: Any) -> list[str]:
    """What of a page a browser would run that is not the paper's own; the selector's reader checks its nesting too."""
    found = []
    for element in elements(page, ""):
        names = [name for name in element.attributes if name.startswith("on") or name == "style"]
        links = [element.get(name) or "" for name in ("href", "src", "action", "formaction")]
        is_own = element.get("type") == "application/ld+json" or (element.get("src") or "").startswith("/static/")
        if names or any(link.strip().lower().startswith(("javascript:", "data:")) for link in links):
            found.append(f"{element.tag} {element.attributes}")
        if element.tag in ("style", "iframe") or (element.tag == "script" and not is_own):
            found.append(element.tag)
    return found


def test_what_is_published_runs_nowhere_and_breaks_no_feed(administrator: User, story: Article) -> None:
    desk, visitor = Desk(administrator), Client()
    talk.comment(story, hostile.SCRIPT, by=make.user(hostile.SCRIPT))
    for kind, words in hostile.WORDS.items():
        fields = typed_everywhere(desk, story, words)
        answer = hostile.post(desk.client, f"/admin/articles/article/{story.pk}/change/", fields | {"_act": "correct"})
        assert answer.status_code == 302, (kind, [one.text for one in elements(answer, ".errorlist")])
        for place in surfaces(story):
            page = visitor.get(place)
            assert (page.status_code, running(page)) == (200, []), (kind, place)
            for data in elements(page, "script"):
                if data.get("type") == "application/ld+json":
                    json.loads("".join(data.words))
        for place in machines(story):
            assert ElementTree.fromstring(visitor.get(place).content) is not None, (kind, place)  # noqa: S314
        assert json.loads(visitor.get("/feed/json/").content)["items"], kind
    assert story.editions.count() == len(hostile.WORDS) + 1
