"""Which files the paper takes as pictures, and what it says about the others."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles import images

pytestmark = pytest.mark.once


def drawn(size: tuple[int, int] = (400, 300), kind: str = "JPEG", mode: str = "RGB", **options: object) -> BytesIO:
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    return file


def png_header(width: int, height: int) -> BytesIO:
    """A PNG that claims a size and holds no pixels."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = b"IDAT" + zlib.compress(b"")
    blocks = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (chunk, end)]
    return BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(blocks))


def jpeg_claiming(width: int, height: int, **options: object) -> BytesIO:
    """A small JPEG whose frame header was changed to claim another size."""
    content = bytearray(drawn(**options).getvalue())
    frame = max(content.find(b"\xff\xc0\x00"), content.find(b"\xff\xc2\x00"))
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return BytesIO(bytes(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_four_formats_are_known_by_their_content(kind):
    assert images.inspect(drawn((640, 480), kind)) == (kind, 640, 480)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_picture_formats_are_refused(kind):
    with pytest.raises(images.Unusable, match="JPEG, PNG, WebP and AVIF"):
        images.inspect(drawn((256, 256), kind))


@pytest.mark.parametrize(
    "content",
    [b"", b"just some words", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"\xff\xd8\xff", b"%PDF-1.7"],
)
def test_a_file_that_is_no_picture_is_refused(content):
    with pytest.raises(images.Unusable, match="JPEG, PNG, WebP and AVIF"):
        images.inspect(BytesIO(content))


def test_a_picture_turned_by_its_camera_is_measured_upright():
    turned = Image.Exif()
    turned[images.ORIENTATION] = 6
    assert images.inspect(drawn((640, 480), exif=turned)) == ("JPEG", 480, 640)


@pytest.mark.parametrize(("width", "height"), [(7000, 7000), (12_000, 12_000), (30_000, 30_000)])
def test_too_many_pixels_are_refused_from_the_header(width, height):
    with pytest.raises(images.Unusable, match="megapixels"):
        list(images.renditions(png_header(width, height)))


def test_forty_megapixels_of_png_pass_the_header():
    assert images.inspect(png_header(8000, 5000)) == ("PNG", 8000, 5000)


def test_the_sentence_names_the_size_and_the_limit():
    with pytest.raises(images.Unusable) as refusal:
        images.inspect(png_header(7000, 7000))
    assert str(refusal.value) == "This picture has 49 megapixels; 40 are the most. Save it smaller and try again."


def test_a_press_camera_of_sixty_megapixels_may_send_a_jpeg_but_a_progressive_one_is_too_dear():
    assert images.inspect(jpeg_claiming(9500, 6300)) == ("JPEG", 9500, 6300)
    with pytest.raises(images.Unusable, match="60 megapixels; 40"):
        images.inspect(jpeg_claiming(9500, 6300, progressive=True))
    with pytest.raises(images.Unusable, match="megapixels"):
        images.inspect(jpeg_claiming(12_000, 9000))


def test_a_file_above_thirty_megabytes_is_refused_whatever_it_holds():
    picture = drawn().getvalue()
    images.inspect(BytesIO(picture + bytes(29_900_000 - len(picture))))
    with pytest.raises(images.Unusable, match="31 MB; 30 MB"):
        images.inspect(BytesIO(picture + bytes(31_000_000 - len(picture))))


def test_a_very_small_picture_is_refused():
    images.inspect(drawn((200, 200)))
    with pytest.raises(images.Unusable, match="199 × 300 pixels"):
        images.inspect(drawn((199, 300)))


@pytest.mark.parametrize("size", [(1700, 210), (210, 1700)])
def test_a_ribbon_is_refused(size):
    images.inspect(drawn((1600, 210)))
    with pytest.raises(images.Unusable, match="more than 8 times"):
        images.inspect(drawn(size))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_cut_in_the_middle_is_called_damaged(kind):
    file = BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(file, kind)
    assert list(images.renditions(file))
    with pytest.raises(images.Unusable, match=r"damaged|takes JPEG"):
        images.renditions(BytesIO(file.getvalue()[: len(file.getvalue()) // 2]))


def test_a_jpeg_of_endless_scans_is_refused_before_it_is_decoded():
    content = drawn(progressive=True).getvalue()
    scan = content[content.rfind(b"\xff\xda") : -2]
    assert list(images.renditions(BytesIO(content[:-2] + scan * 20 + b"\xff\xd9")))
    with pytest.raises(images.Unusable, match="damaged"):
        images.renditions(BytesIO(content[:-2] + scan * 101 + b"\xff\xd9"))


def test_a_word_in_the_file_name_counts_for_nothing():
    file = drawn((300, 300), "GIF")
    file.name = "harbour.jpg"
    with pytest.raises(images.Unusable):
        images.inspect(file)
