"""Acts on the picture library: add, refocus, archive; and which public files may go.

Originals lie in the private default storage. Renditions are public, under names with 128 random bits; files of a
batch that no current photo and no publicly shown edition uses are deleted after commit. An act makes the two files
that the desk shows; a task makes the rest, and publishing does what the task has not.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, caching, images, sizes, tasks
from articles.models import Author, EditionPhoto, Photo, Rendition
from articles.models.photo import rendition_name
from articles.sizes import Written, files_undone
from articles.workflow import WrongMove
from newsroom.log.writing import write

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


def add(
    file: IO[bytes],
    *,
    by: Any,
    caption: str = "",
    credit: str = "",
    alt: str = "",
    focal: tuple[float, float] = (0.5, 0.5),
    made: list[images.Rendition] | None = None,
) -> Photo:
    """Takes a picture into the library with its first two files; the task makes the others.

    `made` are files that were made already: the first two by a form that has tried the picture, or all that an edition
    needs, as for the demo; then there is no task. Raises images.Unusable with a sentence, and NotAllowed.
    """
    access.require(by, "add_photo")
    facts = images.inspect(file)
    photo = Photo(
        format=facts.format,
        width=facts.width,
        height=facts.height,
        digest=_digest(file),
        focal_x=focal[0],
        focal_y=focal[1],
        caption=caption,
        credit=credit,
        alt=alt,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    made = made or images.first(file, focal=focal)
    file.seek(0)
    with files_undone() as written, transaction.atomic():
        photo.original.save(f"{secrets.token_hex(16)}.{EXTENSIONS[facts.format.upper()]}", File(file), save=False)
        written.append((photo.original.storage, photo.original.name))
        photo.save(force_insert=True)
        _begin_batch(photo, made, written)
        write("add_photo", photo, by=by)
    return photo


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def refocus(photo: Photo, *, by: Any, focal: tuple[float, float]) -> Photo:
    """Moves the focal point: new crops for what is published from now on; published editions keep theirs."""
    access.require(by, "add_photo")
    try:
        with photo.original.open("rb") as original:
            made = images.first(original, focal=focal)
    except FileNotFoundError as error:
        raise WrongMove(_("The original of this picture is missing. Add the picture once more.")) from error
    except images.Unusable as error:
        raise WrongMove(str(error)) from error
    with files_undone() as written, transaction.atomic():
        locked = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
        before = [locked.focal_x, locked.focal_y]
        locked.focal_x, locked.focal_y = focal
        _begin_batch(locked, made, written)
        write("refocus", locked, by=by, before={"focal": before}, after={"focal": list(focal)})
        sweep(locked)
    return locked


@transaction.atomic
def archive(photo: Photo, *, by: Any) -> None:
    """Takes a picture out of the choosers; stories that use it keep it."""
    access.require(by, "manage_library")
    changed = Photo.objects.filter(pk=photo.pk, archived_at=None).update(archived_at=timezone.now())
    if not changed:
        raise WrongMove(_("This picture is archived already."))
    write("archive", photo, by=by)


def make_ready(unready: QuerySet[Photo]) -> None:
    """Makes now what an edition needs and the task has not made yet; one query when there is nothing.

    Call it before a transaction: a picture takes half a second, and SQLite has one writer.
    """
    for pk in unready.unready().filter(damaged_at=None).values_list("pk", flat=True):
        sizes.make_needed(pk)


def _begin_batch(photo: Photo, made: Iterable[images.Rendition], written: Written) -> None:
    """A new batch with its first files and rows; the photo points at it, and a task makes what it lacks."""
    photo.batch, photo.damaged_at = secrets.token_hex(16), None
    rows = Rendition.objects.bulk_create(sizes.keep(photo, made, written, stem=photo.batch))
    photo.save(update_fields=["batch", "damaged_at", "focal_x", "focal_y"])
    _purge_portraits(photo)
    if all(row.format == "jpeg" for row in rows):
        tasks.make_sizes.enqueue(photo.pk)


def _purge_portraits(photo: Photo) -> None:
    """Pages show an author's portrait by its current files, editions their own."""
    for pk in Author.objects.filter(portrait=photo).values_list("pk", flat=True):
        caching.purge_author(pk)


def sweep(photo: Photo) -> None:
    """Deletes the batches of a photo that are neither current nor used by an edition that readers may see."""
    shown = EditionPhoto.objects.filter(photo=photo, edition__withdrawn_at=None).values("batch")
    old = Rendition.objects.filter(photo=photo).exclude(batch=photo.batch).exclude(batch__in=shown)
    files = list(old.values_list("file", flat=True))
    old.delete()
    transaction.on_commit(lambda: _delete(files), robust=True)


def hide_unused(photo_ids: Iterable[int]) -> None:
    """After a withdrawal: pictures that no public edition shows any more get new names, so that old addresses die."""
    for photo in Photo.objects.filter(pk__in=list(photo_ids)).order_by("pk").select_for_update(no_key=True):
        if not EditionPhoto.objects.filter(photo=photo, edition__withdrawn_at=None, batch=photo.batch).exists():
            with files_undone() as written:
                _rename(photo, written)
        sweep(photo)


def _rename(photo: Photo, written: Written) -> None:
    """The same renditions under names that nobody knows; a file that is missing holds no withdrawal up."""
    store, copies = storages["renditions"], []
    old, photo.batch = photo.batch, secrets.token_hex(16)
    for row in Rendition.objects.filter(photo=photo, batch=old):
        try:
            with store.open(row.file) as file:
                content = file.read()
        except FileNotFoundError:
            continue
        row.pk, row.batch = None, photo.batch
        row.file = sizes.write_file(rendition_name(photo.batch, row.crop, row.width, row.format), content, written)
        copies.append(row)
    Rendition.objects.bulk_create(copies)
    Photo.objects.filter(pk=photo.pk).update(batch=photo.batch)
    _purge_portraits(photo)
    tasks.make_sizes.enqueue(photo.pk)  # what was being made for the old names comes too late


def _delete(files: list[str]) -> None:
    for file in files:
        storages["renditions"].delete(file)
