"""The picture library: what becomes public under which name, how long it stays, and what a failure leaves behind."""

import io
import re

import pytest
from django.core.files.storage import storages
from PIL import Image

from articles import images, photos, publishing
from articles.models import Edition, Photo, Rendition
from articles.tests import make
from articles.workflow import NotAllowed, WrongMove
from newsroom.files import FOLDER
from newsroom.log.models import Entry
from newsroom.pagecache.models import Purge

pytestmark = pytest.mark.django_db

NAME = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{30})-(full|wide|square)-\d+\.(jpg|webp|avif)")


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Originals and renditions of this test alone."""
    settings.STORAGES = settings.STORAGES | {
        name: {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path / name, "base_url": f"/{name}/"}}
        for name in ("default", "renditions")
    }


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def public_files() -> set[str]:
    store = storages["renditions"]
    folders = store.listdir("")[0] if store.exists("") else []
    return {f"{folder}/{name}" for folder in folders for name in store.listdir(folder)[1]}


def files_of(edition: Edition) -> set[str]:
    return {row[2] for crop in edition.picture["crops"].values() for rows in crop.values() for row in rows}


def test_a_picture_gets_its_renditions_under_names_that_nobody_can_guess():
    first, second = make.photo(), make.photo()
    names = list(Rendition.objects.values_list("file", flat=True))
    assert set(names) == public_files()
    assert all(NAME.fullmatch(name) for name in names)
    assert first.batch != second.batch, "the same picture twice"
    assert first.digest == second.digest
    assert first.thumbnail.endswith("-square-120.jpg")
    assert storages["renditions"].exists(first.thumbnail.removeprefix("/renditions/"))
    assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}\.jpg", first.original.name)
    assert Entry.objects.filter(act="add_photo").count() == 2


def test_nothing_public_tells_of_camera_or_place():
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "SecretCam", {1: "N", 2: (37.0, 33.0, 0.0)}
    file = io.BytesIO()
    Image.new("RGB", (640, 426)).save(file, "JPEG", exif=exif, comment=b"SecretCam", xmp=b"<x>SecretCam</x>")
    file.seek(0)
    photo = photos.add(file, by=make.administrator(), alt="Quay")
    assert b"SecretCam" in photo.original.read(), "the control: the original keeps it, and is private"
    photo.original.close()
    for name in public_files():
        with storages["renditions"].open(name) as rendition:
            content = rendition.read()
        assert b"SecretCam" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize("who", ["reader", "moderator"])
def test_only_who_writes_adds_pictures(who, request, reporter):
    with pytest.raises(NotAllowed):
        photos.add(make.picture_file(), by=request.getfixturevalue(who))
    assert photos.add(make.picture_file(), by=reporter)


def test_a_file_that_is_no_picture_leaves_nothing_behind(reporter):
    with pytest.raises(images.Unusable):
        photos.add(io.BytesIO(b"<svg onload=alert(1)>"), by=reporter)
    assert not Photo.objects.exists()
    assert public_files() == set()


def test_a_failure_in_the_middle_leaves_no_row_and_no_file(reporter):
    def half():
        for number, rendition in enumerate(images.renditions(make.picture_file())):
            if number == 3:
                raise OSError("the disk is full")
            yield rendition

    with pytest.raises(OSError, match="full"):
        photos.add(make.picture_file(), by=reporter, made=half())
    assert not Photo.objects.exists()
    assert not Rendition.objects.exists()
    assert public_files() == set()
    store = storages["default"]
    assert not [name for year in store.listdir("")[0] for month in store.listdir(year)[0]
                for name in store.listdir(f"{year}/{month}")[1]]  # fmt: skip


def test_a_new_focal_point_gives_new_files_and_lets_the_old_ones_go(editor, commits):
    photo = make.photo()
    old = public_files()
    with commits():
        moved = photos.refocus(photo, by=editor, focal=(0.1, 0.9))
    assert (moved.focal_x, moved.focal_y) == (0.1, 0.9)
    assert public_files() == set(Rendition.objects.values_list("file", flat=True))
    assert not old & public_files()
    entry = Entry.objects.get(act="refocus")
    assert (entry.before, entry.after) == ({"focal": [0.5, 0.5]}, {"focal": [0.1, 0.9]})


def test_old_files_stay_while_a_public_or_planned_edition_shows_them(editor, commits):
    photo = make.photo()
    story = make.article(lead_photo=photo, published=True)
    edition = make.live_edition(story)
    with commits():
        photos.refocus(photo, by=editor, focal=(0.1, 0.1))
    assert files_of(edition) <= public_files()
    with commits():
        make.publish(story)
    assert files_of(edition) <= public_files(), "a past edition is history that readers may ask for"
    assert files_of(make.live_edition(story)).isdisjoint(files_of(edition))


def test_withdrawing_makes_the_files_of_a_story_vanish_and_keeps_the_picture(editor, commits):
    photo = make.photo()
    story = make.article(lead_photo=photo, published=True)
    old = files_of(make.live_edition(story))
    with commits():
        photos.refocus(photo, by=editor, focal=(0.1, 0.1))
        make.publish(story)
    old |= files_of(make.live_edition(story))
    with commits():
        publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone.")
    assert not old & public_files()
    photo.refresh_from_db()
    assert storages["renditions"].exists(photo.thumbnail.removeprefix("/renditions/"))
    assert files_of(make.publish(story)) == public_files()


def test_withdrawing_leaves_the_files_that_another_story_shows(editor, commits):
    photo = make.photo()
    story, other = (make.article(lead_photo=photo, published=True) for _ in range(2))
    with commits():
        publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone.")
    assert files_of(make.live_edition(other)) <= public_files()


def test_a_missing_file_holds_no_withdrawal_up(editor, commits):
    story = make.article(lead_photo=make.photo(), published=True)
    storages["renditions"].delete(sorted(public_files())[0])
    with commits():
        publishing.withdraw(story, by=editor, reason="Wrong", public_note="Gone.")
    assert not Edition.objects.live().exists()


def test_a_picture_whose_original_is_missing_says_so(editor):
    photo = make.photo()
    photo.original.storage.delete(photo.original.name)
    with pytest.raises(WrongMove, match="original of this picture is missing"):
        photos.refocus(photo, by=editor, focal=(0.1, 0.1))


def test_pages_with_an_authors_portrait_are_made_anew_when_its_files_change(editor):
    author = make.author()
    author.portrait = make.photo()
    author.save()
    Purge.objects.all().delete()
    photos.refocus(author.portrait, by=editor, focal=(0.1, 0.1))
    assert set(Purge.objects.values_list("tag", flat=True)) == {f"author:{author.pk}"}


def test_an_archived_picture_stays_where_it_is_used(editor, reporter):
    photo = make.photo()
    story = make.article(lead_photo=photo, published=True)
    with pytest.raises(NotAllowed):
        photos.archive(photo, by=reporter)
    photos.archive(photo, by=editor)
    with pytest.raises(WrongMove, match="archived already"):
        photos.archive(photo, by=editor)
    assert Photo.objects.get().archived_at
    assert files_of(make.publish(story)) <= public_files()
