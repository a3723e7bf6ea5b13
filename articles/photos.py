"""Acts on the picture library: add, refocus, archive; and which public files may go.

Originals lie in the private default storage. Renditions are public, under names with 128 random bits; files of a
batch that no current photo and no publicly shown edition uses are deleted after commit.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, images
from articles.models import EditionPhoto, Photo, Rendition
from articles.models.photo import rendition_name
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
    """Takes a picture into the library with its renditions (`made` already when a form has tried them).

    Raises images.Unusable with a sentence, and NotAllowed.
    """
    access.require(by, "add_photo")
    facts = images.inspect(file)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    photo = Photo(
        format=facts.format,
        width=facts.width,
        height=facts.height,
        digest=digest,
        focal_x=focal[0],
        focal_y=focal[1],
        caption=caption,
        credit=credit,
        alt=alt,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    made = made or list(images.renditions(file, focal=focal))
    file.seek(0)
    with transaction.atomic():
        photo.original.save(f"{secrets.token_hex(16)}.{EXTENSIONS[facts.format.upper()]}", File(file), save=False)
        photo.save(force_insert=True)
        _store(photo, made)
        write("add_photo", photo, by=by)
    return photo


def refocus(photo: Photo, *, by: Any, focal: tuple[float, float]) -> Photo:
    """Moves the focal point: new crops for what is published from now on; published editions keep theirs."""
    access.require(by, "add_photo")
    with photo.original.open("rb") as original:
        made = list(images.renditions(original, focal=focal))
    with transaction.atomic():
        locked = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
        before = [locked.focal_x, locked.focal_y]
        locked.focal_x, locked.focal_y = focal
        _store(locked, made)
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


def _store(photo: Photo, made: Iterable[images.Rendition]) -> None:
    """A new batch of files and rows; the photo points at it."""
    photo.batch = secrets.token_hex(16)
    rows = []
    for item in made:
        name = rendition_name(photo.batch, item.crop, item.width, item.format.lower())
        file = storages["renditions"].save(name, ContentFile(item.bytes))
        rows.append(
            Rendition(
                photo=photo,
                batch=photo.batch,
                crop=item.crop,
                format=item.format.lower(),
                width=item.width,
                height=item.height,
                file=file,
            )
        )
    Rendition.objects.bulk_create(rows)
    Photo.objects.filter(pk=photo.pk).update(batch=photo.batch, focal_x=photo.focal_x, focal_y=photo.focal_y)


def sweep(photo: Photo) -> None:
    """Deletes the batches of a photo that are neither current nor used by an edition that readers may see."""
    shown = EditionPhoto.objects.filter(photo=photo, edition__withdrawn_at=None).values("batch")
    old = Rendition.objects.filter(photo=photo).exclude(batch=photo.batch).exclude(batch__in=shown)
    files = list(old.values_list("file", flat=True))
    old.delete()
    transaction.on_commit(lambda: _delete(files), robust=True)


def hide_unused(photo_ids: Iterable[int]) -> None:
    """After a withdrawal: pictures that no public edition shows any more get new names, so that old addresses die."""
    for photo in Photo.objects.filter(pk__in=list(photo_ids)):
        if not EditionPhoto.objects.filter(photo=photo, edition__withdrawn_at=None, batch=photo.batch).exists():
            _rename(photo)
        sweep(photo)


def _rename(photo: Photo) -> None:
    store, fresh = storages["renditions"], secrets.token_hex(16)
    copies = []
    for row in Rendition.objects.filter(photo=photo, batch=photo.batch):
        with store.open(row.file) as file:
            name = store.save(rendition_name(fresh, row.crop, row.width, row.format), file)
        copies.append(
            Rendition(
                photo=photo,
                batch=fresh,
                crop=row.crop,
                format=row.format,
                width=row.width,
                height=row.height,
                file=name,
            )
        )
    Rendition.objects.bulk_create(copies)
    photo.batch = fresh
    Photo.objects.filter(pk=photo.pk).update(batch=fresh)


def _delete(files: list[str]) -> None:
    for file in files:
        storages["renditions"].delete(file)
