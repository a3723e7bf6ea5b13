"""Pictures at the desk: upload with a sentence for what cannot be used, focal point, popup, private original."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from articles import images
from articles.models import Photo
from articles.tests import make, queued
from articles.tests.desk import Desk
from newsroom.log.models import Entry

pytestmark = pytest.mark.django_db

PLAIN = {"caption": "", "credit": "", "alt": "", "focal_x": "0.5", "focal_y": "0.5"}


@pytest.fixture
def desk(reporter):
    return Desk(reporter)


def upload(desk, content=None, name="picture.jpg", **typed):
    file = SimpleUploadedFile(name, make.picture_file().read() if content is None else content)
    return desk.post("photo_add", picture=file, **PLAIN | typed)


def test_a_picture_is_uploaded_with_its_words(desk, reporter):
    assert upload(desk, caption="The harbour", credit="Noor Haddad", alt="Ferries").status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit, photo.alt, photo.uploaded_by) == (
        "The harbour",
        "Noor Haddad",
        "Ferries",
        reporter,
    )
    assert photo.renditions.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"not a picture", "picture.jpg"),
        (b"", "picture.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "x.svg"),
        (b"GIF89a" + bytes(40), "x.gif"),
    ],
)
def test_what_is_no_picture_is_a_sentence_beside_the_field_and_the_words_stay(desk, content, name):
    page = upload(desk, content, name, caption="Typed already")
    assert page.status_code == 200
    form = page.context["adminform"].form
    assert len(form.errors["picture"]) == 1
    assert form["caption"].value() == "Typed already"
    assert not Photo.objects.exists()


def test_a_damaged_picture_is_a_sentence_too(desk):
    whole = make.picture_file().read()
    assert upload(desk, whole[: len(whole) // 3]).context["adminform"].form.errors["picture"]


def test_without_a_file_it_says_to_choose_one(desk):
    page = desk.post("photo_add", **PLAIN)
    assert "Choose a picture file." in page.content.decode()


def test_the_popup_hands_the_number_back_to_the_story(desk):
    page = desk.client.post(
        "/admin/articles/photo/add/?_popup=1&_to_field=id",
        PLAIN | {"picture": make.picture_file(), "_popup": "1", "_to_field": "id"},
    )
    assert page.template_name[0].endswith("popup_response.html")
    assert f"&quot;value&quot;: &quot;{Photo.objects.get().pk}&quot;" in page.content.decode()


def test_the_popup_offers_no_archived_pictures(desk):
    shown, archived = make.photo(caption="Shown"), make.photo(caption="Archived")
    Photo.objects.filter(pk=archived.pk).update(archived_at=archived.uploaded_at)
    page = desk.client.get("/admin/articles/photo/?_popup=1&_to_field=id")
    assert list(page.context["cl"].result_list) == [shown]
    assert len(desk.get("photo_changelist").context["cl"].result_list) == 2


def test_a_moved_focal_point_makes_new_crops(desk):
    photo = make.photo()
    before = photo.batch
    answer = desk.send(desk.form("photo_change", photo.pk), "photo_change", photo.pk, focal_x="0.1", focal_y="0.9")
    assert answer.status_code == 302
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.1, 0.9)
    assert photo.batch != before


def test_changed_words_leave_the_crops_and_are_in_the_trail(desk):
    photo = make.photo()
    desk.send(desk.form("photo_change", photo.pk), "photo_change", photo.pk, caption="Another")
    fresh = Photo.objects.get(pk=photo.pk)
    assert (fresh.caption, fresh.batch) == ("Another", photo.batch)
    assert Entry.objects.filter(act="describe_photo").count() == 1


@pytest.mark.parametrize("focal", [("-0.1", "0.5"), ("0.5", "1.01"), ("nan", "0.5"), ("", "0.5")])
def test_a_focal_point_lies_inside_the_picture(desk, focal):
    page = upload(desk, focal_x=focal[0], focal_y=focal[1])
    assert page.context["adminform"].form.errors
    assert not Photo.objects.exists()


def test_the_original_is_a_private_download(desk):
    photo = make.photo()
    page = desk.get("photo_original", photo.pk)
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert len(page.file) == photo.original.size
    assert desk.get("photo_original", photo.pk + 1).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_while_a_picture_is_decoded(desk, monkeypatch, settings):
    settings.TASKS = queued.TASKS
    seen = []
    decode = images.renditions

    def watched(*args, **kwargs):
        seen.append(connection.in_atomic_block)
        return decode(*args, **kwargs)

    monkeypatch.setattr(images, "renditions", watched)
    assert upload(desk).status_code == 302
    photo = Photo.objects.get()
    desk.send(desk.form("photo_change", photo.pk), "photo_change", photo.pk, focal_x="0.2")
    story, other = (make.article(lead_photo=one) for one in (photo, make.photo()))
    seen.clear()
    editor = Desk(make.user("Edda", role="editor"))
    assert editor.save(story, "publish", lead_photo=photo.pk).status_code == 302
    fields = editor.form("article_change", other.pk)
    assert editor.send(fields, "article_preview", other.pk).status_code == 200
    assert seen == [False, False]


def test_the_desk_says_that_sizes_are_being_made_and_shows_the_picture(desk, settings):
    settings.TASKS = queued.TASKS
    assert upload(desk, caption="The quay").status_code == 302
    photo = Photo.objects.get()
    for name, *args in [("photo_changelist",), ("photo_change", photo.pk)]:
        assert "Sizes are being made." in desk.get(name, *args).content.decode()
    assert desk.get("photo_large", photo.pk)["Location"].endswith("-full-480.jpg")
    assert desk.get("photo_thumbnail", photo.pk)["Location"] == photo.thumbnail
    queued.work()
    for name, *args in [("photo_changelist",), ("photo_change", photo.pk)]:
        assert "Sizes are being made." not in desk.get(name, *args).content.decode()


def test_the_desk_says_that_a_picture_is_damaged_and_why_its_story_is_not_published(desk, settings, editor):
    settings.TASKS = queued.TASKS
    photo = make.photo(caption="The quay")
    with photo.original.storage.open(photo.original.name, "wb") as original:
        original.write(b"\xff\xd8")
    queued.work(1)
    assert "This picture is damaged." in desk.get("photo_changelist").content.decode()
    assert "This picture is damaged." in desk.get("photo_change", photo.pk).content.decode()
    story = make.article(lead_photo=photo)
    publisher = Desk(editor)
    page = publisher.client.get(publisher.save(story, "publish")["Location"])
    assert "The picture “The quay” is damaged." in page.content.decode()
    assert not story.editions.exists()
    refused = desk.send(desk.form("photo_change", photo.pk), "photo_change", photo.pk, focal_x="0.2")
    assert "takes JPEG, PNG, WebP and AVIF" in desk.client.get(refused["Location"]).content.decode()


def test_a_picture_of_another_story_can_be_used_by_its_number(desk, reporter):
    photo, story = make.photo(), make.article(by=reporter)
    assert desk.save(story, lead_photo=photo.pk).status_code == 302
    assert desk.save(story, lead_photo=photo.pk + 1).context["adminform"].form.errors["lead_photo"]
