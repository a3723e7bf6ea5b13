"""Scenes of work and play: market hall, shipyard, football ground."""

from math import cos, pi, sin, tau

from newsroom.demo.pictures.canvas import Canvas, mix, see_through
from newsroom.demo.pictures.figures import person


def fish_market(c: Canvas) -> None:
    c.wash("#2b343a", "#465157", "#555f60", "#343d41")
    roof(c)
    c.shape([(560, 520), (940, 520), (1700, 1000), (-200, 1000)], "#5d666a", "#3a4246")
    c.glow(750, 500, 380, "#f2c877", 0.75, 0.7)
    for near in (0.12, 0.2, 0.34, 0.58, 1.0):
        for side in (-1, 1):
            pillar(c, 750 + side * (150 + 560 * near), 500 - 470 * near, 520 + 330 * near, 10 + 46 * near)
    for near in (0.06, 0.13, 0.26, 0.46):
        for side in (-1, 1):
            hanging_lamp(c, 750 + side * 640 * near, 462 - 480 * near, 0.25 + 1.5 * near)
    for x, y, size, tone in ((640, 600, 120, "#23292d"), (700, 596, 112, "#2c3439"), (880, 610, 130, "#23292d")):
        person(c, x, y, size, tone)
    for row in range(5):
        near = (row / 4) ** 1.5
        y, wide = 610 + 250 * near, 90 + 200 * near
        for place in range(-4, 4):
            x = 750 + place * wide * 1.12 + (40 if place >= 0 else -40) * (1 + near)
            if -wide < x < 1500 and abs(x + wide / 2 - 750) > 70 + 60 * near:
                crate(c, x, y, wide, 42 + 96 * near)
    for _glint in range(70):
        y = c.chance.uniform(560, 990)
        c.lens(750 + c.chance.gauss(0, 46 + (y - 560) * 0.24), y, c.chance.uniform(20, 80), 4, "#ffe2a655")


def roof(c: Canvas) -> None:
    for near in (1.0, 0.62, 0.38, 0.24, 0.15):
        left, right, top = 750 - 760 * near, 750 + 760 * near, 500 - 500 * near
        c.line([(left, top + 60 * near), (750, top - 130 * near), (right, top + 60 * near)], "#161b1f", 20 * near + 3)
        c.line([(left, top + 60 * near), (right, top + 60 * near)], "#1b2126", 12 * near + 2)
        for rib in range(1, 6):
            x = left + (right - left) * rib / 6
            rise = (1 - abs(rib - 3) / 3) * 190 * near
            c.line([(x, top + 60 * near), (x, top + 60 * near - rise)], "#1b2126", 6 * near + 1)
    c.shape([(690, 455), (810, 455), (826, 520), (674, 520)], "#f3d79b", "#d9b97d")


def pillar(c: Canvas, x: float, top: float, foot: float, wide: float) -> None:
    c.shape([(x - wide / 2, foot), (x - wide * 0.36, top + wide), (x + wide * 0.36, top + wide), (x + wide / 2, foot)], "#2e3b3f", "#1e272b")
    c.box(x - wide * 0.3, top + wide, wide * 0.14, foot - top - wide, "#66777a88")
    c.box(x - wide * 0.8, foot - wide * 0.5, wide * 1.6, wide * 0.5, "#1a2226")


def hanging_lamp(c: Canvas, x: float, y: float, s: float) -> None:
    c.line([(x, y - 300 * s), (x, y - 30 * s)], "#12171a", 3 * s)
    c.glow(x, y + 6 * s, 210 * s, "#ffcf7c", 0.8)
    c.shape([(x - 52 * s, y), (x - 18 * s, y - 34 * s), (x + 18 * s, y - 34 * s), (x + 52 * s, y)], "#1d2a2e")
    c.lens(x - 46 * s, y + 2 * s, 92 * s, 20 * s, "#fff1c9")


def crate(c: Canvas, x: float, y: float, wide: float, deep: float) -> None:
    """Seen from above, full of ice and fish."""
    c.shape([(x, y), (x + wide, y), (x + wide * 1.02, y + deep), (x - wide * 0.02, y + deep)], "#dfe6e6", "#c3cdd0")
    c.box(x - wide * 0.02, y + deep, wide * 1.04, deep * 0.34, "#5f8590", "#44646e")
    for number in range(7):
        fish_x, fish_y = x + wide * (0.1 + 0.12 * number), y + deep * (0.46 + 0.06 * (number % 3 - 1))
        fish(c, fish_x, fish_y, deep * 0.82, wide * 0.11)
    c.line([(x, y), (x + wide, y)], "#7fa1aa", 5)
    c.line([(x - wide * 0.02, y + deep), (x + wide * 1.02, y + deep)], "#9dbac0", 6)


def fish(c: Canvas, x: float, y: float, long: float, thick: float) -> None:
    """Head up."""
    sides = [(x + thick / 2 * sin(pi * t / 8) * s, y - long / 2 + long * 0.86 * t / 8) for s, ts in ((1, range(9)), (-1, range(8, -1, -1))) for t in ts]
    c.shape(sides, "#aebbc2", "#7d8f99")
    c.shape([(x, y + long * 0.3), (x - thick * 0.5, y + long * 0.5), (x + thick * 0.5, y + long * 0.5)], "#76868f")
    c.line([(x - thick * 0.12, y - long * 0.36), (x - thick * 0.1, y + long * 0.26)], "#eef4f5", thick * 0.16)
    c.line([(x + thick * 0.18, y - long * 0.34), (x + thick * 0.14, y + long * 0.26)], "#3f505a88", thick * 0.14)
    c.dot(x, y - long * 0.38, thick * 0.1, "#1d262b")


def shipyard_crane(c: Canvas) -> None:
    c.wash("#8fa0a6", "#cfb995", "#edc58a", bottom=720)
    c.glow(280, 560, 620, "#ffe4ad", 0.85)
    c.shape(c.ridge(640, 20, 2.2), "#a99a85")
    for x, wide, high in ((0, 220, 130), (230, 150, 96), (1190, 330, 150), (1080, 100, 100)):
        c.shape([(x, 720), (x, 660 - high + 30), (x + wide / 2, 640 - high), (x + wide, 660 - high + 30), (x + wide, 720)], "#8d7f70")
    gantry(c)
    hull(c)
    c.shape([(-10, 806), (1510, 806), (1510, 1000), (-10, 1000)], "#6d655c", "#4b4641")
    c.line([(-10, 806), (1510, 806)], "#b3a38b", 6)
    for x in range(330, 1220, 74):
        c.shape([(x - 18, 812), (x - 10, 758), (x + 10, 758), (x + 18, 812)], "#5a4a3a")
    for _plate in range(60):
        c.lens(c.chance.uniform(0, 1500), c.chance.uniform(824, 990), c.chance.uniform(60, 220), 3, c.chance.choice(("#877c6e99", "#39363399")))
    for x, y, size in ((240, 858, 110), (1280, 872, 124), (1330, 868, 116)):
        person(c, x, y, size, "#2f2e30")
        c.dot(x, y - size * 0.93, size * 0.085, "#e3b23c")
    for x, y in ((548, 636), (902, 600), (1012, 676)):
        sparks(c, x, y)


def gantry(c: Canvas) -> None:
    red, dark = "#a6432f", "#6f2c22"
    for x in (190, 1270):
        for foot in (-54, 54):
            c.line([(x + foot, 812), (x + foot * 0.35, 190)], red, 22)
            c.line([(x + foot + 7, 812), (x + foot * 0.35 + 6, 190)], dark, 6)
        for level in range(5):
            y = 300 + level * 104
            c.line([(x - 30 - level * 5, y), (x + 30 + level * 5, y + 52)], dark, 6)
            c.line([(x + 30 + level * 5, y), (x - 30 - level * 5, y + 52)], dark, 6)
        c.box(x - 76, 800, 152, 22, "#3b3531")
    c.box(90, 140, 1290, 58, red, "#8c3727")
    c.box(90, 188, 1290, 10, dark)
    for place in range(26):
        x = 96 + place * 49.5
        c.line([(x, 196), (x + 24, 142), (x + 49, 196)], dark, 4)
    c.box(690, 112, 120, 100, "#e0a93c", "#b98526")
    c.box(704, 128, 42, 34, "#4d5a5f")
    for x in (724, 776):
        c.line([(x, 210), (x, 372)], "#3b3531", 4)
    c.shape([(640, 420), (750, 372), (860, 420)], "#6d757a00")
    c.line([(654, 424), (750, 372), (846, 424)], "#3b3531", 4)
    c.shape([(640, 424), (860, 418), (866, 488), (646, 494)], "#7e868a", "#5d656a")


def hull(c: Canvas) -> None:
    """Plates to the left, bare ribs to the right."""
    edge = [(300, 520), (420, 540), (1180, 540), (1200, 500)]
    c.shape([*edge, (1160, 760), (1080, 782), (430, 782), (360, 740)], "#8d4a37", "#5d3027")
    c.shape([(880, 540), (1180, 540), (1196, 506), (1158, 752), (1078, 774), (880, 774)], "#d7b587", "#b99364")
    for rib in range(11):
        x = 890 + rib * 29
        c.line([(x, 540), (x - 6, 776 - rib * 1.2)], "#5a3a2c", 9)
    for deck in (600, 660, 720):
        c.line([(880, deck), (1176 - (deck - 600) * 0.1, deck)], "#5a3a2c", 7)
    for row in range(4):
        for place in range(7):
            x, y = 330 + place * 80 + (row % 2) * 30, 544 + row * 60
            if x + 76 < 884:
                c.box(x, y, 76, 56, see_through(c.chance.choice(("#a35a43", "#7b4031", "#96553f", "#6d757a")), 0.75))
                c.line([(x, y), (x + 76, y)], "#4b261e88", 2)
    c.line([(300, 520), (420, 540), (1180, 540), (1200, 500)], "#4b261e", 8)
    for place in range(14):
        x = 316 + place * 64
        c.line([(x, 800), (x, 500)], "#57504899", 4)
    for level in (560, 640, 720):
        c.line([(300, level), (1210, level)], "#57504899", 4)


def sparks(c: Canvas, x: float, y: float) -> None:
    c.glow(x, y, 120, "#dff1ff", 0.95)
    c.glow(x, y, 40, "#ffffff", 1.0)
    for _spark in range(56):
        turn, far = c.chance.uniform(0.1, pi - 0.1), c.chance.random() * 130
        end = (x + cos(turn) * far, y + sin(turn) * far * 0.5 + far * far / 170)
        c.line([(x + cos(turn) * far * 0.8, y + sin(turn) * far * 0.4 + far * far / 260), end], c.chance.choice(("#ffe6a0", "#ffb347", "#fff6dd")), 2)


def stadium_floodlit(c: Canvas) -> None:
    c.wash("#0c1428", "#17233f", "#24304f", "#151f3a")
    stand(c, [(-20, 300), (520, 190), (1520, 250), (1520, 470), (620, 356), (-20, 520)], 2600)
    c.shape([(-20, 300), (520, 190), (1520, 250), (1520, 226), (520, 160), (-20, 270)], "#1b2540", "#2d3a5c")
    c.shape([(-20, 500), (620, 350), (1520, 460), (1520, 480), (620, 372), (-20, 524)], "#3a466a")
    pitch(c)
    for x, y, size in ((180, 60, 0.9), (640, 20, 0.7), (1080, 40, 0.8), (1420, 90, 1.0)):
        mast(c, x, y, size)
    c.soft([[(-60, 380), (500, 300), (1100, 340), (1600, 420), (1600, 500), (800, 440), (-60, 560)]], "#cfdcea", 40, 0.3)
    c.shape([(-20, 1000), (-20, 880), (1520, 960), (1520, 1000)], "#0a1022")
    for number in range(46):
        x = number * 34 + c.chance.uniform(-8, 8)
        y = 905 + x * 0.052 + c.chance.uniform(-8, 10)
        c.dot(x, y, c.chance.uniform(17, 22), "#0a1022")
        c.oval(x, y + 46, 32, 32, "#0a1022")
    for x, y, tone in ((300, 870, "#b8382f"), (820, 900, "#b8382f"), (1220, 920, "#f1e6cf")):
        c.line([(x - 40, y - 60), (x + 10, y + 40)], "#0a1022", 9)
        c.shape([(x - 92, y - 96), (x + 56, y - 66), (x + 54, y - 44), (x - 92, y - 70)], tone)


def stand(c: Canvas, outline: list[tuple[float, float]], people: int) -> None:
    c.shape(outline, "#202b49", "#141d38")
    left, right = 0.0, 1500.0
    for _face in range(people):
        x = c.chance.uniform(left, right)
        top = 300 - x * 0.204 if x < 520 else 194 + (x - 520) * 0.056
        low = 512 - (x + 20) * 0.24 if x < 620 else 358 + (x - 620) * 0.122
        row = round(c.chance.random() * 16) / 16
        y = top + 14 + (low - top - 26) * row
        c.dot(x, y, c.chance.uniform(2.2, 3.6), c.chance.choice(("#d9c2a3", "#b98c6a", "#8f3b3b", "#e9e2d2", "#43507a", "#c9504a", "#6a7499")))


def pitch(c: Canvas) -> None:
    corners = [(620, 372), (1620, 500), (1120, 1060), (-360, 730)]

    def spot(u: float, v: float) -> tuple[float, float]:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
        top, low = (ax + (bx - ax) * u, ay + (by - ay) * u), (dx + (cx - dx) * u, dy + (cy - dy) * u)
        return top[0] + (low[0] - top[0]) * v, top[1] + (low[1] - top[1]) * v

    c.shape(corners, "#2f7a45", "#1d5a35")
    for band in range(0, 14, 2):
        c.shape([spot(band / 14, 0), spot((band + 1) / 14, 0), spot((band + 1) / 14, 1), spot(band / 14, 1)], "#4c9a5a77")
    c.glow(700, 600, 620, "#d9f3cf", 0.35, 0.5)

    def chalk(*way: tuple[float, float]) -> None:
        c.line([spot(*step) for step in way], "#f1f6ecdd", 4)

    chalk((0.04, 0.05), (0.96, 0.05), (0.96, 0.95), (0.04, 0.95), (0.04, 0.05))
    chalk((0.5, 0.05), (0.5, 0.95))
    chalk(*((0.5 + 0.09 * cos(tau * t / 40), 0.5 + 0.13 * sin(tau * t / 40)) for t in range(41)))
    for end, way in ((0.04, 1), (0.96, -1)):
        chalk((end, 0.24), (end + way * 0.15, 0.24), (end + way * 0.15, 0.76), (end, 0.76))
        chalk((end, 0.38), (end + way * 0.05, 0.38), (end + way * 0.05, 0.62), (end, 0.62))
    for number in range(21):
        x, y = spot(c.chance.uniform(0.1, 0.9), c.chance.uniform(0.1, 0.82))
        player(c, x, y, 26 + (y - 372) * 0.045, "#c8352e" if number % 2 else "#f3eedd")


def player(c: Canvas, x: float, y: float, size: float, shirt: str) -> None:
    c.lens(x - size * 0.5, y, size * 1.4, size * 0.16, "#0f3a2188")
    c.line([(x - size * 0.14, y), (x, y - size * 0.45)], "#1c2436", size * 0.14)
    c.line([(x + size * 0.18, y), (x, y - size * 0.45)], "#1c2436", size * 0.14)
    c.box(x - size * 0.16, y - size * 0.84, size * 0.32, size * 0.42, shirt)
    c.dot(x, y - size * 0.95, size * 0.13, mix("#d9b08c", "#8a5a3c", c.chance.random()))


def mast(c: Canvas, x: float, y: float, s: float) -> None:
    c.line([(x, y + 60 * s), (x, y + 330 * s)], "#0a1022", 9 * s)
    c.glow(x, y + 30 * s, 330 * s, "#dcebff", 0.7)
    c.shape([(x - 70 * s, y), (x + 70 * s, y + 6 * s), (x + 66 * s, y + 64 * s), (x - 66 * s, y + 58 * s)], "#101830")
    for row in range(3):
        for place in range(6):
            c.dot(x - 52 * s + place * 21 * s, y + 12 * s + row * 19 * s, 7.5 * s, "#ffffff")
    c.glow(x, y + 30 * s, 110 * s, "#ffffff", 0.85)
