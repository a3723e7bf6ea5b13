"""A reader's small picture: fetched from her account at sign-in, cut anew, served by ourselves."""

import logging
import secrets
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

import regex
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from newsroom.accounts import fetching

SIZES = (96, 192)
MOST_PIXELS = 16_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
TINTS = 6
LETTER = regex.compile(r"\X")
logger = logging.getLogger(__name__)


class PictureError(Exception):
    """Says for the log why a picture cannot be used."""


def take(user: Any, address: str, hosts: Sequence[str]) -> None:
    """Gives her the picture at this address; whatever goes wrong is logged and leaves her as she was."""
    try:
        stem = store(cut(fetching.fetch(address, hosts)))
    except (fetching.FetchError, PictureError, OSError) as reason:
        logger.info("no picture for person %s: %s", user.pk, reason)
        return
    before, user.portrait = user.portrait, stem
    user.save(update_fields=["portrait"])
    _delete(before)


def remove(user: Any) -> None:
    """Takes her picture away, for good; the files go after commit."""
    before, user.portrait = user.portrait, ""
    user.save(update_fields=["portrait"])
    _delete(before)


def cut(data: bytes) -> dict[int, bytes]:
    """Square WebP pictures by width, drawn anew: nothing of the file's own bytes or metadata is kept."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureError(f"{opened.width} × {opened.height} pixels")
            upright = ImageOps.exif_transpose(opened.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError(str(error)) from error
    return {size: _encoded(upright, size) for size in SIZES}


def store(pictures: dict[int, bytes]) -> str:
    """The stem that the files' names share: 128 random bits."""
    stem = f"portraits/{secrets.token_hex(16)}"
    for size, data in pictures.items():
        storages["renditions"].save(name_for(stem, size), ContentFile(data))
    return stem


def name_for(stem: str, size: int) -> str:
    return f"{stem}-{size}.webp"


def home() -> str:
    """The address below which all pictures lie."""
    return storages["renditions"].url("")


def addresses(user: Any, home: str) -> dict[int, str]:
    """The picture's addresses by width, or nothing for someone without one; names of `store` need no quoting."""
    return {size: f"{home}{name_for(user.portrait, size)}" for size in SIZES} if user.portrait else {}


def initials(name: str) -> str:
    """First letters of the first and last word; of a name in Hangul, which has no spaces, the first syllable."""
    words = name.split()
    return "".join([LETTER.match(word).group() for word in (words[:1] + words[1:][-1:])]).upper()


def tint(pk: int) -> int:
    """The colour behind her initials, which stays the same for her."""
    return pk % TINTS


def _encoded(picture: Image.Image, size: int) -> bytes:
    small = ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS)
    small.info.clear()
    out = BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


def _delete(stem: str) -> None:
    if not stem:
        return
    for size in SIZES:
        transaction.on_commit(partial(storages["renditions"].delete, name_for(stem, size)), robust=True)
