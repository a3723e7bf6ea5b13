"""A picture's sizes: which are there, and making those that are not.

Rows are the truth. Each set comes with one transaction, so that it is there whole or not at all; whoever makes one may
be killed and begin again, and two may make the same one: the second finds it there and takes its own files away.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from articles import images
from articles.models import Photo, Rendition
from articles.models.photo import rendition_name

Written = list[tuple[Storage, str]]
AFTERWARDS = ("AVIF",)


class _Overtaken(Exception):
    """Another has made the set, or the picture has got another batch."""


def make_needed(pk: int) -> None:
    """JPEG and WebP in every size, for editions; half a second for 12 megapixels. What cannot be read is marked."""
    try:
        _make(pk, images.NEEDED)
    except (images.Unusable, FileNotFoundError):
        Photo.objects.unready().filter(pk=pk).update(damaged_at=timezone.now())


def make_avif(pk: int) -> None:
    """Smaller files for editions that are published later on; twice the work of all others."""
    _make(pk, AFTERWARDS)


def _make(pk: int, formats: tuple[str, ...]) -> None:
    photo = Photo.objects.filter(pk=pk, damaged_at=None).first()
    if photo is None or _is_there(photo, formats):
        return
    there = set(Rendition.objects.filter(photo=photo, batch=photo.batch).values_list("crop", "format", "width"))
    with photo.original.open("rb") as original:
        found = images.renditions(original, focal=(photo.focal_x, photo.focal_y), formats=formats)
        made = [item for item in found if (item.crop, item.format.lower(), item.width) not in there]
    with suppress(_Overtaken), files_undone() as written:
        rows = keep(photo, made, written, stem=secrets.token_hex(16))
        with transaction.atomic():
            locked = Photo.objects.select_for_update(no_key=True).get(pk=pk)
            if locked.batch != photo.batch or _is_there(locked, formats):
                raise _Overtaken
            Rendition.objects.bulk_create(rows)


def _is_there(photo: Photo, formats: tuple[str, ...]) -> bool:
    return Rendition.objects.filter(photo=photo, batch=photo.batch, format=formats[-1].lower()).exists()


def keep(photo: Photo, made: Iterable[images.Rendition], written: Written, *, stem: str) -> list[Rendition]:
    """Writes the files; gives their unsaved rows."""
    return [
        Rendition(
            photo=photo,
            batch=photo.batch,
            crop=item.crop,
            format=item.format.lower(),
            width=item.width,
            height=item.height,
            file=write_file(rendition_name(stem, item.crop, item.width, item.format.lower()), item.bytes, written),
        )
        for item in made
    ]


def write_file(name: str, content: bytes, written: Written) -> str:
    storage = storages["renditions"]
    written.append((storage, storage.save(name, ContentFile(content))))
    return written[-1][1]


@contextmanager
def files_undone() -> Iterator[Written]:
    """Deletes the files written so far when what follows fails: a database forgets its rows, a folder does not."""
    written: Written = []
    is_done = False
    try:
        yield written
        is_done = True
    finally:
        for storage, name in () if is_done else written:
            storage.delete(name)
