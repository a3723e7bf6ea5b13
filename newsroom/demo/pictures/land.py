"""Scenes inland: orchard, pass, observatory, reservoir, viaduct, footbridge, and a school above the sea."""

from math import cos, pi, sin, tau

from newsroom.demo.pictures.canvas import Canvas, mix
from newsroom.demo.pictures.figures import curve, gull, person, stars, tree


def orchard_autumn(c: Canvas) -> None:
    c.wash("#c7d3cd", "#ead9b4", "#f3cf95", bottom=460)
    c.glow(1180, 300, 520, "#fff0c4", 0.8)
    c.shape(c.ridge(330, 46, 1.6), "#a9a58a", "#b8a57c")
    c.shape(c.ridge(396, 34, 2.3), "#8c8d63", "#9a8d58")
    c.shape(c.ridge(440, 22, 3), "#76793f", "#8b7f3f")
    c.shape([(-10, 500), (700, 440), (1510, 490), (1510, 1000), (-10, 1000)], "#b39a4d", "#7f7434")
    for _tuft in range(900):
        near = c.chance.random() ** 0.7
        x, y = c.chance.uniform(0, 1500), 480 + 520 * near
        c.line([(x, y), (x + c.chance.uniform(-4, 4), y - 5 - 15 * near)], c.chance.choice(("#d0b35fcc", "#6d6a2fcc", "#94853dcc", "#c9803b99")), 1 + 2 * near)
    leaves = ("#6e3f1f", "#9a4f22", "#c0662a", "#d98a38", "#e9b455")
    for row in range(6):
        near = ((row + 1) / 6) ** 1.7
        y, size = 470 + 440 * near, 70 + 300 * near
        for place in range(-4, 5):
            x = 730 + (place + 0.5) * (110 + 640 * near)
            if -300 < x < 1800:
                apple_tree(c, x, y + c.chance.uniform(-6, 6), size, leaves)
    ladder(c, 236, 905, 330)
    person(c, 744, 930, 170, "#3d332c")
    for basket in (850, 912):
        c.shape([(basket, 894), (basket + 52, 894), (basket + 42, 934), (basket + 8, 934)], "#8a6535")
        for apple in range(5):
            c.dot(basket + 7 + apple * 10, 890 - (apple % 2) * 6, 7, "#b8382b")


def apple_tree(c: Canvas, x: float, y: float, size: float, leaves: tuple[str, ...]) -> None:
    c.lens(x - size * 0.62, y + size * 0.02, size * 1.1, size * 0.13, "#3f3a1f55")
    tree(c, x, y, size, "#4e3524", leaves)
    for _apple in range(9):
        c.dot(x + c.chance.gauss(0, size * 0.24), y - size * 0.66 + c.chance.gauss(0, size * 0.15), size * 0.022, "#b3312a")


def ladder(c: Canvas, x: float, y: float, high: float) -> None:
    for side in (0, 40):
        c.line([(x + side, y), (x + 70 + side * 0.5, y - high)], "#e0c795", 7)
    for rung in range(1, 9):
        share = rung / 9
        c.line([(x + 70 * share, y - high * share), (x + 40 + 50 * share, y - high * share)], "#e0c795", 5)


def snow_pass(c: Canvas) -> None:
    c.wash("#b6bec5", "#cdd3d6", "#e3e5e3", bottom=620)
    peaks = [(-10, 420), (160, 250), (260, 330), (430, 120), (560, 300), (690, 210), (800, 350), (960, 160), (1130, 330), (1290, 190), (1510, 380)]
    c.shape([*peaks, (1510, 700), (-10, 700)], "#dfe4e6", "#eef0ee")
    for (x1, y1), (x2, y2) in zip(peaks[1::2], peaks[2::2], strict=False):
        c.shape([(x1, y1), (x2, y2), (x2 + 30, y2 + 210), ((x1 + x2) / 2, y2 + 90), (x1 + 26, y1 + 130)], "#9fb0c2", "#cfd8df")
    for _rock in range(40):
        x, y = c.chance.uniform(0, 1500), c.chance.uniform(300, 520)
        c.shape([(x, y), (x + c.chance.uniform(10, 34), y + 12), (x - 6, y + c.chance.uniform(14, 40))], "#6f7d8a88")
    c.shape(c.ridge(520, 44, 1.4), "#f3f4f2", "#dfe5e8")
    c.shape(c.ridge(590, 30, 1.9), "#e6ebed", "#f7f7f4")
    road = [(640, 1010, 640), (700, 860, 330), (900, 760, 190), (1010, 700, 122), (880, 648, 84), (700, 610, 60), (690, 580, 42), (800, 556, 30), (850, 532, 20), (790, 510, 13)]
    for (x1, y1, w1), (x2, y2, w2) in zip(road, road[1:], strict=False):
        c.shape([(x1 - w1 / 2, y1), (x2 - w2 / 2, y2), (x2 + w2 / 2, y2), (x1 + w1 / 2, y1)], "#9aa3aa", "#838c94")
        c.line([(x1 - w1 / 2, y1), (x2 - w2 / 2, y2)], "#fbfbf8", max(2, w1 / 16))
        c.line([(x1 + w1 / 2, y1), (x2 + w2 / 2, y2)], "#c4ced7", max(2, w1 / 20))
    for x, y, high in ((270, 960, 220), (472, 806, 132), (760, 712, 88), (1120, 740, 104), (800, 630, 52), (610, 596, 42), (880, 548, 28), (1240, 930, 200)):
        pole(c, x, y, high)
    barrier(c)
    for _flake in range(420):
        c.dot(c.chance.uniform(0, 1500), c.chance.uniform(0, 1000), c.chance.choice((1.5, 2, 2.5, 4)), "#ffffff" + c.chance.choice(("88", "bb", "ee")))


def pole(c: Canvas, x: float, y: float, high: float) -> None:
    wide = high * 0.06
    for band in range(6):
        c.box(x - wide / 2, y - high + band * high / 6, wide, high / 6 + 1, "#38434d" if band % 2 else "#d9652b")
    c.lens(x - wide * 3, y, wide * 6, wide, "#9fb0c2aa")


def barrier(c: Canvas) -> None:
    for x in (420, 1040):
        c.box(x, 760, 26, 178, "#4a535c", "#333b43")
        c.lens(x - 40, 936, 120, 20, "#ffffff")
    c.shape([(380, 780), (1120, 800), (1120, 842), (380, 824)], "#fbf8f0")
    for stripe in range(7):
        x = 392 + stripe * 106
        c.shape([(x, 780 + stripe * 2.9), (x + 54, 781 + stripe * 2.9), (x + 34, 825 + stripe * 2.6), (x - 20, 824 + stripe * 2.6)], "#e0651f")
    c.lens(380, 780, 740, 14, "#ffffff")
    c.dot(733, 770, 20, "#f0a23c")
    c.glow(733, 770, 90, "#ffce7a", 0.8)


def observatory(c: Canvas) -> None:
    c.wash("#080d22", "#121c3d", "#253259", "#3f4468", bottom=820)
    band = [(-100, 760), (380, 470), (820, 200), (1240, -60), (1560, -60), (1240, 210), (860, 420), (420, 700), (60, 900)]
    c.soft([band], "#7d83b8", 60, 0.38)
    c.soft([[(x + 40, y * 0.93 + 30) for x, y in band[1:4]] + [(x - 40, y * 0.93) for x, y in band[6:8]]], "#d9cfe0", 34, 0.36)
    c.soft([[(420, 560), (760, 330), (1080, 120), (1100, 140), (780, 360), (440, 600)]], "#131a38", 14, 0.6)
    stars(c, 900, 780, "#dfe4f4")
    for _star in range(900):
        along = c.chance.uniform(-100, 1500)
        c.dot(along, 700 - along * 0.585 + c.chance.gauss(0, 74), c.chance.choice((0.6, 0.8, 1.1)), "#efeaf6cc")
    for x, y in ((260, 180), (1210, 330), (620, 90), (980, 470), (1400, 120)):
        c.glow(x, y, 22, "#ffffff", 0.9)
    c.shape(c.ridge(800, 40, 1.5), "#161c36", "#0d1124")
    c.shape(curve((-10, 900), (600, 700), (1510, 800), 24) + [(1510, 1000), (-10, 1000)], "#0b0f20", "#060912")
    dome(c, 900, 790, 170)
    c.box(1080, 742, 150, 54, "#141a33")
    c.shape([(1070, 744), (1155, 712), (1240, 744)], "#0b0f20")
    c.box(1120, 756, 20, 24, "#f0b25c")
    person(c, 640, 806, 84, "#04060d")


def dome(c: Canvas, x: float, y: float, r: float) -> None:
    c.box(x - r * 0.94, y - 70, r * 1.88, 90, "#565f86", "#20284a")
    c.box(x - r * 1.02, y - 84, r * 2.04, 18, "#7a83a8")
    c.shape([(x - r * cos(pi * t / 40), y - 84 - r * sin(pi * t / 40)) for t in range(41)], "#c9cde0", "#4a5480")
    c.shape([(x - r * cos(pi * t / 40), y - 84 - r * sin(pi * t / 40)) for t in range(27, 41)] + [(x, y - 84)], "#2b345c88")
    slit = [(x - 66, y - 84), (x - 62, y - 84 - r * 0.74), (x - 30, y - 84 - r * 1.0), (x + 6, y - 84 - r * 1.0), (x - 4, y - 84 - r * 0.72), (x - 10, y - 84)]
    c.shape(slit, "#0a0e20", "#3c2f38")
    c.line([(x - 30, y - 120), (x - 64, y - 84 - r * 1.16)], "#1a2142", 26)
    c.line([(x - 34, y - 124), (x - 66, y - 84 - r * 1.14)], "#8f97ba", 6)
    c.box(x + 60, y - 52, 30, 66, "#140d16")
    c.glow(x + 75, y - 62, 90, "#d33b35", 0.85)
    c.dot(x + 75, y - 62, 6, "#ff8d7a")


def reservoir_low(c: Canvas) -> None:
    c.wash("#a9bfc9", "#d6d6c3", "#efdfb9", bottom=420)
    c.glow(360, 220, 420, "#fff5d2", 0.9)
    c.shape(c.ridge(344, 40, 1.8), "#a8a78e", "#bdae86")
    c.shape(c.ridge(396, 26, 2.6), "#8f8a64", "#a3925f")
    for _bush in range(120):
        x = c.chance.uniform(0, 1500)
        c.dot(x, 410 + c.chance.uniform(-12, 20), c.chance.uniform(5, 13), c.chance.choice(("#6d7244", "#7d7a4a", "#5d653d")))
    tones = ("#b89a63", "#cbb07b", "#d8c193", "#c4a878", "#dfcba1", "#cdb388", "#e6d6b2", "#d3bd94", "#eadcbd")
    for ring, tone in enumerate(tones):
        shrink = ring / len(tones)
        c.oval(770 - 40 * shrink, 720 - 40 * shrink, 1150 * (1 - shrink * 0.72), 330 * (1 - shrink * 0.7), tone)
        c.oval(770 - 40 * shrink, 724 - 40 * shrink, 1130 * (1 - shrink * 0.72), 322 * (1 - shrink * 0.7), mix(tone, "#9c8156", 0.14))
    c.oval(740, 690, 340, 74, "#7b98a6")
    c.oval(744, 686, 326, 66, "#92adb7", "#5f8193")
    c.ripples(640, 744, ["#dbe4e266", "#4d6f82"], 0)
    for _glint in range(44):
        turn, far = c.chance.uniform(0, tau), c.chance.random()
        c.lens(720 + 260 * far * cos(turn), 690 + 50 * far * sin(turn), 60, 3, "#e9efe9aa")
    c.shape(curve((1060, 700), (1300, 690), (1600, 610), 18) + curve((1600, 634), (1310, 716), (1050, 712), 18), "#8faab3")
    cracks(c)
    jetty(c)


def cracks(c: Canvas) -> None:
    """Dry mud in the foreground, its splits longer towards us."""
    for _crack in range(170):
        near = c.chance.random() ** 0.8
        x, y = c.chance.uniform(-20, 1500), 850 + 150 * near
        long = 14 + 46 * near
        for turn in (0.2, 2.3, 4.3):
            way = turn + c.chance.uniform(-0.5, 0.5)
            bend = (x + cos(way) * long * 0.5 + c.chance.gauss(0, 4), y + sin(way) * long * 0.2)
            c.line([(x, y), bend, (x + cos(way) * long, y + sin(way) * long * 0.42)], "#8d724899", 1 + 2 * near)


def jetty(c: Canvas) -> None:
    for place in range(8):
        x, y = 1190 - place * 62, 598 + place * 10
        c.line([(x, y), (x - 4, y + 116)], "#6a5237", 9)
        c.line([(x + 44, y - 4), (x + 42, y + 96)], "#57432d", 8)
        c.lens(x - 26, y + 114, 70, 6, "#8d724866")
    c.shape([(1290, 578), (1310, 596), (720, 690), (690, 672)], "#a78659", "#7e6240")
    for plank in range(30):
        x = 1290 - plank * 20
        c.line([(x, 578 + plank * 3.15), (x + 22, 595 + plank * 3.1)], "#5f4a30aa", 2)
    c.shape([(560, 776), (700, 764), (730, 782), (690, 806), (580, 808)], "#8f3f30", "#6b2f27")
    c.line([(560, 776), (700, 764)], "#e8d9b8", 5)


def rail_viaduct(c: Canvas) -> None:
    c.wash("#bccfd2", "#dbe2d8", "#f0ead6", bottom=560)
    c.soft([[(60, 120), (420, 96), (640, 130), (300, 150)], [(900, 200), (1250, 170), (1500, 210), (1160, 226)]], "#fbfaf2", 16, 0.8)
    c.shape(c.ridge(330, 54, 1.5), "#a9b8a2", "#b9c2a4")
    c.shape(c.ridge(420, 44, 2.1), "#84996f", "#94a378")
    c.shape([(-10, 420), (300, 500), (620, 760), (900, 770), (1200, 560), (1510, 440), (1510, 1000), (-10, 1000)], "#75915a", "#4f6d3f")
    for _tree in range(70):
        x = c.chance.choice((c.chance.uniform(-20, 440), c.chance.uniform(1060, 1520)))
        y = 500 + (x - 0) * 0.5 if x < 500 else 1130 - (x - 500) * 0.56
        tree(c, x, max(470, y) + c.chance.uniform(0, 60), c.chance.uniform(40, 78), "#4f4430", ("#3c5934", "#517242", "#6d8d4f", "#93ab62"))
    arches(c)
    train(c)
    c.shape(curve((-10, 840), (500, 930), (720, 890), 14) + curve((720, 890), (1000, 820), (1510, 800), 14) + [(1510, 1000), (-10, 1000)], "#6d9150", "#48683a")
    c.shape(curve((470, 1000), (700, 900), (760, 760), 14) + curve((790, 760), (800, 900), (690, 1000), 14), "#a9c4c9", "#7fa3ad")
    for _flower in range(320):
        x, y = c.chance.uniform(0, 1500), c.chance.uniform(900, 1000)
        if not 470 < x < 720:
            c.dot(x, y, c.chance.uniform(1.5, 3.4), c.chance.choice(("#f3e6a3", "#ffffff", "#e8c75a", "#a9c46d")))
    for x, y in ((190, 930), (250, 944), (1120, 900), (1190, 912), (1290, 890)):
        c.oval(x, y, 22, 13, "#f4efe2")
        c.dot(x + 20, y - 8, 7, "#3d3a35")


def arches(c: Canvas) -> None:
    stone, shade = "#d6b98c", "#a58a63"
    deck, wide = 470, 148
    for place in range(10):
        x = 84 + place * wide
        foot = 560 + 250 * max(0, 1 - abs(x - 750) / 620)
        c.shape([(x - 20, deck), (x + 20, deck), (x + 28, foot + 60), (x - 28, foot + 60)], stone, shade)
        c.shape([(x + 6, deck), (x + 20, deck), (x + 28, foot + 60), (x + 10, foot + 60)], "#7d684aaa")
    for place in range(9):
        left, right = 104 + place * wide, 212 + place * wide
        middle, r = (left + right) / 2, 54
        arch = [(middle - r * cos(pi * t / 20), deck + 62 - r * sin(pi * t / 20)) for t in range(21)]
        c.shape([(left - 2, deck - 2), *[(left - 2, deck + 62)], *arch, (right + 2, deck + 62), (right + 2, deck - 2)], stone)
        c.line(arch, "#8f7450", 5)
    c.box(-10, deck - 28, 1520, 32, "#e2c99d", stone)
    c.line([(-10, deck + 5), (1510, deck + 5)], "#8f7450", 4)
    for _stone in range(160):
        x = c.chance.uniform(0, 1500)
        c.box(x, c.chance.choice((deck - 24, deck - 12)), 22, 2, "#a58a6388")


def train(c: Canvas) -> None:
    for place, tone in ((0, "#2f5b52"), (1, "#356459"), (2, "#356459")):
        x = 470 + place * 196
        c.shape([(x, 440), (x, 388), (x + (20 if not place else 0), 378), (x + 190, 378), (x + 190, 440)], tone)
        c.box(x + 4, 414, 184, 6, "#e9d9ac")
        for pane in range(6):
            c.box(x + 22 + pane * 28, 388, 20, 20, "#f3efdd")
        for wheel in (28, 60, 134, 166):
            c.dot(x + wheel, 442, 8, "#2a2a2a")
    c.soft([[(470, 376), (520, 340), (700, 330), (640, 366)]], "#ffffff", 12, 0.3)


def footbridge(c: Canvas) -> None:
    c.wash("#d5dcd6", "#e7e7dc", "#f3ead6", bottom=560)
    c.glow(1080, 420, 560, "#fff7e2", 0.9)
    c.soft([c.ridge(430, 26, 2)], "#bccabf", 8, 0.9)
    c.soft([c.ridge(486, 20, 3)], "#a3b6a9", 6, 0.9)
    for x in range(-20, 1540, 26):
        if not 560 < x < 900:
            c.dot(x, 548 + c.chance.uniform(-8, 6), c.chance.uniform(18, 42), c.chance.choice(("#8aa294", "#97ad9d", "#7d978a")))
    c.veil("#eef0e8", 430, 600, 0.0, 0.7)
    span(c)
    c.mirror(600, 400, 5, "#8ba79d", 0.3)
    c.veil("#5f8378", 600, 1000, 0.0, 0.62)
    c.ripples(606, 1000, ["#f0f1e899", "#577a70", "#a9c0b466"], 230)
    c.soft([[(-50, 590), (500, 574), (1000, 590), (1600, 570), (1600, 632), (800, 640), (-50, 626)]], "#f3f2e8", 14, 0.8)
    for x, size in ((690, 34), (716, 30), (1040, 32)):
        y = 512 - 32 * (1 - ((x - 750) / 680) ** 2)
        person(c, x, y, size, "#4c5b57")
    c.shape([(200, 812), (420, 802), (448, 822), (396, 838), (226, 838)], "#33504a")
    person(c, 300, 816, 66, "#2c423e")
    c.line([(320, 770), (250, 860)], "#2c423e", 4)
    for depth in range(5):
        c.lens(190 + c.chance.gauss(0, 8), 846 + depth * 13, 250, 8, "#2f4b4577")


def span(c: Canvas) -> None:
    """A slim arch above a deck that rises a little, with hangers between them."""
    def deck(x: float) -> float:
        return 512 - 32 * (1 - ((x - 750) / 680) ** 2)

    def arch(x: float) -> float:
        return 548 - 330 * (1 - ((x - 750) / 560) ** 2)

    xs = [190 + 11.2 * step for step in range(101)]
    for x in xs[8:-8:3]:
        c.line([(x, arch(x)), (x, deck(x))], "#c9cfc8", 2)
    c.line([(x, arch(x) + 8) for x in xs], "#b4beb7", 15)
    c.line([(x, arch(x)) for x in xs], "#fdfcf6", 14)
    way = [40 + 14.2 * step for step in range(101)]
    c.line([(x, deck(x) + 10) for x in way], "#a7b2ab", 14)
    c.line([(x, deck(x)) for x in way], "#fbfaf3", 12)
    c.line([(x, deck(x) - 24) for x in way], "#dfe2db", 3)
    for x in way[::2]:
        c.line([(x, deck(x)), (x, deck(x) - 24)], "#dfe2db", 2)
    for x in (184, 1296):
        c.shape([(x - 30, 610), (x - 18, 520), (x + 38, 520), (x + 50, 610)], "#c3c8bd", "#99a69c")


def island_school(c: Canvas) -> None:
    c.wash("#9fc8dc", "#cfe3e6", "#eef0e4", bottom=520)
    for x, y, w in ((60, 130, 520), (640, 80, 460), (1080, 190, 520), (360, 260, 360)):
        c.soft([[(x, y + 24), (x + w * 0.4, y - 10), (x + w, y + 10), (x + w * 0.6, y + 40)]], "#fdfcf6", 14, 0.85)
    c.wash("#5f9db3", "#3b7f9e", top=470, bottom=640)
    c.ripples(474, 620, ["#ffffffaa", "#a9d3dd99", "#2f6f8f77"], 260, length=60)
    c.shape(c.ridge(478, 10, 1.5)[:-2] + [(1500, 490), (0, 490)], "#86a9ab")
    c.shape(c.ridge(610, 22, 1.1), "#a3b868", "#6d8d45")
    school(c)
    for _blade in range(1500):
        near = c.chance.random() ** 0.6
        x, y = c.chance.uniform(-20, 1500), 770 + 250 * near
        c.line([(x, y), (x + 6 + 16 * near, y - 10 - 34 * near)], c.chance.choice(("#86a352cc", "#c0cc82cc", "#5f7f3fcc", "#a9bb66cc")), 1.5 + 2.5 * near)
    for x, y, size in ((220, 300, 40), (320, 250, 26), (1240, 120, 34), (1150, 90, 20)):
        gull(c, x, y, size, "#ffffff", 0.5)


def school(c: Canvas) -> None:
    c.shape([(260, 470), (330, 350), (1130, 350), (1200, 470)], "#5b6670", "#444e58")
    for row in range(1, 7):
        c.line([(330 - row * 10, 350 + row * 17), (1130 + row * 10, 350 + row * 17)], "#38414a88", 2)
    c.box(280, 466, 900, 316, "#b9b7ac", "#95948a")
    for _stone in range(210):
        x, row = c.chance.uniform(284, 1130), c.chance.randint(0, 13)
        c.box(x, 472 + row * 22, c.chance.uniform(24, 50), 17, c.chance.choice(("#c9c7bb88", "#a3a29788", "#8b8b8288", "#d3d0c288")))
    for x in (360, 520, 900, 1040):
        c.box(x - 10, 532, 110, 140, "#f1eee2")
        c.box(x, 542, 90, 120, "#4f6f80", "#86a7b3")
        c.line([(x + 45, 542), (x + 45, 662)], "#f1eee2", 6)
        c.line([(x, 600), (x + 90, 600)], "#f1eee2", 6)
        c.box(x - 16, 672, 122, 10, "#dcd8ca")
    porch(c)
    c.box(700, 268, 64, 90, "#a9a79c")
    c.shape([(688, 270), (732, 222), (776, 270)], "#4d5761")
    c.box(712, 284, 40, 56, "#3a4550")
    c.shape([(718, 330), (724, 300), (740, 300), (746, 330)], "#d1a13f")
    c.dot(732, 334, 5, "#a87c2b")


def porch(c: Canvas) -> None:
    c.shape([(620, 500), (732, 420), (846, 500)], "#4d5761")
    c.box(636, 498, 196, 284, "#d9d5c6", "#bdb9aa")
    c.box(756, 560, 62, 222, "#2f5f6b", "#254d58")
    c.dot(766, 676, 5, "#e6c267")
    c.box(644, 566, 104, 8, "#6b5439")
    for place, tone in enumerate(("#c8452f", "#e6b23c", "#2f6f9e", "#f1ead8", "#4f7f54")):
        x = 646 + place * 20
        c.dot(x + 9, 572, 3, "#3d3022")
        c.shape([(x + 4, 574), (x + 14, 574), (x + 20, 600), (x + 19, 668), (x, 668), (x - 1, 600)], tone, mix(tone, "#22303a", 0.22))
        c.line([(x + 9, 578), (x + 9, 664)], "#22303a55", 1.5)
    c.box(610, 778, 250, 16, "#cfcabb")
