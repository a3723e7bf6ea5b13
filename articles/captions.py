"""What a picture file says about itself (IPTC, then EXIF), to fill the desk's form; never where it was taken."""

import re
import unicodedata
from datetime import UTC, datetime, tzinfo
from typing import IO, NamedTuple

from PIL import ExifTags, Image, IptcImagePlugin

from articles.images import DAMAGE, TAKEN, inspect

MAX_CAPTION = 2000
MAX_CREDIT = 200

# IPTC-IIM 4.2: record 2, and in record 1 the escape sequence that announces UTF-8.
CAPTION, BYLINE, CREDIT, COPYRIGHT = (2, 120), (2, 80), (2, 110), (2, 116)
CHARACTER_SET, UTF_8 = (1, 90), b"\x1b%G"


class Prefill(NamedTuple):
    """Suggestions only: empty when the file says nothing."""

    caption: str = ""
    credit: str = ""
    taken_at: datetime | None = None


def read(file: IO[bytes], *, zone: tzinfo = UTC) -> Prefill:
    """The zone is that of a camera which wrote none. Raises images.Unusable as images.inspect does;
    damaged metadata counts as none.
    """
    inspect(file)
    file.seek(0)
    picture = Image.open(file, formats=TAKEN)
    iptc, exif, shot = _iptc(picture), *_exif(picture)
    utf_8 = iptc.get(CHARACTER_SET) == UTF_8
    byline, agency = _text(iptc.get(BYLINE), utf_8), _text(iptc.get(CREDIT), utf_8)
    rights = _text(iptc.get(COPYRIGHT), utf_8) or _text(exif.get(ExifTags.Base.Copyright))
    signed = " / ".join(dict.fromkeys(name for name in (byline, agency) if name))
    return Prefill(
        caption=(_text(iptc.get(CAPTION), utf_8) or _text(exif.get(ExifTags.Base.ImageDescription)))[:MAX_CAPTION],
        credit=(signed or _text(exif.get(ExifTags.Base.Artist)) or rights)[:MAX_CREDIT],
        taken_at=_moment(shot, zone),
    )


def _iptc(picture: Image.Image) -> dict:
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except DAMAGE:
        return {}


def _exif(picture: Image.Image) -> tuple[dict, dict]:
    """The main directory and the one about the shot; the third one, GPS, is not opened."""
    try:
        exif = picture.getexif()
        return dict(exif), dict(exif.get_ifd(ExifTags.IFD.Exif))
    except DAMAGE:
        return {}, {}


def _text(value: object, utf_8: bool = False) -> str:
    """One line of clean text. Pillow reads EXIF as Latin-1 although most programs write UTF-8."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    try:
        text = value[: 4 * MAX_CAPTION].decode("utf-8", "ignore" if utf_8 else "strict")
    except UnicodeDecodeError:
        text = value[: 4 * MAX_CAPTION].decode("latin-1")
    text = unicodedata.normalize("NFC", text)
    text = "".join(sign if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") else " " for sign in text)
    return re.sub(r"\s+", " ", text).strip()


def _moment(shot: dict, camera_zone: tzinfo) -> datetime | None:
    taken = _text(shot.get(ExifTags.Base.DateTimeOriginal))
    zone = _text(shot.get(ExifTags.Base.OffsetTimeOriginal))
    try:
        return datetime.strptime(taken + zone, "%Y:%m:%d %H:%M:%S%z")
    except ValueError:
        pass
    try:
        return datetime.strptime(taken, "%Y:%m:%d %H:%M:%S").replace(tzinfo=camera_zone)
    except ValueError:
        return None
