"""Small things that stand in several scenes: people, gulls, boats, houses, trees, lamps."""

from math import cos, sin, tau

from newsroom.demo.pictures.canvas import Canvas, Point, mix


def person(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Standing at (x, y), `size` tall, in a long coat."""
    for side in (-1, 1):
        foot = x + side * size * 0.075
        c.line([(x + side * size * 0.05, y - size * 0.4), (foot, y)], colour, size * 0.065)
        c.line([(foot - size * 0.01, y - size * 0.012), (foot + size * 0.05, y - size * 0.012)], colour, size * 0.03)
    shoulder, hem = y - size * 0.81, y - size * 0.27
    left = curve((x - size * 0.045, shoulder - size * 0.02), (x - size * 0.16, shoulder), (x - size * 0.15, y - size * 0.5), 8)
    right = curve((x + size * 0.15, y - size * 0.5), (x + size * 0.16, shoulder), (x + size * 0.045, shoulder - size * 0.02), 8)
    c.shape([*left, (x - size * 0.165, hem), (x + size * 0.165, hem), *right], colour)
    c.box(x - size * 0.03, shoulder - size * 0.06, size * 0.06, size * 0.07, colour)
    c.oval(x, y - size * 0.92, size * 0.064, size * 0.08, colour)


def gull(c: Canvas, x: float, y: float, size: float, colour: str, tilt: float = 0) -> None:
    """Two wings in a shallow curve."""
    for side in (-1, 1):
        rise = tilt * side * size * 0.3
        wing = [
            (x, y),
            (x + side * size * 0.35, y - size * 0.32 + rise),
            (x + side * size, y - size * 0.16 + rise),
            (x + side * size * 0.4, y - size * 0.2 + rise),
            (x, y + size * 0.09),
        ]
        c.shape(wing, colour)


def boat(c: Canvas, x: float, y: float, size: float, hull: str, cabin: str) -> None:
    """A fishing boat from the side, its bow to the right; `size` is its length."""
    s = size / 200
    c.line([(x - 20 * s, y - 40 * s), (x - 20 * s, y - 190 * s)], hull, 4 * s)
    c.line([(x - 20 * s, y - 185 * s), (x + 92 * s, y - 44 * s)], hull, 1.6 * s)
    c.line([(x - 20 * s, y - 185 * s), (x - 94 * s, y - 40 * s)], hull, 1.6 * s)
    c.line([(x - 20 * s, y - 150 * s), (x - 84 * s, y - 92 * s)], hull, 3 * s)
    c.shape([(x + 5 * s, y - 34 * s), (x + 8 * s, y - 84 * s), (x + 48 * s, y - 84 * s), (x + 54 * s, y - 34 * s)], cabin)
    c.box(x + 16 * s, y - 76 * s, 26 * s, 16 * s, hull)
    deck = [(x - 100 * s, y - 42 * s), (x - 60 * s, y - 32 * s), (x + 50 * s, y - 34 * s), (x + 108 * s, y - 56 * s)]
    c.shape([*deck, (x + 80 * s, y + 4 * s), (x - 84 * s, y + 4 * s)], hull)
    c.line([(x - 96 * s, y - 32 * s), (x - 60 * s, y - 23 * s), (x + 52 * s, y - 25 * s), (x + 102 * s, y - 44 * s)], cabin, 3 * s)


def gables(c: Canvas, left: float, right: float, base: float, colour: str, lit: str, share: float) -> None:
    """A row of narrow houses along a quay, with a `share` of their windows lit."""
    x = left
    while x < right:
        width, height = c.chance.uniform(54, 96), c.chance.uniform(90, 190)
        roof, tone = c.chance.uniform(34, 62), mix(colour, "#000000", c.chance.uniform(0, 0.16))
        top = base - height
        c.shape([(x, base), (x, top), (x + width / 2, top - roof), (x + width, top), (x + width, base)], tone)
        if c.chance.random() < 0.6:
            c.box(x + width * 0.68, top - roof * 0.9, 11, roof * 0.8, tone)
        for row in range(int(height // 42)):
            for place in (0.24, 0.62):
                glass = lit if c.chance.random() < share else mix(tone, "#000000", 0.22)
                c.box(x + width * place - 5, top + 18 + 40 * row, 12, 19, glass)
        x += width


def crown(c: Canvas, x: float, y: float, size: float, colours: tuple[str, ...], leaves: int = 64) -> None:
    """The top of a tree, light from the upper left."""
    for number in range(leaves):
        turn, far = c.chance.uniform(0, tau), c.chance.random() ** 0.6
        shade = min(len(colours) - 1, int(number / leaves * len(colours)))
        lift = (shade / max(1, len(colours) - 1)) * size * 0.16
        spot = (x + cos(turn) * far * size * 0.62 - lift, y + sin(turn) * far * size * 0.45 - lift)
        c.dot(*spot, size * c.chance.uniform(0.08, 0.16), colours[shade])


def tree(c: Canvas, x: float, y: float, size: float, trunk: str, colours: tuple[str, ...]) -> None:
    """Standing at (x, y)."""
    c.shape([(x - size * 0.05, y), (x - size * 0.03, y - size * 0.6), (x + size * 0.03, y - size * 0.6), (x + size * 0.06, y)], trunk)
    crown(c, x, y - size * 0.72, size * 0.72, colours)


def stars(c: Canvas, count: int, bottom: float, colour: str) -> None:
    """More of them, and brighter, the higher up."""
    for _star in range(count):
        y = bottom * c.chance.random() ** 1.4
        c.dot(c.chance.uniform(0, 1500), y, c.chance.choice((0.7, 0.8, 1.0, 1.1, 1.7)), colour)


def curve(begin: Point, bend: Point, end: Point, steps: int = 16) -> list[Point]:
    """From one point to another, drawn towards a third."""
    found = []
    for step in range(steps + 1):
        t = step / steps
        near, middle, far = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((near * begin[0] + middle * bend[0] + far * end[0], near * begin[1] + middle * bend[1] + far * end[1]))
    return found
