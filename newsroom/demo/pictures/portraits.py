"""Portraits of the demo's authors: heads in flat inks on a plain ground, lit from the left."""

from dataclasses import dataclass
from math import cos, pi, sin, tau

from newsroom.demo.pictures.canvas import Canvas, Point, mix, see_through
from newsroom.demo.pictures.figures import curve

X, Y = 750, 640  # the middle of the face
WIDE, HIGH = 210, 285
AROUND, ABOVE = 1.34, 0.14  # how much wider the sheet is than the portrait cut out of it, and where that begins


@dataclass(frozen=True)
class Look:
    ground: str
    skin: str
    hair: str
    cut: str  # short, bob, long, round, bun, curls, cap, thin
    coat: str
    shirt: str
    glasses: str = ""
    beard: str = ""
    lean: float = 0


LOOKS = {
    "mara-velleck": Look("#c9b8a4", "#e6bd9d", "#8d8a88", "bob", "#2c3340", "#efe9dc", lean=14),
    "tomas-addery": Look("#a9b8bd", "#dba985", "#4b3426", "short", "#45607a", "#e9e4d7"),
    "jiho-maeng": Look("#d2c7a8", "#e2b48c", "#1f1c1e", "short", "#4d4a45", "#dfe6e6", glasses="#1f1c1e", lean=-10),
    "do-haerin": Look("#9fb0a4", "#ecc4a2", "#19171b", "bob", "#b9822f", "#f2ead8", lean=-12),
    "nkechi-brandreth": Look("#d9b98d", "#7a4a31", "#1c1513", "round", "#2f5d5a", "#e9d9b4", lean=8),
    "rowan-ashgill": Look("#93a5b3", "#e7b796", "#a6522a", "cap", "#26374a", "#c9b79a", beard="#a6522a"),
    "petra-lindqvane": Look("#b5a3a4", "#efcbb0", "#d3ad67", "bun", "#5d2f3a", "#e7dccb", lean=12),
    "samir-tahanwray": Look("#b9b59a", "#b97f57", "#231c1a", "short", "#3f3552", "#d9cfbd", "#5a3c22", "#2b2220", -8),
    "callum-prowse-adeyi": Look("#9ab09b", "#94603f", "#1b1614", "short", "#a83f32", "#f1ead9", lean=10),
    "ines-carrabel": Look("#c7a48b", "#d6a07a", "#2e211d", "curls", "#39413f", "#c9cfc6", lean=-10),
    "edwin-farrowby": Look("#a89f8f", "#e4b99c", "#eceae4", "thin", "#5b4a37", "#f3efe4", "#6d6358", "#e6e2da", 6),
    "leila-ghazwani": Look("#a3aeb9", "#cf9b74", "#2a1e1c", "long", "#6d7a4f", "#efe6d3", lean=-14),
}


def paint(c: Canvas, slug: str) -> None:
    look = LOOKS[slug]
    c.wash(mix(look.ground, "#ffffff", 0.22), look.ground, mix(look.ground, "#3a3632", 0.18))
    c.glow(520, 520, 900, mix(look.ground, "#ffffff", 0.55), 0.6)
    x = X + look.lean
    behind(c, x, look)
    shoulders(c, x, look)
    face(c, x, look)
    features(c, x, look)
    if look.beard:
        beard(c, x, look)
    on_top(c, x, look)
    if look.glasses:
        spectacles(c, x, look.glasses)


def oval(x: float, y: float, across: float, down: float, begin: float = 0, end: float = tau) -> list[Point]:
    return [(x + across * cos(begin + (end - begin) * t / 48), y + down * sin(begin + (end - begin) * t / 48)) for t in range(49)]


def behind(c: Canvas, x: float, look: Look) -> None:
    """Hair that falls behind the neck."""
    dark = mix(look.hair, "#000000", 0.25)
    match look.cut:
        case "bob":
            c.shape([*curve((x - 268, Y + 220), (x - 320, Y - 330), (x, Y - 345)), *curve((x, Y - 345), (x + 320, Y - 330), (x + 272, Y + 220)), (x, Y + 250)], dark)
        case "long":
            c.shape([*curve((x - 330, Y + 520), (x - 300, Y - 360), (x, Y - 350)), *curve((x, Y - 350), (x + 300, Y - 360), (x + 340, Y + 520))], dark)
        case "round":
            c.shape(oval(x, Y - 110, 380, 360), look.hair)
        case "bun":
            c.shape(oval(x + 30, Y - 400, 110, 96), look.hair)
        case "curls":
            for _curl in range(120):
                turn, far = c.chance.uniform(0, tau), c.chance.random() ** 0.5
                c.dot(x + 320 * far * cos(turn), Y - 40 + 350 * far * sin(turn), c.chance.uniform(34, 62), mix(look.hair, "#6d4a34", c.chance.random() * 0.25))


def shoulders(c: Canvas, x: float, look: Look) -> None:
    dark, neck = mix(look.coat, "#000000", 0.3), mix(look.skin, "#3a1f18", 0.26)
    top, left, right = 990, x - 150, x + 150
    slope = [*curve((x - 560, 1500), (x - 520, top + 50), (left, top)), *curve((right, top), (x + 520, top + 50), (x + 560, 1500))]
    c.shape(slope, look.coat, dark)
    c.shape([(x - 112, 820), (x + 118, 820), (right, top + 20), (x, top + 180), (left, top + 20)], look.skin, neck)
    c.shape([(x - 112, 860), *curve((x - 112, 880), (x + 40, 1020), (x + 128, 890)), (x + 128, 840)], see_through(neck, 0.8))
    c.shape([(left, top), (x, top + 180), (right, top), (x + 196, top + 50), (x, 1460), (x - 196, top + 50)], look.shirt, mix(look.shirt, "#6d6a66", 0.3))
    for side in (-1, 1):
        lapel = [(x + side * 150, top - 8), (x + side * 250, top + 34), (x + side * 200, top + 200), (x, 1470), (x, 1380)]
        c.shape(lapel, mix(look.coat, "#ffffff", 0.08 if side < 0 else 0.03))
    c.shape([(x + 330, 1500), *curve((x + 250, 1180), (x + 450, 1120), (x + 559, 1500))], see_through(dark, 0.45))


def face(c: Canvas, x: float, look: Look) -> None:
    shade = mix(look.skin, "#4a241c", 0.3)
    for side in (-1, 1):
        c.shape(oval(x + side * (WIDE - 2), Y + 10, 38, 66), look.skin if side < 0 else shade)
    jaw = [(x + WIDE * cos(t) * (1 if sin(t) < 0 else 1 - 0.22 * sin(t) ** 2), Y + HIGH * sin(t)) for t in (tau * n / 60 for n in range(60))]
    c.shape(jaw, mix(look.skin, "#fff4e4", 0.14), look.skin)
    side = [(px, py) for px, py in jaw if px > x + 40]
    side.sort(key=lambda spot: spot[1])
    c.shape([*curve((x + 60, Y - HIGH), (x + 120, Y - 40), (x + 70, Y + 40)), *curve((x + 70, Y + 40), (x + 150, Y + 160), (x + 30, Y + HIGH)), *reversed(side)], see_through(shade, 0.5))
    c.glow(x - 90, Y + 70, 110, mix(look.skin, "#d9604a", 0.3), 0.5)
    c.glow(x + 110, Y + 76, 90, mix(look.skin, "#b9483a", 0.35), 0.4)


def features(c: Canvas, x: float, look: Look) -> None:
    """As few strokes as a face needs."""
    ink = mix(look.skin, "#1c1212", 0.78)
    brow = mix(look.hair, "#2a1d19", 0.5 if look.hair > "#a" else 0.1)
    for side in (-1, 1):
        eye = x + side * 88
        c.line(curve((eye - 44, Y - 62), (eye, Y - 88), (eye + 44, Y - 64), 10), brow, 13)
        c.line(curve((eye - 32, Y - 12), (eye, Y - 32), (eye + 32, Y - 12), 10), ink, 7)
        c.oval(eye, Y - 12, 13, 14, ink)
        c.dot(eye - 4, Y - 17, 4, "#ffffffcc")
    nose = mix(look.skin, "#4a241c", 0.42)
    c.line([*curve((x + 8, Y - 40), (x + 16, Y + 40), (x + 32, Y + 74), 10), *curve((x + 32, Y + 84), (x + 6, Y + 102), (x - 20, Y + 88), 8)], nose, 8)
    lips = mix(look.skin, "#8f2f2c", 0.5)
    c.shape([*curve((x - 64, Y + 160), (x, Y + 150), (x + 66, Y + 158), 10), *curve((x + 66, Y + 158), (x + 4, Y + 204), (x - 64, Y + 160), 10)], see_through(lips, 0.75))
    c.line(curve((x - 70, Y + 158), (x, Y + 172), (x + 72, Y + 154), 12), mix(lips, "#200f0f", 0.55), 6)


def beard(c: Canvas, x: float, look: Look) -> None:
    outer = oval(x, Y + 20, WIDE + 6, HIGH + 26, 0.05 * pi, 0.95 * pi)
    inner = [*curve((x - WIDE + 6, Y + 70), (x - 120, Y + 96), (x - 92, Y + 136)), *curve((x - 60, Y + 124), (x, Y + 112), (x + 60, Y + 124)), *curve((x + 92, Y + 136), (x + 120, Y + 96), (x + WIDE - 6, Y + 70))]
    c.shape([*outer, *inner], look.beard, mix(look.beard, "#000000", 0.22))
    c.shape([*curve((x - 70, Y + 160), (x, Y + 190), (x + 70, Y + 160)), *curve((x + 60, Y + 190), (x, Y + 216), (x - 60, Y + 190))], mix(look.skin, "#8f2f2c", 0.45))


def on_top(c: Canvas, x: float, look: Look) -> None:
    """Hair, or what is worn over it, and a little light on it."""
    TOPS.get(look.cut, parted)(c, x, look)
    if look.cut not in ("cap", "thin"):
        for strand in range(7):
            sweep = curve((x - 150 + strand * 20, Y - 300 + strand * 3), (x - 40 + strand * 30, Y - 318), (x + 80 + strand * 18, Y - 250 + strand * 6), 10)
            c.line(sweep, see_through(mix(look.hair, "#ffffff", 0.3), 0.25), 4)


def crown(x: float) -> list[Point]:
    return oval(x, Y - 40, WIDE + 20, HIGH + 20, pi, tau)


def cap(c: Canvas, x: float, look: Look) -> None:
    c.shape([*oval(x, Y - 110, WIDE + 34, HIGH - 30, pi, tau), (x + WIDE + 34, Y - 96), (x - WIDE - 34, Y - 96)], "#8a3a2c", "#6d2b22")
    c.box(x - WIDE - 44, Y - 166, 2 * WIDE + 88, 84, "#a3493a", "#843528")
    for rib in range(17):
        c.line([(x - WIDE - 34 + rib * 30, Y - 162), (x - WIDE - 34 + rib * 30, Y - 86)], "#6d2b2288", 4)
    for side in (-1, 1):
        c.shape([(x + side * (WIDE - 4), Y - 86), (x + side * (WIDE + 18), Y - 86), (x + side * (WIDE + 6), Y + 60)], look.hair)


def thin(c: Canvas, x: float, look: Look) -> None:
    for side in (-1, 1):
        c.shape([*curve((x + side * (WIDE - 30), Y - 190), (x + side * (WIDE + 60), Y - 130), (x + side * (WIDE + 14), Y + 40)), (x + side * (WIDE - 14), Y - 60)], look.hair)


def full(c: Canvas, x: float, look: Look) -> None:
    c.shape([*crown(x), *curve((x + WIDE - 10, Y - 60), (x + 60, Y - 210), (x - WIDE + 10, Y - 70))], look.hair)
    for _curl in range(90):
        turn, far = c.chance.uniform(pi, tau), c.chance.uniform(0.82, 1.02)
        c.dot(x + 372 * far * cos(turn), Y - 90 + 350 * far * sin(turn), c.chance.uniform(12, 26), look.hair)


def curls(c: Canvas, x: float, look: Look) -> None:
    for _curl in range(64):
        turn = c.chance.uniform(pi * 1.02, tau * 0.99)
        c.dot(x + (WIDE + 24) * cos(turn), Y - 60 + (HIGH - 30) * sin(turn), c.chance.uniform(34, 56), mix(look.hair, "#7a523a", c.chance.random() * 0.3))


def short(c: Canvas, x: float, look: Look) -> None:
    right = [(x + WIDE + 8, Y + 10), *curve((x + WIDE - 20, Y - 90), (x + 130, Y - 200), (x - 20, Y - 186))]
    left = [*curve((x - 20, Y - 186), (x - 150, Y - 170), (x - WIDE + 16, Y - 70)), (x - WIDE - 8, Y + 10)]
    c.shape([*crown(x), *right, *left], mix(look.hair, "#ffffff", 0.1), look.hair)


def parted(c: Canvas, x: float, look: Look) -> None:
    """Falling to both sides of the face, as far as the cut reaches."""
    low = {"long": 300, "bob": 190}.get(look.cut, -20)
    right = [
        *curve((x + WIDE + 22, Y - 30), (x + WIDE + 60, Y + low * 0.6), (x + WIDE + 20, Y + low)),
        *curve((x + WIDE - 20, Y + low * 0.5), (x + WIDE - 10, Y - 120), (x - 60, Y - 236)),
    ]
    left = [
        *curve((x - 60, Y - 236), (x - WIDE + 10, Y - 150), (x - WIDE + 16, Y + low * 0.5)),
        *curve((x - WIDE - 20, Y + low), (x - WIDE - 60, Y + low * 0.6), (x - WIDE - 22, Y - 30)),
    ]
    c.shape([*crown(x), *right, *left], mix(look.hair, "#ffffff", 0.1), look.hair)


TOPS = {"cap": cap, "thin": thin, "round": full, "curls": curls, "short": short}


def spectacles(c: Canvas, x: float, frame: str) -> None:
    for side in (-1, 1):
        ring = oval(x + side * 90, Y - 10, 68, 58)
        c.shape(ring, "#ffffff22")
        c.line(ring, frame, 9)
    c.line(curve((x - 24, Y - 16), (x, Y - 32), (x + 24, Y - 16), 8), frame, 9)
