"""What the desk's form may take over from a picture file."""

import struct
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from PIL import Image

from articles import captions, images

SEOUL = timezone(timedelta(hours=9))


def read(file: BytesIO) -> captions.Prefill:
    return captions.read(file, zone=SEOUL)


def jpeg(*, iptc: dict | None = None, exif: Image.Exif | None = None) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (300, 300)).save(file, "JPEG", **({"exif": exif} if exif else {}))
    if not iptc:
        return file
    fields = [b"\x1c" + bytes(key) + struct.pack(">H", len(text)) + text for key, text in iptc.items()]
    block = b"".join(fields) + b"\0" * (sum(map(len, fields)) % 2)
    marker = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", sum(map(len, fields))) + block
    content = file.getvalue()
    return BytesIO(content[:2] + b"\xff\xed" + struct.pack(">H", len(marker) + 2) + marker + content[2:])


def exif(**values: object) -> Image.Exif:
    made = Image.Exif()
    made[0x010E], made[0x013B] = values.get("caption", ""), values.get("artist", "")
    shot = made.get_ifd(0x8769)
    shot[0x9003], shot[0x9011] = values.get("taken", ""), values.get("zone", "")
    made.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)
    return made


def test_iptc_gives_caption_and_credit_in_any_script():
    file = jpeg(iptc={(1, 90): b"\x1b%G", (2, 120): "항구의 아침".encode(), (2, 80): b"Ann Ode", (2, 110): b"Wire"})
    assert read(file)[:2] == ("항구의 아침", "Ann Ode / Wire")


def test_iptc_without_a_character_set_is_read_as_latin_1_when_it_is_no_utf_8():
    assert read(jpeg(iptc={(2, 120): b"Caf\xe9"})).caption == "Café"


def test_iptc_comes_before_exif_and_exif_fills_the_gaps():
    file = jpeg(iptc={(2, 120): b"From the agency"}, exif=exif(caption="From the camera", artist="Ann Ode"))
    assert read(file)[:2] == ("From the agency", "Ann Ode")


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [("+00:00", datetime(2026, 11, 23, 9, 10, 11, tzinfo=UTC)), ("", datetime(2026, 11, 23, 9, 10, 11, tzinfo=SEOUL))],
)
def test_the_time_is_in_the_zone_of_the_paper_unless_the_camera_wrote_its_own(zone, wanted):
    taken = read(jpeg(exif=exif(taken="2026:11:23 09:10:11", zone=zone))).taken_at
    assert taken == wanted


def test_a_clock_that_was_never_set_gives_no_time():
    assert read(jpeg(exif=exif(taken="0000:00:00 00:00:00"))).taken_at is None


def test_captions_are_bounded_and_on_one_line():
    file = jpeg(iptc={(2, 120): b"a\r\n\tb\0 c " + b"x" * 9000, (2, 80): b"n" * 900})
    found = read(file)
    assert found.caption.startswith("a b c xxx")
    assert (len(found.caption), len(found.credit)) == (captions.MAX_CAPTION, captions.MAX_CREDIT)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_silent_file_gives_nothing(kind):
    file = BytesIO()
    Image.new("RGB", (300, 300)).save(file, kind)
    assert read(file) == captions.Prefill()


def test_what_is_no_picture_is_refused_here_too():
    with pytest.raises(images.Unusable):
        read(BytesIO(b"words"))
