"""Pictures: what a file may be, the crops and sizes readers get, and what a file says about itself."""

import struct
from collections.abc import Collection, Iterator
from io import BytesIO
from math import ceil
from typing import IO, NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

MAX_FILE_MB = 30
MAX_MEGAPIXELS = 40
MAX_MEGAPIXELS_BASELINE_JPEG = 100
MIN_SIDE = 200
MAX_RATIO = 8
MAX_JPEG_SCANS = 100
MAX_PROFILE_BYTES = 4_000_000

# Pillow warns above this and refuses at twice as much; its own limit of 89 megapixels is below that of press cameras.
Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS_BASELINE_JPEG * 1_000_000

TAKEN = ("JPEG", "PNG", "WEBP", "AVIF")
WHITE = (255, 255, 255)
SRGB = ImageCms.createProfile("sRGB")
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What Pillow's readers raise on damaged files, found by mutating files; UserWarning is "corrupt EXIF" under -W error.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    UserWarning,
)


class Unusable(ValueError):
    """The file cannot be taken; the message is a sentence for the person who chose it."""


class Facts(NamedTuple):
    """Width and height are those of the upright picture, as a person sees it."""

    format: str
    width: int
    height: int


class Crop(NamedTuple):
    """A shape the templates use: width divided by height (None: as it was taken) and its widths in pixels."""

    ratio: float | None
    widths: tuple[int, ...]


class Rendition(NamedTuple):
    crop: str
    format: str
    width: int
    height: int
    bytes: "Encoded"


Encoded = bytes

CROPS = {
    "full": Crop(None, (480, 800, 1200, 1920)),
    "wide": Crop(3 / 2, (320, 480, 800, 1200)),
    "square": Crop(1.0, (120, 240, 360, 480)),
}

# What the desk shows and every browser knows, made before an upload is answered.
FIRST = {"full": Crop(None, (480,)), "square": Crop(1.0, (120,))}

# WebP's method 4 takes twice the time of 2 and saves 2 %; AVIF's own speed takes 9 times that of 8 and saves nothing.
FORMATS: dict[str, dict[str, int | bool]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "WEBP": {"quality": 78, "method": 2},
    "AVIF": {"quality": 60, "speed": 8, "max_threads": 1},
}
NEEDED = ("JPEG", "WEBP")  # an edition has them


def inspect(file: IO[bytes]) -> Facts:
    """Reads the header only: a file that ends too early is found out by first() and renditions()."""
    return _open(file)[1]


def first(file: IO[bytes], *, focal: tuple[float, float] = (0.5, 0.5)) -> list[Rendition]:
    """The two that the desk shows at once. All of the file is read for them, a JPEG at an eighth of its size."""
    return list(renditions(file, focal=focal, formats=("JPEG",), crops=FIRST))


def renditions(
    file: IO[bytes],
    *,
    focal: tuple[float, float] = (0.5, 0.5),
    formats: Collection[str] = NEEDED,
    crops: dict[str, Crop] = CROPS,
) -> Iterator[Rendition]:
    """Every crop in every width and format, never enlarged, without metadata; focal is a share of width and height.

    The picture is decoded here, so an unusable file raises before the first rendition is asked for.
    """
    cuts = pictures(file, focal=focal, crops=crops)
    return (Rendition(crop, kind, *cut.size, _encode(cut, kind)) for crop, cut in cuts for kind in formats)


def pictures(
    file: IO[bytes], *, focal: tuple[float, float] = (0.5, 0.5), crops: dict[str, Crop] = CROPS
) -> Iterator[tuple[str, Image.Image]]:
    """The renditions before they are encoded, each with its crop's name, from large to small; decoded here as well."""
    picture, facts = _open(file)
    if facts.format == "JPEG":
        _refuse_endless_scans(file)
    try:
        master = _master(picture, facts, crops)
    except (*DAMAGE, MemoryError) as error:
        raise Unusable(_("This picture is damaged. Export it once more and try again.")) from error
    return _cut(master, facts, focal, crops)


def crop_box(facts: Facts, ratio: float | None, focal: tuple[float, float]) -> tuple[float, float, float, float]:
    """The largest box of this ratio, as near to centred on the focal point as the edges allow."""
    if ratio is None:
        return 0.0, 0.0, float(facts.width), float(facts.height)
    width = min(float(facts.width), facts.height * ratio)
    height = width / ratio
    left = min(max(focal[0] * facts.width - width / 2, 0.0), facts.width - width)
    top = min(max(focal[1] * facts.height - height / 2, 0.0), facts.height - height)
    return left, top, left + width, top + height


def _open(file: IO[bytes]) -> tuple[Image.Image, Facts]:
    megabytes = file.seek(0, 2) / 1_000_000
    if megabytes > MAX_FILE_MB:
        sentence = _("This file has %(size)d MB; %(limit)d MB are the most. Save it smaller and try again.")
        raise Unusable(sentence % {"size": ceil(megabytes), "limit": MAX_FILE_MB})
    file.seek(0)
    try:
        picture = Image.open(file, formats=TAKEN)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        sentence = _("This picture has more than %(limit)d megapixels. Save it smaller and try again.")
        raise Unusable(sentence % {"limit": MAX_MEGAPIXELS_BASELINE_JPEG}) from error
    except DAMAGE as error:
        raise Unusable(_("The paper takes JPEG, PNG, WebP and AVIF pictures. Save it as one of these.")) from error
    # Cameras put several pictures into one JPEG ("MPO"); the first one is the photograph.
    kind = "JPEG" if picture.format in ("JPEG", "MPO") else str(picture.format)
    _refuse_size(picture, kind)
    width, height = picture.size
    return picture, Facts(kind, height, width) if _orientation(picture) >= 5 else Facts(kind, width, height)


def _refuse_size(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    # A baseline JPEG is decoded reduced; all others, progressive JPEG too, need memory for every pixel.
    reducible = kind == "JPEG" and "progressive" not in picture.info
    limit = MAX_MEGAPIXELS_BASELINE_JPEG if reducible else MAX_MEGAPIXELS
    if width * height > limit * 1_000_000:
        sentence = _("This picture has %(size)d megapixels; %(limit)d are the most. Save it smaller and try again.")
        raise Unusable(sentence % {"size": ceil(width * height / 1_000_000), "limit": limit})
    if min(width, height) < MIN_SIDE:
        sentence = _("This picture has %(width)d × %(height)d pixels; each side needs %(limit)d. Choose a larger one.")
        raise Unusable(sentence % {"width": width, "height": height, "limit": MIN_SIDE})
    if max(width, height) > MAX_RATIO * min(width, height):
        sentence = _("This picture is more than %(limit)d times as long as it is wide. Crop it and try again.")
        raise Unusable(sentence % {"limit": MAX_RATIO})


def _refuse_endless_scans(file: IO[bytes]) -> None:
    """A few kilobytes of progressive scans can keep a decoder busy for minutes; programs write about ten."""
    file.seek(0)
    if file.read().count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise Unusable(_("This picture is damaged. Export it once more and try again."))
    file.seek(0)


def _orientation(picture: Image.Image) -> int:
    try:
        value = picture.getexif().get(ORIENTATION, 1)
    except DAMAGE:
        return 1
    return value if value in UPRIGHT else 1


def _master(picture: Image.Image, facts: Facts, crops: dict[str, Crop]) -> Image.Image:
    """The whole picture, upright, RGB in sRGB, no larger than the largest rendition needs, without any metadata."""
    boxes = ((crop, crop_box(facts, crop.ratio, (0.5, 0.5))) for crop in crops.values())
    scale = min(1.0, max(max(crop.widths) / (box[2] - box[0]) for crop, box in boxes))
    size = ceil(picture.width * scale), ceil(picture.height * scale)
    orientation, profile = _orientation(picture), picture.info.get("icc_profile")
    picture.draft(None, size)
    picture.load()
    master = _eight_bit(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    master = _in_srgb(_on_white(master), profile)
    if orientation in UPRIGHT:
        master = master.transpose(UPRIGHT[orientation])
    master.info.clear()
    return master


def _eight_bit(picture: Image.Image) -> Image.Image:
    """A mode that can be resized; 16-bit greys are scaled, since Pillow would cut everything above 255 to white."""
    if picture.mode.startswith(("I", "F")):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, WHITE)
    ground.paste(picture, mask=picture)
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours converted by the embedded profile; one that is broken or belongs to another mode is ignored."""
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        try:
            converted = ImageCms.profileToProfile(picture, BytesIO(profile), SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *DAMAGE):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _cut(
    master: Image.Image, facts: Facts, focal: tuple[float, float], crops: dict[str, Crop]
) -> Iterator[tuple[str, Image.Image]]:
    """Each crop by its name in each width, from large to small."""
    across, down = master.width / facts.width, master.height / facts.height
    for name, crop in crops.items():
        box = crop_box(facts, crop.ratio, focal)
        source, part = master, (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
        room = int(box[2] - box[0])
        ratio = (box[2] - box[0]) / (box[3] - box[1])
        # Each is made from the one before: a chain costs a third of going back to the master.
        for width in sorted((w for w in crop.widths if w <= room), reverse=True) or [room]:
            size = width, max(1, round(width / ratio))
            source = source.resize(size, Image.Resampling.LANCZOS, box=part)
            part = (0.0, 0.0, float(size[0]), float(size[1]))
            yield name, source


def _encode(picture: Image.Image, kind: str) -> bytes:
    output = BytesIO()
    picture.save(output, kind, **FORMATS[kind])
    return output.getvalue()
