"""Scenes in towns: the Assembly, a tram at night, a cinema, a steep street, a foreign skyline."""

from math import cos, pi, sin

from newsroom.demo.pictures.canvas import Canvas, mix, see_through
from newsroom.demo.pictures.figures import gables, gull, person, stars


def assembly_steps(c: Canvas) -> None:
    c.wash("#9aa4ab", "#bcc2c3", "#d8d8d1", bottom=700)
    for y, left, right in ((90, -80, 760), (170, 620, 1600), (270, -60, 520), (320, 980, 1600)):
        c.soft([[(left, y), ((left + right) / 2, y - 44), (right, y + 8), ((left + right) / 2, y + 30)]], "#e4e4de", 26, 0.6)
    stone, shade, dark = "#d9cfb9", "#b3a890", "#6f6a60"
    c.shape([(560 + 380 * (1 - cos(pi * t / 20)) / 2, 236 - 124 * sin(pi * t / 20)) for t in range(21)], "#9fb0a6", "#6f857d")
    for rib in range(1, 6):
        c.line([(560 + rib * 63, 236 - 118 * sin(pi * rib / 6) * 0.6), (560 + rib * 63, 236)], "#5f746d88", 3)
    c.box(735, 66, 30, 52, shade)
    c.shape([(728, 68), (750, 36), (772, 68)], "#6f857d")
    for x in (140, 1360):
        c.line([(x, 330), (x, 150)], dark, 5)
        c.shape([(x + 2, 156), (x + 84, 168), (x + 78, 190), (x + 92, 210), (x + 2, 206)], "#9c3b3d")
    c.box(548, 232, 404, 64, stone, shade)
    for place in range(13):
        c.box(562 + place * 30, 246, 13, 42, dark)
    c.box(250, 292, 1000, 46, "#e4dcc8", stone)
    c.shape([(430, 294), (750, 214), (1070, 294)], stone)
    c.shape([(470, 288), (750, 228), (1030, 288)], shade)
    c.box(250, 338, 1000, 250, "#57534e", "#2f2e30")
    for place in range(11):
        column(c, 282 + place * 91, 338, 250)
    wings(c)
    steps(c)
    for x, y, size in ((540, 806, 112), (600, 814, 104)):
        c.shape([(x - 6, y), (x + 8, y), (x + 78, y + 20), (x + 60, y + 24)], "#2c2f3344")
        person(c, x, y, size, "#2b2f36")


def column(c: Canvas, x: float, top: float, height: float) -> None:
    c.box(x - 8, top, 62, 14, "#e4dcc8")
    c.box(x, top + 14, 46, height - 26, "#d9cfb9")
    for flute, tone in ((4, "#efe8d8"), (13, "#e6dec9"), (27, "#bfb49c"), (36, "#9d937e")):
        c.box(x + flute, top + 14, 7, height - 26, tone)
    c.box(x - 6, top + height - 12, 58, 12, "#d2c8b1")


def wings(c: Canvas) -> None:
    for left in (-20, 1250):
        c.box(left, 330, 272, 258, "#cfc5af", "#a79c86")
        c.box(left, 322, 272, 14, "#e0d8c4")
        for place in range(3):
            c.box(left + 36 + place * 78, 372, 40, 74, "#5d5c58")
            c.box(left + 36 + place * 78, 372, 40, 8, "#8b8474")
            c.box(left + 36 + place * 78, 486, 40, 66, "#5d5c58")


def steps(c: Canvas) -> None:
    """Broader and higher towards the foot of the picture."""
    y, number = 588.0, 0
    while y < 1000:
        high = 9 + number * 2.1
        spread = 250 - number * 34
        c.box(spread, y, 1500 - 2 * spread, high * 0.68, mix("#e9e1cf", "#d8cfba", number / 18))
        c.box(spread, y + high * 0.66, 1500 - 2 * spread, high * 0.35, mix("#b9af99", "#9d937c", number / 18))
        y, number = y + high, number + 1
    c.shape([(250, 588), (-60, 812), (-60, 1000), (-200, 1000), (-200, 588)], "#8d8472")
    c.shape([(1250, 588), (1560, 812), (1560, 1000), (1700, 1000), (1700, 588)], "#7d7565")


def tram_night(c: Canvas) -> None:
    c.wash("#0c0d18", "#1b1a2c", "#2c2540", bottom=560)
    stars(c, 40, 260, "#cfc9e0")
    houses(c, -1)
    houses(c, 1)
    c.shape([(640, 560), (860, 560), (1700, 1000), (-200, 1000)], "#2b2740", "#14131f")
    c.shape([(-200, 1000), (-200, 700), (640, 560)], "#1d1b2c")
    c.shape([(1700, 1000), (1700, 700), (860, 560)], "#1a1828")
    c.glow(750, 560, 420, "#7a5a86", 0.5, 0.5)
    tram(c, 750, 690, 1.0)
    c.mirror(694, 306, 14, "#1a1728", 0.55)
    for near, far in ((600, 716), (700, 738), (800, 762), (900, 784)):
        c.line([(750 + (near - 750) * 4.6, 1000), (far, 694)], "#c9b8d94d", 5)
    for stroke in range(240):
        x, y = c.chance.uniform(0, 1500), 700 + 300 * c.chance.random()
        warm = abs(x - 750) < 330
        c.lens(x, y, c.chance.uniform(30, 120), c.chance.uniform(2, 5), ("#f2c06a" if warm and stroke % 2 else "#8b7bb0") + "44")
    for begin, end in (((-50, 60), (735, 400)), ((1550, 30), (768, 400)), ((690, -20), (748, 404)), ((860, -20), (754, 404))):
        c.line([begin, end], "#07070e", 3)
    person(c, 1235, 806, 150, "#0a0a12")
    c.lens(1180, 808, 110, 9, "#0a0a12")


def houses(c: Canvas, side: int) -> None:
    """A terrace running to the vanishing point on one side of the street."""
    depth = [1.0, 0.78, 0.6, 0.46, 0.35, 0.26, 0.19]
    for near, far in zip(depth, depth[1:], strict=False):
        x1, x2 = 750 + side * 900 * near, 750 + side * 900 * far
        top1, top2, low1, low2 = 560 - 520 * near, 560 - 520 * far, 560 + 190 * near, 560 + 190 * far
        tone = mix("#15141f", "#37304c", 1 - near)
        c.shape([(x1, low1), (x1, top1), ((x1 + x2) / 2, (top1 + top2) / 2 - 110 * near), (x2, top2), (x2, low2)], tone)
        c.line([(x2, low2), (x2, top2)], "#0b0b13", 3)
        for row in range(3):
            for place in (0.22, 0.62):
                x, wide = x1 + (x2 - x1) * place, (x2 - x1) * 0.18
                share = 0.16 + row * 0.27
                y, y_end = top1 + (low1 - top1) * share, top2 + (low2 - top2) * share
                y += (y_end - y) * place
                high = 92 * (near + (far - near) * place)
                lit = c.chance.random() < 0.34
                glass = c.chance.choice(("#f6c76e", "#efb457", "#ffdf9a")) if lit else mix(tone, "#000000", 0.45)
                c.shape([(x, y), (x + wide, y + 6 * (y_end - y) / 60), (x + wide, y + high * 0.94), (x, y + high)], glass)


def tram(c: Canvas, x: float, y: float, s: float) -> None:
    """Coming towards us, lit and empty."""
    c.glow(x, y - 150 * s, 360 * s, "#f3b55a", 0.55)
    body = [(x - 132 * s, y - 14 * s), (x - 138 * s, y - 190 * s), (x - 112 * s, y - 282 * s), (x + 112 * s, y - 282 * s), (x + 138 * s, y - 190 * s), (x + 132 * s, y - 14 * s)]
    c.shape(body, "#7d2f36", "#5a1f2a")
    c.box(x - 138 * s, y - 128 * s, 276 * s, 16 * s, "#f0dcb2")
    c.shape([(x - 116 * s, y - 140 * s), (x - 104 * s, y - 250 * s), (x - 8 * s, y - 250 * s), (x - 8 * s, y - 140 * s)], "#ffe7ad", "#f7bf62")
    c.shape([(x + 116 * s, y - 140 * s), (x + 104 * s, y - 250 * s), (x + 8 * s, y - 250 * s), (x + 8 * s, y - 140 * s)], "#ffe7ad", "#f7bf62")
    for place in (-78, -46, 46, 78):
        c.box(x + place * s - 9 * s, y - 182 * s, 18 * s, 42 * s, "#a8622f88")
        c.line([(x + place * s, y - 250 * s), (x + place * s, y - 214 * s)], "#8c5a2c88", 3)
    c.box(x - 62 * s, y - 276 * s, 124 * s, 20 * s, "#15131b")
    for place in range(9):
        c.dot(x - 44 * s + place * 11 * s, y - 266 * s, 3.2 * s, "#ffb640")
    c.box(x - 124 * s, y - 22 * s, 248 * s, 22 * s, "#17141d")
    for place in (-88, 88):
        c.glow(x + place * s, y - 66 * s, 120 * s, "#fff2cc", 0.95)
        c.dot(x + place * s, y - 66 * s, 17 * s, "#fffaf0")
    c.line([(x - 40 * s, y - 282 * s), (x, y - 326 * s), (x + 40 * s, y - 282 * s)], "#0b0b13", 4)
    c.line([(x - 36 * s, y - 326 * s), (x + 36 * s, y - 326 * s)], "#0b0b13", 5)


def cinema_front(c: Canvas) -> None:
    c.wash("#16262e", "#26424a", bottom=860)
    c.box(0, 120, 330, 720, "#1d2f36", "#15242a")
    c.box(1170, 60, 330, 780, "#1b2d34", "#142228")
    for x, y in ((60, 200), (190, 200), (60, 400), (190, 400), (1250, 160), (1380, 160), (1250, 360), (1380, 360)):
        lit = (x + y) % 3 == 0
        c.box(x, y, 70, 110, "#e9b766" if lit else "#101c21")
        c.line([(x + 35, y), (x + 35, y + 110)], "#15242a", 5)
    facade(c)
    c.shape([(0, 840), (1500, 840), (1500, 1000), (0, 1000)], "#2c3436", "#161b1e")
    c.mirror(846, 154, 10, "#151b1f", 0.5)
    c.soft([[(420, 846), (1080, 846), (1260, 1000), (240, 1000)]], "#f3b45a", 26, 0.3)
    for x, size in ((1128, 176), (1206, 166)):
        person(c, x, 876, size, "#0c1215")
        c.lens(x - 60, 876, 120, 10, "#0c1215")


def facade(c: Canvas) -> None:
    red, brass = "#6d2231", "#d3a552"
    c.shape([(310, 840), (310, 230), (420, 230), (420, 160), (560, 160), (560, 90), (940, 90), (940, 160), (1080, 160), (1080, 230), (1190, 230), (1190, 840)], "#7d2a38", "#4c1724")
    for left, top in ((340, 250), (450, 182), (1010, 182), (1120, 250)):
        for stripe in range(3):
            c.box(left + stripe * 16, top, 7, 590 - top, mix(red, brass, 0.35))
    for stripe in range(7):
        c.box(590 + stripe * 52, 120, 9, 400, mix(red, brass, 0.3))
    sign = (660, 20, 180, 500)
    c.glow(750, 270, 460, "#f39b5a", 0.45)
    c.box(sign[0] - 14, sign[1] - 14, sign[2] + 28, sign[3] + 14, brass)
    c.box(*sign, "#14323a", "#0d2228")
    for ring, tone in ((84, "#ffd88a"), (60, "#14323a"), (50, "#f0654c"), (26, "#14323a")):
        c.dot(750, 120, ring * 0.86, tone)
    for bar in range(9):
        wide = 120 - abs(bar - 4) * 12
        c.box(750 - wide / 2, 226 + bar * 30, wide, 12, "#ffd88a" if bar % 2 else "#f0654c")
    c.shape([(380, 540), (1120, 540), (1180, 600), (320, 600)], "#3a101b")
    c.box(310, 596, 880, 54, brass, "#a77a36")
    c.box(330, 606, 840, 34, "#fff0cc", "#f8d894")
    for place in range(29):
        c.dot(330 + place * 30, 656, 7, "#fff4d0")
    c.soft([[(330, 660), (1170, 660), (1110, 840), (390, 840)]], "#ffcf7a", 14, 0.75)
    for left in (500, 770):
        c.box(left - 12, 668, 254, 172, "#3a101b")
        for door in (0, 118):
            c.box(left + door, 680, 108, 160, "#ffe3a3", "#f2b456")
            c.line([(left + door + (92 if not door else 16), 740), (left + door + (92 if not door else 16), 790)], brass, 6)
    for left in (350, 1064):
        c.box(left, 690, 90, 124, brass)
        c.box(left + 8, 698, 74, 108, "#20414a", "#d8794f")
        c.dot(left + 45, 738, 18, "#f3e3bd")
    c.glow(750, 662, 560, "#ffcf80", 0.4, 0.5)


def terraced_street(c: Canvas) -> None:
    c.wash("#a9cfe0", "#d4e6e6", "#f6ead2", bottom=620)
    c.soft([[(700, 90), (1100, 60), (1420, 96), (1000, 120)], [(120, 60), (420, 40), (560, 70)]], "#fdfbf4", 16, 0.8)
    c.shape(c.ridge(508, 18, 2), "#a9c1c7")
    c.wash("#86b6c6", "#4f8fab", "#3f7f9f", top=520)
    c.ripples(524, 940, ["#d9ecec99", "#3f7f9d77"], 200, length=70)
    for x, size in ((1210, 40), (1360, 60), (1090, 26)):
        c.shape([(x, 560), (x + size * 0.4, 560 - size * 1.6), (x + size * 0.5, 560)], "#fdfaf2")
        c.lens(x - size * 0.3, 562, size * 1.3, size * 0.2, "#3a5c70")
    paints = ("#e9b85c", "#8fc0ae", "#c4694d", "#8db4d2", "#e6d3b3", "#d98c6a", "#a9c3a0", "#7f9fc4", "#efd9a4")
    for number in range(7):
        terrace_house(c, 900 - number * 172, 612 - number * 38, 174, paints[number])
    c.shape([(-20, 560), (1560, 905), (1560, 1010), (-20, 1010)], "#c9bca5", "#8f8474")
    c.shape([(-20, 540), (1560, 890), (1560, 910), (-20, 566)], "#e3d8c3")
    for _stone in range(240):
        x = c.chance.uniform(0, 1500)
        low = 580 + x * 0.222
        y = c.chance.uniform(low, 1000)
        c.lens(x, y, c.chance.uniform(16, 40), c.chance.uniform(4, 9), c.chance.choice(("#a8998399", "#dccfb899", "#857a6b77")))
    washing(c)
    person(c, 560, 812, 130, "#3b4552")
    c.shape([(560, 812), (576, 812), (700, 850), (672, 854)], "#4a443c44")
    gull(c, 1130, 250, 34, "#ffffff", 0.3)
    gull(c, 1230, 200, 22, "#ffffff", -0.3)


def terrace_house(c: Canvas, x: float, y: float, wide: float, paint: str) -> None:
    """Its foot slopes with the street; light comes from the right."""
    high = 320
    c.box(x + wide * 0.7, y - high - 128, 34, 90, mix(paint, "#7a4b3a", 0.6))
    c.shape([(x - 8, y - high), (x + wide / 2, y - high - 92), (x + wide + 8, y - high)], "#6b5a58", "#57494b")
    c.shape([(x, y + 160), (x, y - high), (x + wide, y - high), (x + wide, y + 160)], paint, mix(paint, "#6d5a4c", 0.18))
    c.box(x, y - high, wide, 12, see_through("#3c2f33", 0.28))
    c.box(x, y - high, 8, high + 90, see_through("#3c2f33", 0.16))
    for row in (0, 1):
        for place in (0.17, 0.6):
            window(c, x + wide * place, y - high + 44 + row * 108, mix(paint, "#ffffff", 0.72))
    c.box(x + wide * 0.56, y - 84, 52, 136, "#fbf6ea")
    c.box(x + wide * 0.56 + 6, y - 76, 40, 124, c.chance.choice(("#2f4a5c", "#7d3338", "#355a4a", "#3b3a52")))
    window(c, x + wide * 0.15, y - 76, mix(paint, "#ffffff", 0.72))


def window(c: Canvas, x: float, y: float, frame: str) -> None:
    c.box(x - 5, y - 5, 50, 74, frame)
    c.box(x, y, 40, 64, "#3f5a6b", "#7f9fac")
    c.line([(x + 20, y), (x + 20, y + 64)], frame, 4)
    c.line([(x, y + 32), (x + 40, y + 32)], frame, 4)


def washing(c: Canvas) -> None:
    """A line across the street, sagging."""
    c.line([(1236, 836), (1236, 540)], "#4d4640", 9)
    rope = [(226 + 101 * t, 432 + 11 * t + 6.4 * t * (10 - t)) for t in range(11)]
    c.line(rope, "#4d4640", 2.5)
    for place, tone in ((1, "#fdf9ef"), (2, "#c8584a"), (3, "#fdf9ef"), (5, "#5f87ab"), (6, "#f1d79c"), (7, "#fdf9ef"), (9, "#86ab90")):
        x, y = rope[place]
        c.shape([(x - 34, y), (x + 32, y + 8), (x + 40, y + 88), (x + 6, y + 80), (x - 24, y + 90)], tone, mix(tone, "#6d7a86", 0.22))


def brandholm_skyline(c: Canvas) -> None:
    c.wash("#3d5273", "#7b86a0", "#cfa796", "#f3c292", bottom=600)
    c.soft([[(60, 230), (520, 200), (820, 236), (400, 254)], [(800, 330), (1250, 300), (1560, 340), (1200, 356)], [(-60, 400), (300, 384), (560, 410)]], "#f0c3a4", 12, 0.7)
    c.shape(c.ridge(560, 18, 2.6), "#94829a")
    spires(c)
    gables(c, -30, 1520, 612, "#39435f", "#ffd27f", 0.42)
    c.box(-10, 606, 1520, 16, "#2b3450")
    for place in range(38):
        c.dot(20 + place * 40, 604, 3.6, "#ffe6a8")
    c.mirror(622, 378, 8, "#324b6d", 0.34)
    c.veil("#22395a", 622, 1000, 0.0, 0.7)
    c.ripples(630, 1000, ["#f5cf9f77", "#2a436777", "#c9a19c66"], 300)
    c.shape([(150, 846), (330, 838), (316, 868), (168, 870)], "#1b2740")
    c.line([(236, 840), (236, 790)], "#1b2740", 5)
    c.dot(236, 786, 5, "#ffe6a8")
    person(c, 286, 844, 56, "#1b2740")
    for depth in range(6):
        c.lens(150 + c.chance.gauss(0, 6), 878 + depth * 13, 190, 8, "#1b274088")


def spires(c: Canvas) -> None:
    dusk, green = "#4c5674", "#5f9284"
    for x, wide, high in ((170, 54, 260), (420, 40, 330), (1130, 46, 290), (1330, 60, 210)):
        c.box(x, 612 - high, wide, high, dusk, "#3f4865")
        c.shape([(x - 6, 612 - high), (x + wide / 2, 612 - high - wide * 3.1), (x + wide + 6, 612 - high)], green if wide < 50 else mix(dusk, green, 0.5))
        c.box(x + wide / 2 - 6, 640 - high, 12, 26, "#ffd27f")
    c.box(650, 400, 250, 212, "#59607c", "#434c69")
    for place in range(7):
        c.box(664 + place * 34, 426, 12, 60, "#39425e")
    c.box(640, 388, 270, 16, "#6d7490")
    c.shape([(662 + 226 * (1 - cos(pi * t / 24)) / 2, 390 - 150 * sin(pi * t / 24)) for t in range(25)], "#7fb3a1", "#4f8477")
    for rib in range(1, 7):
        c.line([(662 + rib * 32.3, 390), (775 + (rib - 3.5) * 14, 390 - 144 * sin(pi * rib / 7) ** 0.4)], "#3f6c6188", 3)
    c.box(758, 196, 34, 50, "#6d7490")
    c.shape([(754, 198), (775, 112), (796, 198)], green)
