"""Paper and inks of the demo's pictures: shapes in units of 1500 to the width, drawn at twice the size, then grained."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, pi, sin, tau
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

UNITS = 1500
TWICE = 2
STEP = 6  # units between the points of a line that is made by chance
COARSE = 8  # soft shapes are drawn at an eighth

Point = tuple[float, float]
Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    return ImageColor.getrgb(colour)[:3]


def mix(one: str, two: str, share: float) -> str:
    """A colour between two; 0 is the first."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(two), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*parts)


def see_through(colour: str, alpha: float) -> str:
    return f"{colour}{round(alpha * 255):02x}"


@cache
def column(stops: tuple[tuple[float, str], ...], height: int) -> Image.Image:
    """One pixel wide, from colour to colour; `stops` are (share of the height, colour), the first 0, the last 1."""
    strip = Image.new("RGB", (1, height))
    for (begin, one), (end, two) in zip(stops, stops[1:], strict=False):
        top, bottom = round(begin * (height - 1)), round(end * (height - 1))
        first, last, span = rgb(one), rgb(two), max(1, bottom - top)
        for y in range(top, bottom + 1):
            share = (y - top) / span
            strip.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True)))
    return strip


def even(*colours: str) -> tuple[tuple[float, str], ...]:
    """Stops at equal distances."""
    return tuple((place / (len(colours) - 1), colour) for place, colour in enumerate(colours))


class Canvas:
    """`chance` is seeded with the picture's name, so that it is the same each time."""

    def __init__(self, name: str, width: int, ratio: float = 2 / 3) -> None:
        self.chance = Random(name)  # noqa: S311 – dice, not secrets
        self.scale = TWICE * width / UNITS
        self.image = Image.new("RGB", (TWICE * width, TWICE * round(width * ratio)))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.height = UNITS * ratio

    def at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def wash(self, *colours: str, top: float = 0, bottom: float | None = None) -> None:
        """A field from edge to edge, from colour to colour downwards."""
        stops = even(*colours) if len(colours) > 1 else even(colours[0], colours[0])
        box = (0, round(top * self.scale), self.image.width, round((bottom or self.height) * self.scale))
        self.image.paste(column(stops, box[3] - box[1]).resize((box[2], box[3] - box[1])), box)

    def shape(self, points: Sequence[Point], *colours: str) -> None:
        """A filled outline in one colour (which may be see-through), or in several from its top to its bottom."""
        spots = self.at(points)
        if len(colours) == 1:
            self.pen.polygon(spots, fill=colours[0])
            return
        left, top = (int(min(spot[axis] for spot in spots)) for axis in (0, 1))
        right, bottom = (int(max(spot[axis] for spot in spots)) + 1 for axis in (0, 1))
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in spots], fill=255)
        self.image.paste(column(even(*colours), mask.height).resize(mask.size), (left, top), mask)

    def box(self, left: float, top: float, width: float, height: float, *colours: str) -> None:
        right, bottom = left + width, top + height
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], *colours)

    def oval(self, x: float, y: float, across: float, down: float, *colours: str) -> None:
        """Around its middle."""
        turns = (tau * step / 72 for step in range(72))
        self.shape([(x + across * cos(turn), y + down * sin(turn)) for turn in turns], *colours)

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        self.pen.line(self.at(points), fill=colour, width=max(1, round(width * self.scale)), joint="curve")

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        (left, top), (right, bottom) = self.at([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse((left, top, right, bottom), fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0, flat: float = 1.0) -> None:
        """Light around a point, fading to nothing at `radius`; `flat` squeezes it."""
        size = round(2 * radius * self.scale), round(2 * radius * flat * self.scale)
        # Pillow's gradient counts 181 from its middle to the nearest edge.
        light = Image.radial_gradient("L").point(lambda v: round(255 * strength * max(0, 1 - v / 181) ** 1.8))
        corner = round((x - radius) * self.scale), round((y - radius * flat) * self.scale)
        self.image.paste(Image.new("RGB", size, colour), corner, light.resize(size, Image.Resampling.BILINEAR))

    def veil(self, colour: str, top: float, bottom: float, first: float, last: float) -> None:
        """Haze from edge to edge whose strength goes from `first` to `last` downwards."""
        stops = even(*("#" + f"{round(255 * share):02x}" * 3 for share in (first, last)))
        box = (0, round(top * self.scale), self.image.width, round(bottom * self.scale))
        mask = column(stops, box[3] - box[1]).convert("L").resize((box[2], box[3] - box[1]))
        self.image.paste(Image.new("RGB", mask.size, colour), box, mask)

    def soft(self, shapes: Iterable[Sequence[Point]], colour: str, blur: float, strength: float = 1.0) -> None:
        """Shapes with melting edges, such as clouds, fog and shafts of light."""
        outlines = [[(x / COARSE, y / COARSE) for x, y in self.at(points)] for points in shapes]
        far = blur * self.scale / COARSE
        full = [math.ceil(side / COARSE) for side in self.image.size]
        low = [int(min(spot[axis] for line in outlines for spot in line) - 3 * far) for axis in (0, 1)]
        high = [math.ceil(max(spot[axis] for line in outlines for spot in line) + 3 * far) for axis in (0, 1)]
        left, top = max(0, low[0]), max(0, low[1])
        mask = Image.new("L", (min(full[0], high[0]) - left, min(full[1], high[1]) - top))
        pen = ImageDraw.Draw(mask)
        for line in outlines:
            pen.polygon([(x - left, y - top) for x, y in line], fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(far))
        mask = mask.resize((mask.width * COARSE, mask.height * COARSE), Image.Resampling.BILINEAR)
        self.image.paste(Image.new("RGB", mask.size, colour), (left * COARSE, top * COARSE), mask)

    def ridge(self, y: float, height: float, waves: float = 3, rough: float = 0.0) -> list[Point]:
        """A skyline from edge to edge, closed along the bottom: so many long waves, and small teeth where rough."""
        parts = [(waves * 2**n * self.chance.uniform(0.8, 1.2), self.chance.uniform(0, tau), 2.1**-n) for n in range(4)]
        edge = []
        for x in range(-STEP, UNITS + 2 * STEP, STEP):
            rise = sum(size * sin(tau * turns * x / UNITS + begin) for turns, begin, size in parts) / 1.8
            edge.append((x, y - height * rise + self.chance.uniform(-rough, rough)))
        return [*edge, (UNITS + STEP, self.height), (-STEP, self.height)]

    def mirror(self, y: float, depth: float, wobble: float, shade: str, strength: float) -> None:
        """What stands above `y`, upside down below it as far as `depth`, broken into strips and tinted."""
        line, down = round(y * self.scale), round(depth * self.scale)
        above = self.image.crop((0, max(0, line - down), self.image.width, line)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        above = Image.blend(above, Image.new("RGB", above.size, shade), strength)
        strip = max(2, round(3 * self.scale))
        for top in range(0, above.height, strip):
            far = top / above.height
            shift = round(self.chance.gauss(0, wobble * (0.15 + far)) * self.scale)
            part = above.crop((0, top, above.width, min(above.height, top + strip)))
            self.image.paste(part, (0, line + top))
            self.image.paste(part, (shift, line + top))

    def ripples(
        self, top: float, bottom: float, colours: Sequence[str], count: int, length: float = 90, weight: float = 3
    ) -> None:
        """Short level strokes of water, finer towards the horizon."""
        for _stroke in range(count):
            near = self.chance.random() ** 1.6
            y, x = top + (bottom - top) * near, self.chance.uniform(-50, UNITS)
            long = length * (0.15 + near) * self.chance.uniform(0.4, 1.6)
            thick = weight * (0.25 + near) * self.chance.uniform(0.5, 1.2)
            self.lens(x, y, long, thick, self.chance.choice(colours))

    def lens(self, x: float, y: float, length: float, thick: float, colour: str) -> None:
        """A stroke that is thick in the middle and runs out at both ends."""
        share = (0, 0.25, 0.5, 0.75, 1)
        rise = [(x + length * s, y - thick * sin(pi * s) / 2) for s in share]
        fall = [(x + length * s, y + thick * sin(pi * s) / 2) for s in reversed(share)]
        self.shape(rise + fall, colour)

    def print(self, grain: float = 5.0) -> Image.Image:
        """The finished sheet: reduced, with the unevenness of ink and a fine grain, so that no gradient shows bands."""
        sheet = self.image.reduce(TWICE)
        small = self.chance.randbytes(60 * 40)
        ink = Image.frombytes("L", (60, 40), small).point(lambda v: 128 + round((v - 128) * grain / 190))
        ink = ink.resize(sheet.size, Image.Resampling.BICUBIC)
        speck = tile(sheet.size).point(lambda v: 128 + round((v - 128) * grain / 105))
        uneven = ImageChops.add(ink, speck, offset=-128)
        return ImageChops.add(sheet, Image.merge("RGB", (uneven,) * 3), offset=-128)


@cache
def tile(size: tuple[int, int]) -> Image.Image:
    """Noise of one seed, repeated over a sheet of this size."""
    one = Image.frombytes("L", (384, 384), Random("grain").randbytes(384 * 384))  # noqa: S311
    one = one.filter(ImageFilter.GaussianBlur(0.6)).point(lambda v: max(0, min(255, 128 + (v - 128) * 2)))
    sheet = Image.new("L", size)
    for x in range(0, size[0], 384):
        for y in range(0, size[1], 384):
            sheet.paste(one, (x, y))
    return sheet
