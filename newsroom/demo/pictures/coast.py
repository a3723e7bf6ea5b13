"""Scenes of the open coast: storm, lighthouse, wind farm, and what grows under water."""

from math import cos, pi, sin, tau

from newsroom.demo.pictures.canvas import Canvas, mix, see_through
from newsroom.demo.pictures.figures import curve, stars


def sea_wall_storm(c: Canvas) -> None:
    c.wash("#101a28", "#1d2c3a", "#33454c", bottom=620)
    for y in (80, 190, 300, 410):
        c.soft([[(-50, y), (500, y - 60), (1000, y + 10), (1600, y - 50), (1600, y + 20), (700, y + 60)]], "#42555c", 40, 0.35)
    c.wash("#2a3d45", "#16242e", "#0d1720", top=520)
    for row in range(7):
        y = 545 + row * 26
        c.shape([(x, y + 12 * sin(x / 70 + row * 1.7) - 6 * c.chance.random()) for x in range(-10, 1000, 14)] + [(1000, 760), (-10, 760)], mix("#2f464d", "#14212a", row / 7))
    breaker(c)
    wall(c)
    for x, y, size in ((1010, 518, 0.55), (1190, 566, 0.8), (1405, 622, 1.15)):
        lamp(c, x, y, size)
    spray(c, 600, 480, 1500)
    for _drop in range(520):
        x, y, long = c.chance.uniform(-100, 1600), c.chance.uniform(-50, 1000), c.chance.uniform(26, 74)
        c.line([(x, y), (x - long * 0.42, y + long)], "#b9c9cb" + c.chance.choice(("22", "33", "4d")), 1.6)


def breaker(c: Canvas) -> None:
    """The wave that comes over: a body, its lip, and foam thrown up."""
    c.shape(
        [(-20, 640), (180, 560), (360, 470), (500, 330), (600, 205), (690, 160), (640, 260), (650, 380), (720, 520), (820, 640), (820, 800), (-20, 800)],
        "#7f9c9a", "#3c5a60", "#22383f",
    )
    for stroke in range(54):
        lift = c.chance.random()
        begin = (120 + 420 * lift, 690 - 160 * lift)
        end = (520 + 130 * lift + c.chance.uniform(-30, 30), 250 + 270 * c.chance.random())
        c.line(curve(begin, (begin[0] + 240, begin[1] - 60), end), see_through("#cfdcd6", 0.12 + 0.3 * c.chance.random()), c.chance.uniform(2, 6))
    for strength, spread in ((0.3, 1.5), (0.45, 1.0), (0.6, 0.55)):
        puffs = []
        for step in range(16):
            x, y = 500 + 15 * step, 330 - 190 * sin(pi * step / 16)
            size = 40 * spread * c.chance.uniform(0.6, 1.5)
            spot = (x + c.chance.gauss(0, 20 * spread), y + c.chance.gauss(0, 24 * spread))
            puffs.append([(spot[0] + size * cos(t * tau / 9), spot[1] + size * sin(t * tau / 9)) for t in range(9)])
        c.soft(puffs, "#e4ece6", 15 * spread, strength)


def spray(c: Canvas, x: float, y: float, count: int) -> None:
    """Drops thrown over the wall, to the right."""
    for _drop in range(count):
        turn, far = c.chance.uniform(-2.5, -0.25), c.chance.random() ** 0.6 * 520
        fall = (far / 520) ** 2 * 170
        spot = (x + 90 + cos(turn) * far * 0.95 + far * 0.22, y - 70 + sin(turn) * far * 0.95 + fall)
        c.dot(*spot, c.chance.choice((1.2, 1.6, 2, 2.6, 4.2)) * (1.25 - far / 700), "#eef4ee" + c.chance.choice(("66", "aa", "dd")))


def wall(c: Canvas) -> None:
    c.shape([(560, 560), (900, 524), (1500, 690), (1500, 1000), (-20, 1000), (-20, 884), (300, 770)], "#56636a", "#252f37")
    c.shape([(-20, 884), (300, 770), (560, 640), (930, 534), (1500, 694), (1500, 1000), (-20, 1000)], "#3b474f", "#161d25")
    c.line([(-20, 884), (300, 770), (560, 640), (930, 534), (1500, 694)], "#8d9b9c", 7)
    for row in range(1, 9):
        c.line([(-20, 884 + row * 17), (300, 770 + row * 30), (560, 640 + row * 42), (930, 534 + row * 58)], "#10161d88", 3)
    for _stone in range(70):
        x, row = c.chance.uniform(0, 900), c.chance.randint(1, 8)
        y = 890 - x * 0.375 + row * (17 + x * 0.044)
        c.line([(x, y), (x + 3, y + 18 + x * 0.04)], "#10161d88", 3)
    c.soft([[(900, 700), (1500, 740), (1500, 860), (980, 800)]], "#e6c679", 40, 0.22)


def lamp(c: Canvas, x: float, y: float, size: float) -> None:
    c.line([(x, y + 40 * size), (x, y - 210 * size)], "#0b1016", 8 * size)
    c.glow(x, y - 232 * size, 300 * size, "#f3c768", 0.75)
    c.glow(x, y - 232 * size, 90 * size, "#fff0c0", 1.0)
    c.shape([(x - 20 * size, y - 212 * size), (x - 28 * size, y - 252 * size), (x + 28 * size, y - 252 * size), (x + 20 * size, y - 212 * size)], "#fff6d8")
    c.shape([(x - 36 * size, y - 252 * size), (x, y - 276 * size), (x + 36 * size, y - 252 * size)], "#0b1016")
    c.lens(x - 60 * size, y + 44 * size, 120 * size, 8 * size, "#f3c76866")


def lighthouse_dusk(c: Canvas) -> None:
    c.wash("#211d3d", "#43305a", "#83486a", "#c9695c", "#eea267", bottom=660)
    stars(c, 150, 330, "#f4e9dd")
    for y, left, right in ((430, -40, 620), (520, 240, 1080), (585, 700, 1560)):
        c.soft([[(left, y), ((left + right) / 2, y - 22), (right, y + 4), ((left + right) / 2, y + 15)]], "#5b3860", 9, 0.75)
    c.wash("#c97a63", "#6b4563", "#2b2446", "#17152d", top=656)
    c.ripples(664, 1000, ["#e89f6f88", "#241f4099", "#8a546a88"], 420)
    c.soft([[(1012, 268), (1012, 290), (-120, 250), (-120, 90)]], "#fff0c9", 12, 0.42)
    c.soft([[(1012, 275), (1012, 284), (-120, 196), (-120, 140)]], "#fff6dd", 6, 0.45)
    c.shape(curve((560, 800), (820, 560), (1060, 566), 20) + [(1240, 552), (1500, 600), (1500, 1000), (420, 1000), (470, 860)], "#2a2340", "#110f20")
    c.shape(curve((420, 1000), (640, 700), (900, 742), 20) + [(1120, 820), (1500, 790), (1500, 1000)], "#1c182e")
    for _blade in range(170):
        x = c.chance.uniform(880, 1480)
        y = 572 + (x - 1200) * 0.07 + c.chance.uniform(0, 16)
        c.line([(x, y), (x + c.chance.uniform(-7, 3), y - c.chance.uniform(8, 20))], "#2f2745", 2)
    house(c)
    tower(c, 1020, 580)


def house(c: Canvas) -> None:
    c.box(1120, 508, 180, 68, "#cdb6b0", "#8f7a86")
    c.shape([(1108, 510), (1140, 466), (1282, 466), (1312, 510)], "#352b47")
    c.box(1256, 444, 20, 40, "#352b47")
    for x in (1142, 1196, 1252):
        c.box(x, 528, 22, 26, "#ffd58a")


def tower(c: Canvas, x: float, y: float) -> None:
    c.shape([(x - 44, y), (x - 26, y - 250), (x + 26, y - 250), (x + 44, y)], "#f3e7dc", "#c7a9a6")
    c.shape([(x + 6, y), (x + 6, y - 250), (x + 26, y - 250), (x + 44, y)], "#7a5a7466")
    for low, high in ((60, 104), (160, 200)):
        c.shape([(x - 44 + low * 0.072, y - low), (x - 44 + high * 0.072, y - high), (x + 44 - high * 0.072, y - high), (x + 44 - low * 0.072, y - low)], "#a8433f")
    c.box(x - 36, y - 262, 72, 12, "#2b2340")
    c.box(x - 20, y - 312, 40, 50, "#fff3cf")
    for bar in (-20, -1, 18):
        c.box(x + bar, y - 312, 3, 50, "#2b2340")
    c.shape([(x - 28, y - 310), (x, y - 344), (x + 28, y - 310)], "#2b2340")
    c.glow(x, y - 288, 150, "#fff1c2", 0.95)
    for high in (110, 215):
        c.box(x - 6, y - high, 12, 20, "#4a3551")
    c.shape([(x - 13, y), (x - 13, y - 34), (x + 13, y - 34), (x + 13, y)], "#4a3551")


def wind_farm(c: Canvas) -> None:
    c.wash("#5f7f9c", "#94a4ae", "#d3bfae", "#f3c79c", bottom=600)
    for y, left, right in ((180, -60, 700), (270, 600, 1600), (350, 100, 900)):
        c.soft([[(left, y), ((left + right) / 2, y - 26), (right, y + 6), ((left + right) / 2, y + 22)]], "#f2d9c2", 16, 0.6)
    c.glow(300, 584, 560, "#ffe3b3", 0.9)
    c.dot(300, 566, 36, "#fff3d6")
    c.wash("#d8b59a", "#7f97a3", "#3f6480", "#22435f", top=598)
    c.ripples(604, 1000, ["#f5d2aa99", "#2b4f6b88", "#93a9b188"], 480)
    for _glint in range(110):
        near = c.chance.random()
        c.lens(260 + c.chance.gauss(0, 26 + 120 * near), 602 + 390 * near, 40 + 90 * near, 2.5 + 5 * near, "#ffe9c4cc")
    for number in range(7):
        near = ((number + 1) / 7) ** 1.9
        turbine(c, 470 + 800 * near, 604 + 190 * near, 90 + 560 * near, number * 0.37)
    boat_x, boat_y = 720, 742
    c.shape([(boat_x, boat_y - 22), (boat_x + 104, boat_y - 30), (boat_x + 92, boat_y), (boat_x + 10, boat_y)], "#c6512f")
    c.shape([(boat_x + 42, boat_y - 25), (boat_x + 44, boat_y - 54), (boat_x + 78, boat_y - 54), (boat_x + 88, boat_y - 27)], "#f6f1e6")
    c.box(boat_x + 50, boat_y - 49, 26, 10, "#34556d")
    c.line([(boat_x + 56, boat_y - 54), (boat_x + 56, boat_y - 82)], "#34556d", 3)
    for place in range(6):
        c.lens(boat_x - 80 - place * 22, boat_y - 2 + place * 3, 110, 7, "#f6efe2aa")


def turbine(c: Canvas, x: float, foot: float, height: float, turn: float) -> None:
    """`height` from the water to the hub."""
    hub = (x, foot - height)
    shade = mix("#d9dcdb", "#fdfcf8", min(1, height / 500))
    dim = mix(shade, "#5d7688", 0.35)
    c.shape([(x - height * 0.026, foot), (x - height * 0.012, hub[1]), (x + height * 0.012, hub[1]), (x + height * 0.026, foot)], shade)
    c.shape([(x + height * 0.005, foot), (x + height * 0.003, hub[1]), (x + height * 0.012, hub[1]), (x + height * 0.026, foot)], dim)
    c.box(x - height * 0.034, foot - height * 0.13, height * 0.068, height * 0.13, "#e0a83d")
    for place in range(5):
        c.lens(x - height * 0.06 + c.chance.gauss(0, height * 0.008), foot + height * (0.02 + 0.05 * place), height * 0.12, height * 0.016, "#f3f0e8aa")
    for blade in range(3):
        angle = turn + blade * tau / 3
        along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
        long = height * 0.56

        def spot(far: float, side: float, along: tuple = along, across: tuple = across, long: float = long) -> tuple[float, float]:
            return hub[0] + along[0] * long * far + across[0] * long * side, hub[1] + along[1] * long * far + across[1] * long * side

        c.shape([spot(0, -0.02), spot(0.18, -0.05), spot(1, -0.004), spot(1, 0.004), spot(0.18, 0.022), spot(0, 0.02)], shade)
        c.shape([spot(0, 0), spot(0.18, 0.0), spot(1, 0), spot(1, 0.004), spot(0.18, 0.022), spot(0, 0.02)], dim)
    c.dot(*hub, height * 0.034, "#f4f3ee")


def seagrass_meadow(c: Canvas) -> None:
    c.wash("#a9d6bf", "#5aa798", "#267a78", "#12555c", "#0b3a45")
    c.soft([[(x, -40), (x + 90, -40), (x + 90 + lean, 900), (x - 130 + lean, 900)] for x, lean in ((180, -60), (520, 40), (830, 120), (1130, 220))], "#dff3d9", 26, 0.28)
    for stroke in range(60):
        c.lens(c.chance.uniform(-60, 1500), c.chance.random() ** 2 * 120, c.chance.uniform(60, 190), c.chance.uniform(3, 9), "#eefae6" + c.chance.choice(("55", "88", "aa")))
    for base, count, low, high, one, two, wide in (
        (900, 120, 230, 420, "#3f8f7d", "#1a5f60", 9),
        (960, 90, 300, 560, "#3f8a5b", "#125048", 13),
        (1030, 60, 380, 760, "#69a552", "#0f463b", 18),
    ):
        if base == 960:
            shoal(c)
        blades(c, base, count, (low, high), (one, two), wide)
    for _bubble in range(36):
        x, y, size = c.chance.choice((410, 1010)) + c.chance.gauss(0, 26), c.chance.uniform(80, 900), c.chance.uniform(2, 8)
        c.dot(x, y, size, "#d9f1e499")
        c.dot(x - size * 0.25, y - size * 0.25, size * 0.4, "#ffffffbb")


def blades(c: Canvas, base: float, count: int, reach: tuple[float, float], colours: tuple[str, str], wide: float) -> None:
    """Ribbons that lean with the current, all to the right."""
    for _blade in range(count):
        x, high = c.chance.uniform(-160, 1500), c.chance.uniform(*reach)
        lean = high * c.chance.uniform(0.25, 0.6)
        spine = curve((x, base), (x - lean * 0.12, base - high * 0.62), (x + lean, base - high), 10)
        thick = [wide * sin(pi * (0.25 + 0.75 * step / 10)) ** 0.7 for step in range(11)]
        left = [(px - t / 2, py) for (px, py), t in zip(spine, thick, strict=True)]
        right = [(px + t / 2, py) for (px, py), t in zip(spine, thick, strict=True)]
        tone = c.chance.random() * 0.5
        c.shape(left + right[::-1], mix(colours[1], colours[0], 0.25 + tone * 1.5))
        c.shape([*left[5:], *right[:4:-1]], see_through(mix(colours[0], "#d5e6a3", tone), 0.4))
    c.veil(colours[1], base - reach[1] * 0.7, base, 0.0, 0.55)


def shoal(c: Canvas) -> None:
    for _fish in range(15):
        x, y = 780 + c.chance.gauss(0, 190), 400 + c.chance.gauss(0, 70)
        size = c.chance.uniform(24, 46)
        c.shape([(x - size * 0.7, y), (x - size * 1.25, y - size * 0.3), (x - size * 1.12, y), (x - size * 1.25, y + size * 0.3)], "#d8c27a")
        c.lens(x - size, y, size * 2, size * 0.62, "#e8dba0")
        c.lens(x - size * 0.8, y - size * 0.08, size * 1.7, size * 0.3, "#5f8f80aa")
        c.dot(x + size * 0.66, y - size * 0.06, size * 0.06, "#12393c")
