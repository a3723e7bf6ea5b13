"""The matrix: every address, a story in every state, every kind of viewer; nobody meets a secret word."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.tests import make
from articles.tests.page import headers
from newsroom.accounts.models import User
from newsroom.tests import surfaces
from newsroom.tests.scene import LIVE, Scene, Told, build, word

ODD = "preview=1&state=draft&status=draft&edition=1&revision=1&at=2990-01-01&all=1"
PASSWORD = "a long enough password"
LIBRARY = "(author|topic)zq$"  # names to choose from belong to everyone at the desk
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(reader: User, django_capture_on_commit_callbacks) -> Scene:
    with django_capture_on_commit_callbacks(execute=True):
        return build(reader)


def viewer(kind: str, scene: Scene) -> Client:
    """The reporter has come in by the desk's own door and owns none of the stories."""
    client = Client(raise_request_exception=False)
    if kind == "reader":
        client.force_login(scene.reader)
    elif kind != "signed out":
        person = make.user(f"Other {kind}", role=kind, password=PASSWORD)
        client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    return client


def answer(client: Client, address: str) -> str:
    """Everything a viewer gets: status, headers, body."""
    response = client.get(address)
    body = response.getvalue()
    assert response.status_code < 500, address
    return f"{response.status_code} {response.headers} {body.decode(errors='replace')}"


def leaks(scene: Scene, client: Client, addresses: set[str], *, besides: str = "") -> list[str]:
    """A line for each answer that holds a secret; `besides` is what this viewer may know."""
    secrets = re.compile("|".join(sorted(s for s in scene.secrets if not (besides and re.search(besides, s)))))
    return [
        f"{address} tells {', '.join(sorted(found))}"
        for address in sorted(addresses)
        if (found := set(secrets.findall(answer(client, address))))
    ]


def public_addresses(scene: Scene) -> set[str]:
    return {a for fill in surfaces.PUBLIC.values() for told in scene.told.values() for a in fill(told)}


def oddly(addresses: set[str]) -> set[str]:
    return {f"{address}{'&' if '?' in address else '?'}{ODD}" for address in addresses}


def desk_addresses(scene: Scene) -> set[str]:
    """Every pattern of the desk, its parameters filled with each story's number; other things' with the first one's."""
    found = set()
    for told in scene.told.values():
        parts = {"object_id": told.article.pk, "pk": told.article.pk, "number": 1, "app_label": "articles"}
        parts |= {"content_type_id": ContentType.objects.get_for_model(Article).pk, "url": "nothing/"}
        for name, route in surfaces.patterns():
            if not name.startswith("admin:") or "logout" in name or (found and "admin/articles/article/" not in route):
                continue
            found.add(filled(route, parts))
    search = "app_label=articles&model_name={}&field_name={}&term=zq"
    pickers = {("pin", "article"), ("relatedblock", "stories"), ("credit", "author"), ("article", "section")}
    found |= {reverse("admin:autocomplete") + "?" + search.format(*each) for each in pickers}
    return found | {reverse("admin:articles_article_changelist") + "?q=zq"}


def filled(route: str, parts: dict[str, object]) -> str:
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", lambda m: str(parts[m[1] or m[2]]), route)
    return "/" + plain.replace("^", "").replace("$", "")


def test_every_address_of_the_resolver_is_listed() -> None:
    outside = {
        name
        for name, route in surfaces.patterns()
        if not name.startswith("admin:") and not route.startswith(surfaces.ACCOUNTS)
    }
    assert outside - surfaces.PUBLIC.keys() == set(), "list new addresses in newsroom/tests/surfaces.py"
    assert surfaces.PUBLIC.keys() - outside == set(), "these addresses are gone"


@pytest.mark.parametrize("kind", ["signed out", "reader", "reporter", "editor"])
def test_no_public_answer_tells_what_is_not_public(scene: Scene, kind: str) -> None:
    assert leaks(scene, viewer(kind, scene), public_addresses(scene)) == []


def test_no_parameter_opens_a_second_door(scene: Scene) -> None:
    assert leaks(scene, viewer("editor", scene), oddly(public_addresses(scene))) == []


@pytest.mark.parametrize("kind", ["signed out", "reader", "reporter", "moderator"])
def test_the_desk_tells_nothing_to_who_does_not_work_on_the_story(scene: Scene, kind: str) -> None:
    client, library = viewer(kind, scene), LIBRARY if kind in ("reporter", "moderator") else ""
    addresses = {a for a in desk_addresses(scene) if not about_comments(a, kind)}
    assert leaks(scene, client, addresses, besides=library) == []


def about_comments(address: str, kind: str) -> bool:
    """A moderator's own work: the comments themselves, with the names of their stories."""
    return kind == "moderator" and (address == "/admin/" or address.startswith("/admin/comments/"))


def test_the_desk_does_tell_an_editor(scene: Scene) -> None:
    """The control of the test above: the same addresses, asked by who may."""
    told = "".join(leaks(scene, viewer("editor", scene), desk_addresses(scene)))
    for state, name in (("draft", "headline"), ("filed", "text"), ("scheduled", "desknote"), ("draft", "blockalt")):
        assert word(state, name) in told


def test_a_live_story_shows_its_words_wherever_it_should(scene: Scene) -> None:
    client, reader = viewer("signed out", scene), viewer("reader", scene)
    missing = []
    for surface, names in surfaces.SHOWN.items():
        for state in LIVE:
            seer = reader if surface.startswith("me") else client
            shown = "".join(answer(seer, address) for address in surfaces.PUBLIC[surface](scene.told[state]))
            missing += [f"{surface}: {word(state, name)}" for name in sorted(names) if word(state, name) not in shown]
    assert missing == []


def statuses(client: Client, told: Told, slug: str) -> set[int]:
    return {client.get(address).status_code for address in told.addresses if f"/{slug}/" in address}


def test_a_story_that_was_never_public_answers_as_if_it_were_not_there(scene: Scene) -> None:
    client = viewer("signed out", scene)
    for told in (scene.told[state] for state in ("draft", "filed", "scheduled")):
        unknown = client.get(told.addresses[0].replace(told.slugs[0], "no-such-story"))
        for address in told.addresses:
            response = client.get(address)
            assert (response.status_code, response.content) == (404, unknown.content)
            assert headers(response) == headers(unknown)


def test_the_address_of_a_coming_change_answers_as_if_it_were_not_there(scene: Scene) -> None:
    client = viewer("signed out", scene)
    for state, coming, now in (("changed", "coming", 200), ("reworked", "rework", 200), ("renewed", "again", 410)):
        told = scene.told[state]
        assert statuses(client, told, word(coming, "slug")) == {404}
        assert now in statuses(client, told, word(state, "slug"))


def test_what_was_public_and_is_no_more_says_so_with_its_note_alone(scene: Scene) -> None:
    client = viewer("signed out", scene)
    for state in ("expired", "withdrawn"):
        assert 410 in statuses(client, scene.told[state], word(state, "slug"))
    told = scene.told["withdrawn"]
    assert any(word("withdrawn", "publicnote") in answer(client, address) for address in told.addresses)
