"""Picture files follow their stories: what was withdrawn answers no more, not even to who kept the address."""

import re

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Photo
from articles.tests import make

pytestmark = pytest.mark.django_db

RANDOM = re.compile(r"/media/([0-9a-f]{2})/\1[0-9a-f]{30}-[a-z]+-\d+\.[a-z]+")


def files(story: Article) -> list[str]:
    crops = make.live_edition(story).picture["crops"]
    return [f"/media/{file}" for kinds in crops.values() for sizes in kinds.values() for _w, _h, file in sizes]


def statuses(client: Client, addresses: list[str]) -> set[int]:
    found = set()
    for address in addresses:
        response = client.get(address)
        found.add(response.status_code)
        response.getvalue()  # read to its end, so that the file is closed
    return found


def withdraw(story: Article, on_commit) -> None:
    with on_commit(execute=True):
        publishing.withdraw(story, by=make.administrator(), reason="Wrong", public_note="It was wrong.")


def test_the_pictures_of_a_withdrawn_story_are_gone(client: Client, django_capture_on_commit_callbacks) -> None:
    story = make.article(published=True, lead_photo=make.photo())
    addresses = files(story)
    assert statuses(client, addresses) == {200}
    withdraw(story, django_capture_on_commit_callbacks)
    assert statuses(client, addresses) == {404}


def test_a_picture_that_another_live_story_shows_stays(client: Client, django_capture_on_commit_callbacks) -> None:
    photo = make.photo()
    story, other = (make.article(published=True, lead_photo=photo) for _ in range(2))
    withdraw(story, django_capture_on_commit_callbacks)
    assert statuses(client, files(other)) == {200}


@pytest.mark.parametrize("form", ["/media/{0}", "/media/../originals/{0}", "/media/%2e%2e/originals/{0}"])
def test_an_original_is_never_served_to_readers(client: Client, form: str) -> None:
    photo: Photo = make.photo()
    assert photo.original.storage.exists(photo.original.name)
    assert client.get(form.format(photo.original.name)).status_code == 404


def test_a_file_has_one_name_that_nobody_can_guess(client: Client) -> None:
    story = make.article(published=True, lead_photo=make.photo())
    for address in files(story):
        assert RANDOM.fullmatch(address), address


def test_each_file_is_served_as_what_it_is(client: Client) -> None:
    kinds = {}
    for address in files(make.article(published=True, lead_photo=make.photo())):
        response = client.get(address)
        response.getvalue()
        kinds[address.rpartition(".")[2]] = response["Content-Type"]
    assert kinds == {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
