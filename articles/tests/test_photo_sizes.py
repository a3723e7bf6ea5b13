"""The sizes of a picture come after its upload's answer; publishing and preview do not wait for them."""

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import images, photos, publishing, sizes
from articles.models import Edition, Photo, Rendition
from articles.tests import make, queued
from articles.tests.crowd import at_once
from articles.tests.test_photos import files_of, own_folders, public_files  # noqa: F401
from articles.workflow import WrongMove

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later(settings):
    settings.TASKS = queued.TASKS


def formats(photo: Photo) -> set[str]:
    photo.refresh_from_db()
    return set(photo.renditions.filter(batch=photo.batch).values_list("format", flat=True))


def break_original(photo: Photo, content: bytes = b"\xff\xd8 not a picture") -> None:
    with photo.original.storage.open(photo.original.name, "wb") as original:
        original.write(content)


def test_an_upload_makes_the_two_files_that_the_desk_shows_and_a_worker_the_rest():
    photo = make.photo()
    assert {(row.crop, row.format, row.width) for row in photo.renditions.all()} == {
        ("full", "jpeg", 480),
        ("square", "jpeg", 120),
    }
    assert Photo.objects.for_desk().get().state_word == "Sizes are being made."
    assert queued.names() == ["make_sizes"]
    queued.work(1)
    assert formats(photo) == {"jpeg", "webp"}
    assert Photo.objects.for_desk().get().state_word == ""
    assert queued.names() == ["make_avif"]
    queued.work()
    assert formats(photo) == {"jpeg", "webp", "avif"}
    assert photo.renditions.count() == 3 * 6
    assert public_files() == set(Rendition.objects.values_list("file", flat=True))


def test_what_publishing_needs_comes_before_every_avif():
    make.photo()
    queued.work(1)
    make.photo()
    assert queued.names() == ["make_sizes", "make_avif"]


def test_the_task_belongs_to_the_transaction_of_the_picture(monkeypatch, reporter):
    def fails(*_args, **_kwargs):
        raise OSError("the log is full")

    monkeypatch.setattr(photos, "write", fails)
    with pytest.raises(OSError, match="full"):
        photos.add(make.picture_file(), by=reporter)
    assert not Photo.objects.exists()
    assert queued.names() == []
    assert public_files() == set()


def test_a_task_that_runs_again_makes_nothing_twice():
    photo = make.photo()
    for _ in range(2):
        sizes.make_needed(photo.pk)
        sizes.make_avif(photo.pk)
    assert photo.renditions.count() == 3 * 6
    assert public_files() == set(Rendition.objects.values_list("file", flat=True))
    sizes.make_needed(photo.pk + 1)


def test_a_task_that_ends_in_the_middle_leaves_nothing_and_the_next_makes_all(monkeypatch):
    photo, before, keep = make.photo(), public_files(), sizes.write_file

    def until_the_disk_is_full(name, *args):
        if "-800" in name or "webp" in name:
            raise OSError("the disk is full")
        return keep(name, *args)

    monkeypatch.setattr(sizes, "write_file", until_the_disk_is_full)
    with pytest.raises(OSError, match="full"):
        sizes.make_needed(photo.pk)
    assert public_files() == before
    monkeypatch.undo()
    sizes.make_needed(photo.pk)
    assert formats(photo) == {"jpeg", "webp"}


def test_publishing_makes_what_is_not_there_yet_and_the_edition_lists_what_is():
    photo = make.photo()
    story = make.article(lead_photo=photo)
    first = make.publish(story)
    assert {kind for crop in first.picture["crops"].values() for kind in crop} == {"jpeg", "webp"}
    assert files_of(first) == public_files()
    queued.work()
    assert formats(photo) == {"jpeg", "webp", "avif"}
    assert make.live_edition(story).picture == first.picture, "what was published stays as it was"
    assert "avif" in make.publish(story).picture["crops"]["wide"]


def test_publishing_asks_one_query_more_when_all_sizes_are_there():
    story = make.article(lead_photo=make.photo())
    queued.work()
    with CaptureQueriesContext(connection) as seen:
        make.publish(story)
    asked = [query["sql"] for query in seen if query["sql"].startswith("SELECT") and "webp" in query["sql"]]
    assert len(asked) == 1, asked


def test_a_new_focal_point_makes_new_sizes_after_the_answer(editor):
    photo = make.photo()
    queued.work()
    moved = photos.refocus(photo, by=editor, focal=(0.1, 0.9))
    assert formats(moved) == {"jpeg"}
    queued.work()
    assert formats(moved) == {"jpeg", "webp", "avif"}


def test_a_withdrawn_pictures_new_names_keep_every_format(editor):
    photo = make.photo()
    queued.work()
    story = make.article(lead_photo=photo, published=True)
    publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone.")
    assert formats(photo) == {"jpeg", "webp", "avif"}
    assert set(photo.renditions.values_list("batch", flat=True)) == {photo.batch}


def test_sizes_for_a_batch_that_has_gone_are_taken_away_again(monkeypatch, editor):
    """The focal point moves while a worker is writing."""
    photo, keep = make.photo(), sizes.keep

    def meanwhile(*args, **kwargs):
        monkeypatch.setattr(sizes, "keep", keep)
        rows = keep(*args, **kwargs)
        photos.refocus(photo, by=editor, focal=(0.1, 0.1))
        return rows

    monkeypatch.setattr(sizes, "keep", meanwhile)
    sizes.make_needed(photo.pk)
    assert formats(photo) == {"jpeg"}
    sizes.make_needed(photo.pk)
    assert formats(photo) == {"jpeg", "webp"}


@pytest.mark.parametrize("harm", ["broken", "missing"])
def test_a_picture_whose_sizes_cannot_be_made_says_so_and_is_not_published(harm):
    photo = make.photo(caption="The quay")
    if harm == "broken":
        break_original(photo)
    else:
        photo.original.storage.delete(photo.original.name)
    queued.work(1)
    assert Photo.objects.for_desk().get().state_word == "This picture is damaged. Add it once more."
    story = make.article(lead_photo=photo)
    with pytest.raises(WrongMove, match="“The quay” is damaged"):
        make.publish(story)
    assert not Edition.objects.exists()
    make.change(story, lead_photo=make.photo())
    assert make.publish(story)


def test_sizes_that_are_there_are_published_whatever_has_become_of_the_original():
    photo = make.photo()
    sizes.make_needed(photo.pk)
    break_original(photo)
    with pytest.raises(images.Unusable):
        sizes.make_avif(photo.pk)
    assert Photo.objects.for_desk().get().state_word == ""
    assert make.publish(make.article(lead_photo=photo))


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_publisher_at_once_make_one_of_each():
    photo, boss = make.photo(), make.administrator()
    story = make.article(lead_photo=photo)
    found = at_once(
        lambda: sizes.make_needed(photo.pk),
        lambda: sizes.make_needed(photo.pk),
        lambda: sizes.make_avif(photo.pk),
        lambda: publishing.publish(story, by=boss, version=1),
    )
    assert [one for one in found if isinstance(one, BaseException)] == []
    assert files_of(found[3]) <= public_files()
    assert public_files() == set(Rendition.objects.values_list("file", flat=True))
    assert formats(photo) == {"jpeg", "webp", "avif"}
    assert all(storages["renditions"].exists(name) for name in public_files())
