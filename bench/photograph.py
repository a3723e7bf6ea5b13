"""A photograph for measurements, and how much two pictures look alike."""

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath

WIDTH, HEIGHT = 4000, 3000
# Constants of "Image Quality Assessment: From Error Visibility to Structural Similarity" (Wang et al., 2004), 8 bits.
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
BLOCK = 8


def photograph() -> BytesIO:
    """12 megapixels, 2.3 MB, as from a camera: soft light, hard edges, small things and the grain of a sensor."""
    chance = random.Random(7)  # noqa: S311 - the same picture each time
    light, slope = (make("L").resize((WIDTH, HEIGHT)) for make in (Image.radial_gradient, Image.linear_gradient))
    picture = Image.merge("RGB", (light, slope, ImageChops.invert(light)))
    pen = ImageDraw.Draw(picture)
    for number in range(900):
        x, y, side = chance.randrange(WIDTH), chance.randrange(HEIGHT), chance.randrange(5, 160)
        colour = chance.randrange(256), chance.randrange(256), chance.randrange(256)
        (pen.ellipse if number % 2 else pen.rectangle)((x, y, x + side, y + side // 2), fill=colour)
    grain = Image.effect_noise((WIDTH, HEIGHT), 16).filter(ImageFilter.GaussianBlur(0.8))
    soft = picture.filter(ImageFilter.GaussianBlur(1.2))
    file = BytesIO()
    ImageChops.add(soft, Image.merge("RGB", [grain] * 3), offset=-128).save(file, "JPEG", quality=85)
    file.seek(0)
    return file


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The structural similarity (SSIM) of two pictures' luminance, over blocks of 8 by 8; 1 for the same picture."""
    x, y = (picture.convert("L").convert("F") for picture in (one, other))

    def mean(formula: Callable[[Any], Any]) -> Image.Image:
        return ImageMath.lambda_eval(formula, x=x, y=y).reduce(BLOCK)

    means = {
        "x": x.reduce(BLOCK),
        "y": y.reduce(BLOCK),
        "xx": mean(lambda of: of["x"] * of["x"]),
        "yy": mean(lambda of: of["y"] * of["y"]),
        "xy": mean(lambda of: of["x"] * of["y"]),
    }
    blocks = ImageMath.lambda_eval(_similarity, **means)
    return blocks.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


def _similarity(of: Any) -> Any:
    products, x_squared, y_squared = of["x"] * of["y"], of["x"] * of["x"], of["y"] * of["y"]
    light = (2 * products + C1) / (x_squared + y_squared + C1)
    structure = (2 * (of["xy"] - products) + C2) / (of["xx"] - x_squared + of["yy"] - y_squared + C2)
    return light * structure
