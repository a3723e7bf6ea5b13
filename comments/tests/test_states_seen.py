"""Every state of a story and of a comment, on every surface of the conversation, for every viewer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.tests import make as desk
from comments.states import State
from comments.tests import make

pytestmark = pytest.mark.django_db
WORDS = "Marker words of this comment"
STORIES = ["live", "withdrawn", "expired"]
SURFACES = ["page", "oldest", "permalink", "mine", "addressed"]


@pytest.fixture(params=["signed out", "stranger", "author", "reporter", "moderator"])
def viewer(request, client):
    """Who looks, with a client of hers; the author of the comment among them."""
    person = make.reader("Auda Author") if request.param == "author" else None
    if request.param in ("stranger", "reporter", "moderator"):
        person = request.getfixturevalue(request.param)
    if person:
        client.force_login(person)
    return request.param, person, client


def surfaces(story, said):
    edition = story.editions.select_related("section").first()
    below = f"{edition.get_absolute_url()}comments/"
    return {
        "page": below,
        "oldest": f"{below}?order=oldest",
        "permalink": f"/comment/{said.pk}/",
        "mine": f"{below}mine/",
        "addressed": f"{below}mine/?to={said.pk}",
    }


def end(story, state):
    if state == "withdrawn":
        publishing.withdraw(story, by=desk.administrator(), reason="Wrong", public_note="Withdrawn.")
    if state == "expired":
        story.editions.update(live_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("state", [State.APPROVED, State.WAITING, State.REJECTED, State.DELETED])
@pytest.mark.parametrize("story_state", STORIES)
def test_words_are_seen_by_whom_they_should_be(viewer, story_state, state):
    name, person, client = viewer
    author = person if name == "author" else make.reader("Auda Author")
    story = make.story()
    said = make.comment(story, WORDS, by=author, state=state, minutes_ago=10)
    end(story, story_state)
    for surface, address in surfaces(story, said).items():
        answer = client.get(address, follow=True)
        seen = WORDS in answer.content.decode()
        expected = story_state == "live" and should_see(surface, state, name)
        assert seen == expected, (surface, state, name, story_state)
        if story_state != "live":
            assert answer.status_code == 404


def should_see(surface, state, viewer):
    if surface in ("page", "oldest", "permalink"):
        return state == State.APPROVED
    if surface == "addressed":
        return state == State.APPROVED or (viewer == "author" and state in (State.WAITING, State.REJECTED))
    return viewer == "author" and state in (State.WAITING, State.REJECTED)
