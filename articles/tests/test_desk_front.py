"""The front page's screen: editors of the whole paper number what stands on top."""

import pytest

from articles.models import Edition, Front, Pin
from articles.tests import make
from articles.tests.desk import Desk, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor):
    return Desk(editor)


def arrange(desk, *stories, version=None, fields=None):
    """Numbers these stories in their order; every other place is emptied."""
    fields = fields or desk.form("pin_changelist")
    places = {story.pk: number for number, story in enumerate(stories, start=1)}
    count = int(fields["form-TOTAL_FORMS"][0])
    typed = {f"form-{n}-place": places.get(int(fields[f"form-{n}-story"][0]), "") for n in range(count)}
    if version is not None:
        typed["version"] = version
    return desk.send(fields, "pin_changelist", **typed)


def pinned():
    return list(Pin.objects.order_by("position").values_list("article_id", flat=True))


def test_numbered_stories_stand_in_their_order(desk):
    old, middle, new = (make.article(published=True, hours_ago=hours) for hours in (3, 2, 1))
    answer = arrange(desk, old, new)
    assert said(desk.client.get(answer["Location"])) == ["The front page is arranged. Readers see it now."]
    assert pinned() == [old.pk, new.pk]
    arrange(desk, middle)
    assert pinned() == [middle.pk]


def test_pinned_stories_stand_first_then_the_newest(desk):
    stories = [make.article(published=True, hours_ago=hours) for hours in (3, 2, 1)]
    arrange(desk, stories[0])
    rows = [row["headline"] for _form, row in desk.get("pin_changelist").context["rows"]]
    assert rows == [story.headline for story in (stories[0], stories[2], stories[1])]


def test_the_second_of_two_editors_is_told_and_nothing_changes(desk, administrator):
    one, two = make.article(published=True), make.article(published=True)
    open_form = desk.form("pin_changelist")
    arrange(Desk(administrator), one)
    page = arrange(desk, two, fields=open_form)
    assert page.status_code == 200
    assert "Administrator arranged the front page in the meantime" in " ".join(said(page))
    assert pinned() == [one.pk]


def test_what_she_typed_is_still_there_after_a_refusal(desk, administrator):
    one, two = make.article(published=True), make.article(published=True)
    open_form = desk.form("pin_changelist")
    arrange(Desk(administrator), one)
    page = arrange(desk, two, fields=open_form)
    places = {form["story"].value(): form["place"].value() for form, _row in page.context["rows"]}
    assert places == {str(two.pk): "1", str(one.pk): ""}
    assert str(Front.objects.get().version) == str(page.context["version"])


def test_opening_the_screen_writes_nothing(desk):
    make.article(published=True)
    desk.get("pin_changelist")
    assert not Front.objects.exists()


def test_a_withdrawn_story_is_not_offered(desk):
    make.article("Live one", published=True)
    Edition.objects.update(live_until=Edition.objects.get().made_at)
    assert desk.get("pin_changelist").context["rows"] == []


@pytest.mark.parametrize("typed", [{"form-0-story": "abc"}, {"form-0-place": "-3"}, {"form-TOTAL_FORMS": "x"}])
def test_nonsense_changes_nothing(desk, typed):
    story = make.article(published=True)
    page = desk.send(desk.form("pin_changelist"), "pin_changelist", **{"form-0-place": 1} | typed)
    assert page.status_code == 200
    assert pinned() == []
    assert arrange(desk, story).status_code == 302


@pytest.mark.parametrize("person", ["reporter", "sport_editor", "moderator"])
def test_others_find_no_such_screen(request, person):
    story = make.article(published=True)
    desk = Desk(request.getfixturevalue(person))
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-story": story.pk, "form-0-place": 1, "version": 0}
    assert desk.client.post("/admin/articles/pin/", data).status_code == 404
    assert pinned() == []
