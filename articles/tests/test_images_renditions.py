"""Crops, widths, colours and silence about the source in what readers get."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from articles import images

pytestmark = pytest.mark.once

GREY = (120, 120, 120)


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> BytesIO:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file


def plain(size: tuple[int, int], colour: tuple[int, ...] = GREY) -> Image.Image:
    return Image.new("RGB", size, colour)


def made(file: BytesIO, **focal: tuple[float, float]) -> dict[tuple[str, str, int], Image.Image]:
    result = {}
    for rendition in images.renditions(file, **focal):
        opened = Image.open(BytesIO(rendition.bytes))
        assert (opened.format, *opened.size) == (rendition.format, rendition.width, rendition.height)
        result[rendition.crop, rendition.format, rendition.width] = opened
    return result


def is_near(seen: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(seen, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_format_becomes_every_crop_and_width_as_jpeg_and_webp(kind):
    pictures = made(saved(plain((2400, 1800)), kind))
    wanted = {(name, to, width) for name, crop in images.CROPS.items() for to in images.NEEDED for width in crop.widths}
    assert set(pictures) == wanted
    assert pictures["full", "WEBP", 1920].size == (1920, 1440)
    assert pictures["wide", "WEBP", 1200].size == (1200, 800)
    assert pictures["square", "JPEG", 480].size == (480, 480)
    assert all(is_near(picture.convert("RGB").getpixel((50, 50)), GREY) for picture in pictures.values())


def test_avif_comes_in_the_same_sizes_when_it_is_asked_for():
    file = saved(plain((2400, 1800)))
    avif = {(one.crop, one.width, one.height) for one in images.renditions(file, formats=("AVIF",))}
    assert avif == {(one.crop, one.width, one.height) for one in images.renditions(file)}
    one = next(images.renditions(file, formats=("AVIF",)))
    assert Image.open(BytesIO(one.bytes)).format == "AVIF"


def test_the_first_two_are_what_the_desk_shows():
    assert [(one.crop, one.format, one.width, one.height) for one in images.first(saved(plain((2400, 1800))))] == [
        ("full", "JPEG", 480, 360),
        ("square", "JPEG", 120, 120),
    ]


def test_jpegs_are_progressive():
    assert made(saved(plain((600, 400))))["wide", "JPEG", 480].info["progressive"]


def test_nothing_is_enlarged():
    pictures = made(saved(plain((900, 500))))
    widths = {name: sorted({width for crop, _, width in pictures if crop == name}) for name in images.CROPS}
    assert widths == {"full": [480, 800], "wide": [320, 480], "square": [120, 240, 360, 480]}


def test_a_picture_below_the_smallest_width_keeps_its_own():
    pictures = made(saved(plain((210, 300))))
    assert {(crop, picture.size) for (crop, _, _), picture in pictures.items()} == {
        ("full", (210, 300)),
        ("wide", (210, 140)),
        ("square", (120, 120)),
    }


@pytest.mark.parametrize("size", [(1600, 200), (200, 1600), (1601, 1067), (333, 777)])
def test_odd_shapes_come_out_whole(size):
    assert {crop for crop, _, _ in made(saved(plain(size)))} == set(images.CROPS)


@pytest.mark.parametrize("focal", [(0.1, 0.5), (0.5, 0.5), (0.9, 0.5), (0.0, 1.0), (7.0, -3.0)])
def test_the_square_is_cut_around_the_focal_point(focal):
    picture = plain((2000, 1000))
    x = min(max(focal[0], 0.02), 0.98) * 2000
    ImageDraw.Draw(picture).ellipse((x - 30, 470, x + 30, 530), fill=(255, 0, 0))
    square = made(saved(picture, "PNG"), focal=focal)["square", "JPEG", 480]
    left = min(max(x - 500, 0), 1000)
    assert is_near(square.getpixel((round((x - left) * 0.48), 240)), (254, 0, 0), by=25)


def test_the_focal_point_counts_from_the_upright_picture():
    picture = plain((1000, 2000))
    ImageDraw.Draw(picture).rectangle((0, 0, 1000, 400), fill=(255, 0, 0))
    as_stored = picture.transpose(Image.Transpose.ROTATE_90)
    turned = Image.Exif()
    turned[images.ORIENTATION] = 6
    pictures = made(saved(as_stored, exif=turned), focal=(0.5, 0.0))
    assert pictures["full", "JPEG", 800].size == (800, 1600)
    assert is_near(pictures["wide", "JPEG", 800].getpixel((400, 100)), (254, 0, 0), by=25)
    assert is_near(made(saved(picture), focal=(0.5, 1.0))["wide", "JPEG", 800].getpixel((400, 100)), GREY)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_all_eight_orientations_come_out_upright(orientation):
    upright = plain((600, 400))
    ImageDraw.Draw(upright).rectangle((0, 0, 150, 100), fill=(255, 0, 0))
    back = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}.get(orientation, images.UPRIGHT[orientation])
    turned = Image.Exif()
    turned[images.ORIENTATION] = orientation
    full = made(saved(upright.transpose(back), exif=turned))["full", "JPEG", 480]
    assert full.size == (480, 320)
    assert is_near(full.getpixel((20, 20)), (254, 0, 0), by=25)


def test_no_metadata_reaches_the_reader():
    exif = Image.Exif()
    exif[0x010E] = "SECRET caption"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET text")
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET</x:xmpmeta>"
    sources = [
        saved(plain((500, 400)), exif=exif, icc_profile=profile, comment=b"SECRET comment", xmp=xmp),
        saved(plain((500, 400)), "PNG", exif=exif, icc_profile=profile, pnginfo=text),
        saved(plain((500, 400)), "WEBP", exif=exif, icc_profile=profile, xmp=xmp),
    ]
    for source in sources:
        assert b"SECRET" in source.getvalue()
        for rendition in images.renditions(source):
            opened = Image.open(BytesIO(rendition.bytes))
            assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(opened.info)
            assert not any(word in rendition.bytes for word in (b"SECRET", b"Exif", b"ICC", b"xmp", b"8BIM"))


@pytest.mark.parametrize(
    ("picture", "kind", "wanted"),
    [
        (Image.new("CMYK", (300, 300), (0, 255, 255, 0)), "JPEG", (254, 0, 0)),
        (Image.new("L", (300, 300), 90), "JPEG", (90, 90, 90)),
        (Image.new("I;16", (300, 300), 25_700), "PNG", (100, 100, 100)),
        (Image.new("1", (300, 300), 1), "PNG", (255, 255, 255)),
        (plain((300, 300), (200, 30, 30)).quantize(8), "PNG", (200, 30, 30)),
        (Image.new("RGBA", (300, 300), (200, 30, 30, 255)), "PNG", (200, 30, 30)),
        (Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG", (255, 255, 255)),
        (Image.new("LA", (300, 300), (0, 128)), "PNG", (127, 127, 127)),
        (Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "WEBP", (255, 255, 255)),
    ],
    ids=["cmyk", "grey", "grey16", "bitmap", "palette", "opaque", "clear", "grey with alpha", "clear webp"],
)
def test_every_colour_mode_ends_as_rgb_on_white(picture, kind, wanted):
    for made_one in made(saved(picture, kind)).values():
        assert made_one.mode == "RGB"
        assert is_near(made_one.getpixel((60, 60)), wanted)


def test_a_palette_with_a_transparent_colour_lies_on_white():
    picture = Image.new("P", (300, 300), 1)
    picture.putpalette([10, 20, 30, 40, 50, 60])
    assert is_near(made(saved(picture, "PNG", transparency=1))["square", "JPEG", 240].getpixel((9, 9)), (255,) * 3)


def test_an_embedded_profile_is_converted_and_a_broken_one_ignored():
    # In the bent profile red and blue have changed places, so a red must turn blue.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    bent = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"rXYZ", b"tmpX")
    bent = bent.replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    colour = (200, 60, 20)
    seen = {}
    for name, profile in {"none": b"", "lab": lab, "bent": bent, "noise": b"noise" * 50}.items():
        file = saved(plain((300, 300), colour), "PNG", icc_profile=profile or None)
        seen[name] = made(file)["square", "WEBP", 240].getpixel((60, 60))
    assert all(is_near(seen[name], colour) for name in ("none", "noise", "lab"))
    assert seen["bent"][2] > seen["bent"][0]


def test_only_the_first_frame_of_a_moving_picture_is_used():
    frames = [plain((300, 300), (0, 160, 0)), plain((300, 300), (160, 0, 0))]
    for kind in ("PNG", "WEBP", "AVIF"):
        file = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert is_near(made(file)["square", "JPEG", 240].getpixel((60, 60)), (0, 160, 0), by=20)
