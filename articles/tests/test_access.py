"""Who may do what where: person × act × place, and the lists that must agree with it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from articles import access
from articles.models import Article, Credit, Duty, Section
from articles.tests import make
from articles.workflow import NotAllowed, Stage
from newsroom.accounts.models import User

pytestmark = pytest.mark.django_db

PLACES = ["sport", "sport/rowing", "sport/rowing/heats", "sports", "sport-desk", "national"]
EVERYWHERE = set(PLACES)
BELOW_SPORT = {"sport", "sport/rowing", "sport/rowing/heats"}
BELOW_ROWING = {"sport/rowing", "sport/rowing/heats"}


@pytest.fixture
def places():
    return {path: make.section(path) for path in PLACES}


@pytest.fixture
def stories(places):
    """A story of somebody else's in each section."""
    other = make.user("Other Reporter", role="reporter")
    return {path: make.article(by=other, section=section) for path, section in places.items()}


def person(who: str) -> User | AnonymousUser:
    role, _of, place = who.partition(" of ")
    match role:
        case "signed out":
            return AnonymousUser()
        case "superuser" | "inactive superuser":
            return User.objects.create(username="root", is_staff=True, is_superuser=True, is_active=role == "superuser")
        case "reader":
            return make.user("Rhea")
        case "inactive editor" | "former editor":
            found = make.user("Ivo", role="editor")
            found.is_active, found.is_staff = role == "former editor", role == "inactive editor"
            found.save()
            return found
    return make.user("Petra", role=role, section=make.section(place) if place else None)


NOTHING = {who: set() for who in ("signed out", "reader", "inactive editor", "former editor", "inactive superuser")}
SEES = NOTHING | {
    "reporter": set(),
    "reporter of sport": set(),
    "editor": EVERYWHERE,
    "editor of sport": BELOW_SPORT,
    "editor of sport/rowing": BELOW_ROWING,
    "editor of sports": {"sports"},
    "moderator": set(),
    "administrator": EVERYWHERE,
    "administrator of sport": BELOW_SPORT,
    "superuser": EVERYWHERE,
}
MODERATES = {who: set() for who in SEES} | {
    "moderator": EVERYWHERE,
    "moderator of sport": BELOW_SPORT,
    "administrator": EVERYWHERE,
    "administrator of sport": BELOW_SPORT,
    "superuser": EVERYWHERE,
}
ADDS = SEES | {"reporter": EVERYWHERE, "reporter of sport": BELOW_SPORT, "reporter of sports": {"sports"}}
RUNS_THE_PAPER = {"administrator", "superuser"}


@pytest.mark.parametrize("who", SEES)
def test_other_peoples_stories_belong_to_editors_of_their_section(who, stories):
    user = person(who)
    for act in ("see", "write", "file", "publish"):
        assert {path for path, story in stories.items() if access.may(user, act, story)} == SEES[who], act


@pytest.mark.parametrize("who", MODERATES)
def test_moderators_moderate_in_their_sections(who, stories, places):
    user = person(who)
    assert {path for path, story in stories.items() if access.may(user, "moderate", story)} == MODERATES[who]
    assert {path for path, section in places.items() if access.may(user, "moderate", section)} == MODERATES[who]


@pytest.mark.parametrize("who", ADDS)
def test_sections_for_agrees_with_may(who, places):
    user = person(who)
    assert {path for path, section in places.items() if access.may(user, "add_story", section)} == ADDS[who]
    assert set(access.sections_for(user).values_list("path", flat=True)) == ADDS[who]


@pytest.mark.parametrize("who", [*SEES, "moderator of sport"])
def test_acts_on_the_whole_paper_need_a_duty_for_the_whole_paper(who):
    user, story = person(who), make.article(section=make.section("sport"))
    for act in ("arrange_front", "manage_sections", "manage_people", "backdate"):
        allowed = who in RUNS_THE_PAPER or (who == "editor" and act == "arrange_front")
        assert access.may(user, act) is access.may(user, act, story) is allowed


@pytest.mark.parametrize(
    ("who", "enters"),
    [*((who, False) for who in NOTHING), *((r, True) for r in ("reporter of sport", "moderator", "editor of sports"))],
)
def test_whoever_has_a_duty_enters_the_desk(who, enters):
    assert access.may(person(who), "enter_desk") is enters


@pytest.mark.parametrize("relation", ["created", "credited"])
@pytest.mark.parametrize(
    ("stage", "acts"), [(Stage.DRAFT, {"see", "write", "file"}), (Stage.FILED, {"see"})], ids=["draft", "filed"]
)
def test_a_reporter_writes_and_files_her_own_drafts_and_sees_what_she_filed(reporter, relation, stage, acts):
    story = make.article(by=reporter if relation == "created" else None)
    if relation == "credited":
        Credit.objects.create(article=story, author=make.author("Rosa Reporter", user=reporter))
    story.stage = stage
    assert {act for act in ("see", "write", "file", "publish", "backdate") if access.may(reporter, act, story)} == acts


def test_a_published_story_is_its_reporters_to_write_on_but_not_to_publish(reporter):
    story = make.article(by=reporter, published=True)
    assert access.may(reporter, "write", story)
    assert not access.may(reporter, "publish", story)


def test_a_reporter_of_one_section_loses_her_story_when_it_moves_to_another():
    reporter = make.user("Rita", role="reporter", section=make.section("sport"))
    story = make.article(by=reporter, section=make.section("sport/rowing"))
    assert access.may(reporter, "see", story)
    make.change(story, section=make.section("sports"))
    assert not access.may(reporter, "see", story)
    assert not access.visible_articles(reporter).exists()


@pytest.mark.parametrize("who", [*SEES, "moderator of sport", "reporter of sport/rowing"])
def test_the_list_of_a_persons_stories_agrees_with_what_she_may_see(who, stories):
    user = person(who)
    if user.pk:
        for path in ("sport/rowing", "national"):
            own = make.article(by=user, section=make.section(path))
            Article.objects.filter(pk=own.pk).update(stage=Stage.FILED)
            credited = make.article(section=make.section(path))
            author = make.author(f"Author {user.pk}", user=user)
            Credit.objects.create(article=credited, author=author)
            Credit.objects.create(article=credited, author=author, role="photographs")
    seen = [story for story in Article.objects.all() if access.may(user, "see", story)]
    assert sorted(access.visible_articles(user).values_list("pk", flat=True)) == sorted(story.pk for story in seen)


def test_two_duties_add_up():
    user = make.user("Tilda", role="editor", section=make.section("sport"))
    Duty.objects.create(user=user, group=user.duties.get().group, section=make.section("national"))
    own = {path for path in PLACES if access.may(user, "publish", make.section(path))}
    assert own == BELOW_SPORT | {"national"}


def test_a_role_that_the_paper_does_not_know_gives_nothing(stories):
    user = make.user("Gus", role="printer")
    assert not access.may(user, "enter_desk")
    assert not access.visible_articles(user).exists()


def test_a_thing_without_a_known_place_is_never_taken_for_any_place(editor):
    edition = make.publish(make.article())
    assert access.may(editor, "publish", edition.article)
    with pytest.raises(TypeError, match="its story or section"):
        access.may(editor, "publish", edition)


def test_duties_are_read_once_a_request(editor, stories, django_assert_num_queries):
    user = User.objects.get(pk=editor.pk)
    with django_assert_num_queries(1):
        assert all(access.may(user, act, story) for act in ("see", "publish") for story in stories.values())


def test_a_refusal_is_said_in_the_readers_language(reader):
    assert not isinstance(access.REFUSALS["publish"], str), "translated when it is shown, not when the file is read"
    with translation.override("en"), pytest.raises(NotAllowed, match="Ask one of its editors"):
        access.require(reader, "publish", make.article())
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        access.require(reader, "arrange_front")


def test_only_sections_at_or_below_a_duty_are_covered():
    assert [path for path in PLACES if access.covers("sport", path)] == ["sport", "sport/rowing", "sport/rowing/heats"]
    assert Section.objects.count() == 0
