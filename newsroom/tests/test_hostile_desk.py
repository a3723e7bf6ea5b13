"""Hostile words and numbers in every field, list and address of the desk: refused in words, never a fault of ours."""

import re

import pytest
from django.urls import reverse

from articles.models import Article, GlossaryEntry
from articles.tests import make
from articles.tests.desk import CREDIT, PICTURE, QUOTE, RELATED, TEXT, Desk, Fields, fields_of, row
from comments import hosting
from comments.models import SectionPolicy, Thread
from comments.tests import make as talk
from newsroom.accounts.models import User
from newsroom.tests import hostile, surfaces

pytestmark = pytest.mark.django_db

LISTS = [
    *(f"articles_{name}" for name in ("article", "photo", "author", "topic", "glossaryentry", "section", "pin")),
    *(f"comments_{name}" for name in ("comment", "thread", "sectionpolicy", "standards")),
    "accounts_user",
    "log_entry",
]
QUERIES = {
    "q": ["a query", "a NUL", "half a pair"],
    "p": ["a raised figure", "less than nothing", "more than Python reads"],
    "o": ["more than a row can have", "no number"],
    "author": ["more than a row can have", "more than Python reads"],
    "section": ["a NUL", "a query"],
    "id__in": ["more than a row can have", "nothing", "no number"],
    "saved_at__year": ["less than nothing", "more than a row can have"],
    "at__year": ["less than nothing", "more than a row can have"],
    "after": ["a raised figure", "more than a row can have"],
    "queue": ["a script"],
    "_to_field": ["nothing", "a NUL"],
}

FEWER = {
    kind: hostile.ALL[kind]
    for kind in (
        *("a way out of an attribute", "a NUL", "half a pair", "no characters", "families", "ten thousand letters"),
        *("a raised figure", "less than nothing", "more than a row can have", "more than Python reads"),
        *("the last day", "the last minute"),
    )
}


@pytest.fixture
def paper(administrator: User) -> Article:
    """One row of everything that has a screen."""
    authors, topics = (make.author("Anna"),), (make.topic("Levy"),)
    story = make.article("A story", authors=authors, topics=topics, lead_photo=make.photo(), published=True)
    GlossaryEntry.objects.create(word="tide", meaning="The sea, twice a day.")
    talk.comment(story, by=make.user("Rhea Reader"))
    hosting.host_section(story.section, mode="open", close_after_days=3, by=administrator)
    return story


@pytest.fixture
def desk(administrator: User) -> Desk:
    """An administrator, who reaches every screen; faults are answers."""
    desk = Desk(administrator)
    desk.client.raise_request_exception = False
    return desk


def screens(story: Article) -> dict[str, str]:
    """The address of every form, by its name."""
    rows = {"article": story, "photo": story.lead_photo, "section": story.section, "topic": story.topics.get()}
    rows |= {"author": story.credits.get().author, "glossaryentry": GlossaryEntry.objects.get()}
    names = [(f"articles_{name}", one.pk) for name, one in rows.items()]
    names += [("comments_thread", Thread.objects.get().pk), ("comments_sectionpolicy", SectionPolicy.objects.get().pk)]
    names += [("accounts_user", make.user("Some One", role="reporter").pk)]
    found = {f"{name} changed": reverse(f"admin:{name}_change", args=[pk]) for name, pk in names}
    added = [name for name, _pk in names] + ["comments_standards"]
    return found | {f"{name} added": reverse(f"admin:{name}_add") for name in added}


def form_at(desk: Desk, address: str) -> Fields:
    """Every field of a form, choosers without a choice too; a story's with a row of each kind."""
    page = desk.client.get(address)
    assert page.status_code == 200, address
    fields = fields_of(page)
    if "/article/" in address:
        for prefix in (TEXT, PICTURE, QUOTE, RELATED, CREDIT):
            fields = row(fields, prefix, id="")
    names = re.findall(r'<(?:select|input|textarea)[^>]*\bname="([^"]+)"', page.text)
    return {name: [""] for name in names if "__prefix__" not in name} | fields


def test_no_form_breaks_on_what_is_typed(desk: Desk, paper: Article) -> None:
    """All fields at once; a refused story is not half stored."""
    before, wrong = Article.objects.count(), []
    for name, address in screens(paper).items():
        if name == "articles_article changed":
            continue  # the same form as for a new one, and slow: see the next test
        form, kinds = form_at(desk, address), hostile.ALL if "article" in name else FEWER
        for kind, typed in kinds.items():
            fields = {key: value if key.endswith("_FORMS") else typed for key, value in form.items()}
            status = hostile.post(desk.client, address, fields).status_code
            wrong += [f"{name}: {kind} answers {status}"] * (status >= 500)
    assert wrong == []
    assert Article.objects.count() == before


def test_no_chooser_breaks_on_what_is_no_row(desk: Desk, paper: Article) -> None:
    """The form is shown again with a sentence, and nothing of it is stored."""
    address, choosers = screens(paper)["articles_article changed"], ("topics", "further_sections", "lead_photo")
    form = form_at(desk, address)
    for kind in ("a script", "a NUL", *hostile.NUMBERS):
        wrong = dict.fromkeys((*choosers, f"{RELATED}-0-stories", "credits-1-author"), hostile.ALL[kind])
        page = hostile.post(desk.client, address, form | wrong | {"headline": "Another"})
        assert (page.status_code, "errorlist" in page.text) == (200, True), kind
    paper.refresh_from_db()
    assert (paper.headline, paper.version) == ("A story", 1)


def test_no_form_breaks_on_what_its_address_fills_in(desk: Desk, paper: Article) -> None:
    for address in screens(paper).values():
        names = [*form_at(desk, address), "_popup", "_to_field", "_changelist_filters"]
        kinds = ["a script", "a NUL", "nothing", *hostile.NUMBERS]
        for kind in kinds:
            page = desk.client.get(address, dict.fromkeys(names, hostile.ALL[kind]))
            assert page.status_code < 500, (address, kind)


def test_no_list_breaks_on_its_address(desk: Desk, paper: Article) -> None:
    queries = [(name, hostile.ALL[kind]) for name, kinds in QUERIES.items() for kind in kinds]
    for name in LISTS:
        address = reverse(f"admin:{name}_changelist")
        for parameter, value in [*queries, ("q", "x" * 60_000)]:
            page = desk.client.get(address, {parameter: hostile.bytes_of(value)})
            assert page.status_code < 500, (address, parameter, value[:40])


def test_no_chooser_breaks_on_what_is_searched(desk: Desk, paper: Article) -> None:
    asked = {"app_label": "articles", "model_name": "article", "field_name": "topics", "term": "Levy"}
    address = reverse("admin:autocomplete")
    assert "Levy" in desk.client.get(address, asked).text
    for name in asked:
        for kind, typed in hostile.ALL.items():
            page = desk.client.get(address, asked | {name: hostile.bytes_of(typed)})
            assert page.status_code < 500, (name, kind)


def test_no_address_of_the_desk_breaks(desk: Desk, paper: Article) -> None:
    odd = ["0", "-1", "²", "١٢٣", "9" * 18, "9" * 30, "9" * 5000, "a", "%00", "_00", "_0D", "1_2F2"]
    wrong = []
    for name, route in surfaces.patterns():
        if not name.startswith("admin:"):
            continue
        for value in odd if "<" in route else [""]:
            address = "/" + re.sub(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", value, route).replace("^", "").replace("$", "")
            answers = [desk.client.get(address), *([desk.client.post(address)] if value else [])]
            wrong += [f"{one.status_code} {address[:80]}" for one in answers if one.status_code >= 500]
    assert wrong == []


def test_numbers_that_buttons_carry_are_read_with_care(desk: Desk, paper: Article) -> None:
    story, reader = f"/admin/articles/article/{paper.pk}", User.objects.get(name="Rhea Reader").pk
    pins = fields_of(desk.get("/admin/articles/pin/"))
    for typed in hostile.ALL.values():
        for address, fields in (
            (f"{story}/revisions/1/restore/", {"version": typed}),
            (f"{story}/withdraw/", {"reason": typed, "public_note": ""}),
            (f"/admin/comments/comment/reader/{reader}/", {"lift": typed}),
            (f"/admin/comments/comment/reader/{reader}/", {"sanction": "1", "hours": typed, "reason": "x"}),
            ("/admin/comments/comment/", {"approve": f"{typed}:{typed}"}),
            ("/admin/comments/comment/", {"several": typed, "chosen": typed, "rule": typed}),
            ("/admin/articles/pin/", pins | {"version": typed}),
            ("/admin/articles/pin/", pins | {"form-0-story": typed, "form-0-place": "1"}),
        ):
            assert hostile.post(desk.client, address, fields).status_code < 500, (address, typed[:40])
