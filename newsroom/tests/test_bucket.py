"""Pictures in S3-compatible storage, against a local server: kept, served, renamed, swept, and away."""

import os
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client, override_settings
from environs import Env
from moto.server import ThreadedMotoServer

from articles import photos, publishing
from articles.models import Article, Photo, Rendition
from articles.tests import make
from newsroom import files, media
from newsroom.accounts import portrait
from newsroom.outages import StorageAway

pytestmark = pytest.mark.django_db
KEY = {"aws_access_key_id": "paper", "aws_secret_access_key": "word", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a storage that lives as long as this file's tests."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The paper's pictures lie in this bucket; the same object as boto3 shows it."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    found = boto3.resource("s3", endpoint_url=f"http://{server}", **KEY).Bucket("paper")
    found.create()
    with in_storage(monkeypatch, f"s3://paper:word@{server}/paper?tls=0&region=us-east-1"):
        yield found
    found.objects.all().delete()
    found.delete()


def in_storage(monkeypatch: pytest.MonkeyPatch, address: str, **more: str) -> override_settings:
    monkeypatch.setenv("STORAGE_URL", address)
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    return override_settings(STORAGES=settings.STORAGES | files.read(Env(), Path("unused"), "/media/"))


@pytest.fixture
def away(bucket: object, monkeypatch: pytest.MonkeyPatch) -> override_settings:
    """To be entered: the same storage where nobody answers."""
    return in_storage(monkeypatch, "s3://paper:word@127.0.0.1:9/paper?tls=0&region=us-east-1")


def keys(bucket: object, prefix: str = "") -> set[str]:
    return {found.key for found in bucket.objects.filter(Prefix=prefix)}


def addresses(story: Article) -> list[str]:
    crops = make.live_edition(story).picture["crops"]
    names = [file for kinds in crops.values() for sizes in kinds.values() for _width, _height, file in sizes]
    return [storages["renditions"].url(name) for name in names]


def test_an_upload_puts_the_original_and_its_renditions_under_prefixes_of_their_own(bucket: object) -> None:
    photo = make.photo()
    assert keys(bucket, "originals/") == {f"originals/{photo.original.name}"}
    assert keys(bucket, "media/") == {f"media/{name}" for name in Rendition.objects.values_list("file", flat=True)}
    assert len(keys(bucket)) == 1 + Rendition.objects.count() > 1


def test_originals_may_lie_in_a_bucket_of_their_own(
    bucket: object, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = boto3.resource("s3", endpoint_url=f"http://{server}", **KEY).Bucket("vault")
    vault.create()
    with in_storage(monkeypatch, f"s3://paper:word@{server}/paper?tls=0&region=us-east-1&originals=vault"):
        photo = make.photo()
    assert keys(vault) == {f"originals/{photo.original.name}"}
    assert not keys(bucket, "originals/")


def test_no_object_is_given_an_access_list_that_lets_strangers_in(bucket: object) -> None:
    make.photo()
    for found in bucket.objects.all():
        assert not [one for one in found.Acl().grants if "URI" in one["Grantee"]], found.key


def test_a_published_picture_is_streamed_through_the_paper_and_kept_for_ever(bucket: object, client: Client) -> None:
    story = make.article(published=True, lead_photo=make.photo())
    for address in addresses(story):
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert len(response.getvalue()) == int(response.headers["Content-Length"]) > 100


def test_objects_carry_their_kind_and_may_be_kept_for_ever_by_a_cdn(bucket: object) -> None:
    make.photo()
    for key in keys(bucket, "media/"):
        head = bucket.Object(key)
        assert head.content_type == media.KINDS[Path(key).suffix.removeprefix(".")]
        assert head.cache_control == files.FOR_EVER


def test_a_public_address_of_the_storage_stands_in_pages(
    bucket: object, client: Client, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"s3://paper:word@{server}/paper?tls=0&region=us-east-1"
    with in_storage(monkeypatch, address, STORAGE_PUBLIC_URL="https://pictures.example.org/media"):
        story = make.article(published=True, lead_photo=make.photo())
        page = client.get(make.live_edition(story).get_absolute_url()).content.decode()
        names = Rendition.objects.values_list("file", flat=True)
        assert any(f"https://pictures.example.org/media/{name}" in page for name in names)
        assert 'src="/media/' not in page
        with pytest.raises(ValueError, match="not accessible via a URL"):
            _ = Photo.objects.get().original.url


def test_withdrawing_renames_the_files_so_that_their_addresses_die(
    bucket: object, client: Client, django_capture_on_commit_callbacks
) -> None:
    story = make.article(published=True, lead_photo=make.photo())
    before, known = addresses(story), keys(bucket, "media/")
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(story, by=make.administrator(), reason="Wrong", public_note="It was wrong.")
    assert {client.get(address).status_code for address in before} == {404}
    assert len(keys(bucket, "media/")) == len(known)
    assert not known & keys(bucket, "media/")


def test_a_new_focal_point_sweeps_the_crops_that_nobody_shows(
    bucket: object, django_capture_on_commit_callbacks
) -> None:
    photo = make.photo()
    before = keys(bucket, "media/")
    with django_capture_on_commit_callbacks(execute=True):
        photos.refocus(photo, by=make.administrator(), focal=(0.1, 0.9))
    assert not before & keys(bucket, "media/")


def test_a_missing_file_is_told_apart_from_a_storage_that_is_away(bucket: object, away: override_settings) -> None:
    with pytest.raises(FileNotFoundError):
        storages["renditions"].open("nothing.jpg")
    with away, pytest.raises(StorageAway):
        storages["renditions"].open("nothing.jpg")


def test_the_shipped_policy_lets_strangers_read_renditions_and_no_original(
    bucket: object, client: Client, server: str
) -> None:
    photo = make.photo()
    rendition = Rendition.objects.values_list("file", flat=True)[0]
    assert status(f"http://{server}/paper/media/{rendition}") == 403, "A bucket is private until its policy says more."
    bucket.Policy().put(Policy=(settings.BASE_DIR / "deploy" / "bucket-policy.json").read_text(encoding="ascii"))
    assert status(f"http://{server}/paper/media/{rendition}") == 200
    assert status(f"http://{server}/paper/originals/{photo.original.name}") == 403
    assert client.get(f"/media/{photo.original.name}").status_code == 404
    assert client.get(f"/media/../originals/{photo.original.name}").status_code == 404


def status(address: str) -> int:
    """What a stranger is answered there."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_while_the_storage_is_away_a_picture_answers_503(
    bucket: object, client: Client, away: override_settings
) -> None:
    story = make.article(published=True, lead_photo=make.photo())
    address = addresses(story)[0]
    with away:
        response = client.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (503, "no-store")
    assert client.get(address).status_code == 200


def test_an_upload_while_the_storage_is_away_leaves_nothing_behind(bucket: object, away: override_settings) -> None:
    with away, pytest.raises(StorageAway):
        make.photo()
    assert not Photo.objects.exists()
    assert not keys(bucket)


def test_a_reader_signs_in_without_her_picture_while_the_storage_is_away(
    bucket: object, away: override_settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = make.user("Aino")
    monkeypatch.setattr(portrait.fetching, "fetch", lambda *words: make.picture_file().getvalue())
    with away:
        portrait.take(reader, "https://pbs.twimg.com/a.jpg", ["pbs.twimg.com"])
    assert reader.portrait == ""
    portrait.take(reader, "https://pbs.twimg.com/a.jpg", ["pbs.twimg.com"])
    assert f"media/{portrait.name_for(reader.portrait, 96)}" in keys(bucket)


def test_the_same_name_holds_what_was_written_last(bucket: object) -> None:
    for content in (b"one", b"two"):
        assert storages["renditions"].save("a.jpg", ContentFile(content)) == "a.jpg"
    assert storages["renditions"].open("a.jpg").read() == b"two"
    assert storages["renditions"].size("a.jpg") == 3
    storages["renditions"].delete("a.jpg")
    assert not storages["renditions"].exists("a.jpg")
