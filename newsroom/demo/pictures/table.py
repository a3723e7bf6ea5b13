"""Still lifes: a reading room, a sea chart, a plate of oysters."""

from math import cos, pi, sin, tau

from newsroom.demo.pictures.canvas import Canvas, Point, mix, see_through
from newsroom.demo.pictures.figures import curve

Ring = list[Point]


def reading_room(c: Canvas) -> None:
    c.wash("#1f1a18", "#332a24", "#3d3027", bottom=640)
    shelves(c)
    c.glow(560, 420, 760, "#e9b866", 0.42)
    c.shape([(-20, 650), (1520, 620), (1520, 1000), (-20, 1000)], "#7a4f30", "#4a2d1c")
    for _grain in range(130):
        y = c.chance.uniform(650, 1000)
        c.lens(c.chance.uniform(-100, 1400), y, c.chance.uniform(120, 480), c.chance.uniform(1.5, 4), c.chance.choice(("#94653f77", "#3a221577", "#5c391f77")))
    c.soft([[(130, 690), (980, 660), (1220, 900), (60, 960)]], "#f3c777", 60, 0.5)
    desk_lamp(c)
    open_book(c)
    old_volume(c)


def shelves(c: Canvas) -> None:
    spines = ("#5c3028", "#3f4a3c", "#6d5433", "#2f3a46", "#7a3b30", "#4a3d55", "#837150", "#35453f")
    for row in range(4):
        y = 40 + row * 150
        x = -10.0
        while x < 1510:
            wide, high = c.chance.uniform(18, 44), c.chance.uniform(84, 124)
            tone = mix(c.chance.choice(spines), "#16110f", 0.42)
            c.box(x, y + 126 - high, wide - 2, high, tone)
            if c.chance.random() < 0.6:
                c.box(x + 3, y + 126 - high * 0.8, wide - 8, 4, "#b08d4c88")
            x += wide
        c.box(-10, y + 126, 1520, 16, "#2a1e17")
    for x in (330, 1010):
        c.box(x, -10, 26, 660, "#241a14")
    c.veil("#15100e", 0, 640, 0.5, 0.12)


def desk_lamp(c: Canvas) -> None:
    c.oval(560, 716, 128, 26, "#8a6a32", "#4d3918")
    c.box(548, 420, 24, 296, "#c39a4c", "#80602a")
    c.soft([[(320, 424), (800, 424), (1000, 760), (120, 760)]], "#ffe3a0", 40, 0.3)
    c.shape([*curve((318, 420), (340, 292), (480, 276), 12), *curve((640, 276), (780, 292), (802, 420), 12)], "#2f7d5c", "#155339")
    c.shape([*curve((360, 380), (372, 310), (480, 292), 10), *curve((500, 292), (410, 318), (396, 380), 10)], "#8fd0ad66")
    c.shape([(318, 420), (802, 420), (790, 434), (330, 434)], "#fff3c9")
    c.box(540, 256, 40, 22, "#c39a4c")
    c.line([(676, 430), (676, 512)], "#c39a4c", 3)
    c.dot(676, 516, 7, "#e3c27a")


def open_book(c: Canvas) -> None:
    for lift, tone in ((22, "#5d2c24"), (12, "#cdbb95"), (0, "#f7eed6")):
        left = [*curve((180, 868 + lift), (330, 806 + lift), (520, 840 + lift)), (560, 918 + lift), *curve((520, 920 + lift), (320, 880 + lift), (140, 946 + lift))]
        right = [*curve((520, 840 + lift), (720, 796 + lift), (870, 846 + lift)), *curve((930, 918 + lift), (740, 874 + lift), (560, 918 + lift))]
        c.shape(left, tone, mix(tone, "#b89b66", 0.3))
        c.shape(right, tone, mix(tone, "#b89b66", 0.16))
    c.line([(520, 840), (556, 918)], "#a88c5c", 5)
    for row in range(7):
        share = row / 7
        c.line(curve((196 - 40 * share, 872 + 64 * share), (330 - 6 * share, 822 + 66 * share), (492 + 22 * share, 848 + 64 * share), 10), "#6d5f4a88", 3)
        c.line(curve((556 + 24 * share, 842 + 62 * share), (720 + 14 * share, 806 + 64 * share), (846 + 46 * share, 848 + 56 * share), 10), "#6d5f4a88", 3)


def old_volume(c: Canvas) -> None:
    """Closed, with the slip that says when it was due."""
    c.shape([(1004, 872), (1370, 836), (1420, 900), (1040, 944)], "#1c120c77")
    c.shape([(1010, 806), (1360, 776), (1400, 830), (1040, 864)], "#6e2d28", "#4f1f1c")
    c.shape([(1040, 864), (1400, 830), (1400, 888), (1044, 926)], "#e9dcb9", "#b9a678")
    for leaf in range(6):
        c.line([(1042, 873 + leaf * 8.6), (1400, 839 + leaf * 8.2)], "#9c875a99", 2)
    c.shape([(1010, 806), (1040, 864), (1044, 932), (1014, 880)], "#431815")
    c.line([(1030, 812), (1352, 784), (1384, 826), (1052, 856), (1030, 812)], "#c79b4f", 4)
    c.shape([(1130, 760), (1230, 750), (1262, 836), (1162, 846)], "#fbf3dc", "#e9dab4")
    for row in range(5):
        c.line([(1144 + row * 6, 776 + row * 14), (1220 + row * 6, 768 + row * 14)], "#7d6f58aa", 2.5)
    c.box(1184, 800, 44, 12, "#a8433f99")


def tide_chart(c: Canvas) -> None:
    c.wash("#3f2d20", "#2f2118")
    c.shape([(40, 70), (1440, 20), (1490, 950), (90, 990)], "#1c130d88")
    c.shape([(30, 50), (1430, 10), (1480, 940), (70, 974)], "#efe2c2", "#e0cfa6")
    contours(c)
    for row in range(1, 9):
        c.line([(34 + row * 4, 50 + row * 104), (1432 + row * 5, 10 + row * 104)], "#8c7a5644", 2)
    for place in range(1, 13):
        c.line([(30 + place * 110, 48 - place * 3), (72 + place * 110, 972 - place * 3)], "#8c7a5644", 2)
    soundings(c)
    rose(c, 300, 250, 120)
    folded_table(c)
    pencil(c)
    dividers(c)
    c.glow(560, 380, 900, "#fff3cc", 0.35)
    c.veil("#2b1c10", 620, 1000, 0.0, 0.35)


def contours(c: Canvas) -> None:
    """Depths around a bay, and land in buff."""
    tones = ("#d3dccb", "#bfd2c8", "#a8c4c4", "#8fb3ba", "#79a2ae")
    for step, tone in enumerate(tones):
        ring = blob(c, 850 + step * 14, 520 + step * 6, 560 - step * 92, 380 - step * 62, 0.05)
        c.shape(ring, tone)
        c.line([*ring, ring[0]], "#3f6474aa", 2.5)
    for x, y, across, down in ((470, 640, 150, 190), (1160, 300, 170, 110), (1010, 660, 74, 52), (720, 330, 46, 34)):
        land = blob(c, x, y, across, down, 0.09)
        c.shape(land, "#e6cf93")
        c.line([*land, land[0]], "#6d5426", 4)
        for inner in (0.7, 0.42):
            hill = [(x + (px - x) * inner, y + (py - y) * inner) for px, py in land]
            c.line([*hill, hill[0]], "#9c7c3f99", 2)


def blob(c: Canvas, x: float, y: float, across: float, down: float, rough: float) -> Ring:
    parts = [(turns, c.chance.uniform(0, tau), rough * 2.2 / turns) for turns in (2, 3, 5, 8)]
    ring = []
    for step in range(90):
        turn = tau * step / 90
        far = 1 + sum(size * sin(turns * turn + begin) for turns, begin, size in parts)
        ring.append((x + across * far * cos(turn), y + down * far * sin(turn)))
    return ring


def soundings(c: Canvas) -> None:
    """Depths as small strokes, as a chart has them from afar."""
    for _sounding in range(150):
        x, y = 850 + c.chance.gauss(0, 260), 520 + c.chance.gauss(0, 170)
        for digit in range(c.chance.choice((1, 2, 2))):
            left = x + digit * 10
            c.line([(left, y), (left + 5, y - 4), (left + 4, y + 6), (left - 1, y + 9)], "#34505fbb", 2)
    c.line([(560, 820), (740, 520), (960, 470), (1240, 560)], "#a8332f", 4)
    for x, y in ((560, 820), (740, 520), (960, 470), (1240, 560)):
        c.dot(x, y, 8, "#a8332f")


def rose(c: Canvas, x: float, y: float, r: float) -> None:
    for far in (1.0, 0.94, 0.5):
        ring = [(x + r * far * cos(tau * t / 60), y + r * far * sin(tau * t / 60)) for t in range(61)]
        c.line(ring, "#7c5a2acc", 2.5)
    for point in range(16):
        turn = tau * point / 16
        long = r * (1.16 if point % 4 == 0 else 0.8 if point % 2 == 0 else 0.56)
        for side in (-1, 1):
            base = turn + side * 0.2
            c.shape([(x, y), (x + r * 0.22 * cos(base), y + r * 0.22 * sin(base)), (x + long * cos(turn), y + long * sin(turn))], "#23465c" if side > 0 else "#c9a45a")


def folded_table(c: Canvas) -> None:
    c.shape([(1130, 700), (1426, 676), (1466, 962), (1160, 986)], "#1c130d66")
    c.shape([(1116, 690), (1266, 672), (1300, 962), (1146, 976)], "#fdf8ea", "#efe6cd")
    c.shape([(1266, 672), (1412, 684), (1450, 960), (1300, 962)], "#f1e8d0", "#dccfae")
    c.line([(1134, 722), (1254, 708)], "#23465c", 7)
    for row in range(15):
        y = 742 + row * 15
        for place in range(4):
            c.line([(1136 + row * 1.9 + place * 31, y - place * 3), (1154 + row * 1.9 + place * 31, y - 2 - place * 3)], "#6d675a", 3)
        c.line([(1286 + row * 1.9, y - 16), (1398 + row * 1.9, y - 8)], "#8d857188", 3)


def pencil(c: Canvas) -> None:
    c.shape([(206, 836), (620, 906), (616, 924), (202, 856)], "#1c130d55")
    c.shape([(206, 818), (586, 884), (582, 904), (202, 838)], "#d99a2b")
    c.shape([(205, 825), (585, 891), (584, 897), (204, 831)], "#f3c25c")
    c.shape([(586, 884), (640, 906), (582, 904)], "#ecd6aa")
    c.shape([(622, 899), (640, 906), (620, 905)], "#2b2622")
    c.shape([(206, 818), (202, 838), (172, 832), (176, 812)], "#b5b0a5")
    c.shape([(176, 812), (172, 832), (148, 828), (152, 808)], "#c2605a")


def dividers(c: Canvas) -> None:
    brass, dark, light = "#c79a3f", "#7d5c1e", "#f1d58c"
    for shift, tones in ((14, ("#1c130d44",) * 3), (0, (brass, dark, light))):
        top, left, right = (1010 + shift, 196 + shift), (742 + shift, 522 + shift), (962 + shift, 470 + shift)
        for foot in (left, right):
            middle = (top[0] + (foot[0] - top[0]) * 0.6, top[1] + (foot[1] - top[1]) * 0.6)
            c.line([top, middle], tones[0], 22)
            c.line([middle, foot], tones[1] if shift else "#a9adb0", 8)
            c.line([(top[0] - 4, top[1]), (middle[0] - 4, middle[1])], tones[2], 5)
        c.dot(*top, 32, tones[0])
        c.dot(*top, 18, tones[1])
        c.dot(top[0] - 3, top[1] - 3, 8, tones[2])
        c.line([(top[0] + 4, top[1] - 30), (top[0] + 14, top[1] - 82)], tones[0], 16)


def oyster_table(c: Canvas) -> None:
    c.wash("#d8d5cc", "#c9c4b8", bottom=360)
    c.soft([[(-40, -20), (520, -20), (300, 360), (-40, 420)]], "#fbf9f0", 40, 0.9)
    c.shape([(-20, 340), (1520, 300), (1520, 1000), (-20, 1000)], "#efe9db", "#d6ccb8")
    for _thread in range(120):
        y = c.chance.uniform(340, 1000)
        c.line([(0, y), (1500, y - 20)], "#c9bea644", 1.5)
    for x in range(-40, 1560, 92):
        c.line([(x, 340), (x - 160, 1000)], "#d2c6ae33", 10)
    c.soft([[(500, 500), (1330, 640), (1200, 900), (460, 800)]], "#9a907e", 34, 0.45)
    plate(c)
    bowl(c, 1190, 470)
    glass(c, 240, 560)
    chopsticks(c)
    c.soft([[(-60, 300), (300, 300), (1100, 1040), (420, 1040)]], "#fffdf4", 60, 0.14)


def plate(c: Canvas) -> None:
    c.oval(660, 660, 430, 236, "#f7f5ee", "#d9d5c9")
    c.oval(660, 652, 424, 226, "#fdfcf7", "#e6e2d6")
    c.oval(660, 656, 330, 168, "#dfdccf", "#f3f0e6")
    for _ice in range(240):
        turn, far = c.chance.uniform(0, tau), c.chance.random() ** 0.5
        x, y, size = 660 + 310 * far * cos(turn), 656 + 150 * far * sin(turn), c.chance.uniform(8, 22)
        c.shape([(x, y - size * 0.6), (x + size, y - size * 0.1), (x + size * 0.3, y + size * 0.6), (x - size * 0.8, y + size * 0.2)], c.chance.choice(("#ffffffcc", "#e3ecedcc", "#d2dfe2cc", "#f4f8f8cc")))
    for place in range(8):
        turn = tau * place / 8 + 0.2
        oyster(c, 660 + 262 * cos(turn), 650 + 128 * sin(turn), turn)
    lemon(c, 650, 640)


def oyster(c: Canvas, x: float, y: float, turn: float) -> None:
    """Open, its hinge towards the middle of the plate."""
    def spot(along: float, across: float) -> Point:
        return x + along * cos(turn) - across * sin(turn), y + (along * sin(turn) + across * cos(turn)) * 0.72

    def shell(grow: float, rough: float) -> Ring:
        return [spot((cos(t) * 74 + 12) * grow * (1 + c.chance.uniform(-rough, rough)), sin(t) * (50 + 12 * cos(t)) * grow * (1 + c.chance.uniform(-rough, rough))) for t in (tau * n / 30 for n in range(30))]

    c.shape([(px + 8, py + 14) for px, py in shell(1.08, 0.02)], "#8a847788")
    c.shape(shell(1.1, 0.05), "#6f6a62")
    c.shape(shell(1.02, 0.04), "#a39c90")
    c.shape(shell(0.93, 0.02), "#f3f0e8")
    c.shape(shell(0.86, 0.02), "#dcdcd6")
    c.shape(shell(0.66, 0.03), "#b9b4a6", "#cfc8b8")
    c.shape(shell(0.5, 0.05), "#d9d2c0", "#aaa595")
    c.line([spot(46 * cos(t) * 0.8 + 8, 30 * sin(t)) for t in (pi * n / 10 - 1.2 for n in range(11))], "#5f5b54", 4)
    glint = spot(-16, -12)
    c.oval(*glint, 11, 5, "#ffffffcc")


def lemon(c: Canvas, x: float, y: float) -> None:
    for shift, way in ((-44, -0.3), (44, 0.4)):
        half = [(x + shift + 62 * cos(t + way), y + 40 * sin(t + way)) for t in (pi * n / 14 + pi for n in range(15))]
        c.shape(half, "#e8b92e", "#f6d95a")
        inner = [(x + shift + (px - x - shift) * 0.84, y + (py - y) * 0.84) for px, py in half]
        c.shape(inner, "#fbeeb0", "#f8df7a")
        for seam in range(2, 13, 3):
            c.line([(x + shift, y - 4), inner[seam]], "#fdf7d8", 3)


def bowl(c: Canvas, x: float, y: float) -> None:
    c.oval(x + 16, y + 66, 190, 66, "#9a907e66")
    c.shape([*curve((x - 178, y - 20), (x - 150, y + 116), (x - 60, y + 120), 12), *curve((x + 60, y + 120), (x + 150, y + 116), (x + 178, y - 20), 12)], "#5f8a86", "#2f5a5c")
    c.oval(x, y - 20, 178, 60, "#86aba5", "#4f7f7d")
    c.oval(x, y - 18, 160, 50, "#3a1512")
    for _leaf in range(46):
        turn, far = c.chance.uniform(0, tau), c.chance.random() ** 0.6
        lx, ly, size = x + 124 * far * cos(turn), y - 30 + 34 * far * sin(turn), c.chance.uniform(18, 40)
        tone = c.chance.choice(("#c8321f", "#e0512c", "#a8241a", "#f0d9b0", "#d9442a", "#e88a4a"))
        c.shape(curve((lx - size, ly), (lx, ly - size * 0.9), (lx + size, ly - size * 0.1), 8) + curve((lx + size, ly + 4), (lx, ly + size * 0.2), (lx - size, ly + 6), 8), tone)
    for _seed in range(30):
        c.dot(x + c.chance.gauss(0, 64), y - 36 + c.chance.gauss(0, 14), 3, c.chance.choice(("#fbeecb", "#8f1d12", "#4d7a3a")))


def glass(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x + 30, y + 150), (x + 260, y + 190), (x + 200, y + 240), (x, y + 190)]], "#f7e7b4", 18, 0.7)
    c.shape([(x - 92, y - 240), (x + 92, y - 240), (x + 70, y + 170), (x - 70, y + 170)], "#ffffff55")
    c.shape([(x - 84, y - 120), (x + 84, y - 120), (x + 68, y + 156), (x - 68, y + 156)], "#f3dfa0aa")
    c.oval(x, y + 160, 69, 20, "#cfc2a2aa")
    c.oval(x, y - 120, 84, 22, "#fbf0c8cc")
    c.line([(x - 92, y - 240), (x - 70, y + 170)], "#ffffffcc", 4)
    c.line([(x + 92, y - 240), (x + 70, y + 170)], "#a59c8acc", 4)
    ring = [(x + 92 * cos(tau * t / 40), y - 240 + 24 * sin(tau * t / 40)) for t in range(41)]
    c.line(ring, "#ffffff", 4)
    c.shape([(x - 62, y - 90), (x - 46, y - 90), (x - 40, y + 130), (x - 52, y + 130)], see_through("#ffffff", 0.6))
    for _bubble in range(24):
        c.dot(x + c.chance.uniform(-50, 50), y + c.chance.uniform(-100, 140), c.chance.uniform(2, 4), "#ffffffaa")


def chopsticks(c: Canvas) -> None:
    c.shape([(1130, 846), (1210, 836), (1218, 868), (1138, 880)], "#e9e4d6", "#b9b09a")
    for shift in (0, 34):
        c.line([(1000 + shift, 968), (1420 + shift * 0.6, 690)], "#5a4c3a55", 15)
        c.line([(990 + shift, 950), (1410 + shift * 0.6, 672)], "#7b3a26", 14)
        c.line([(990 + shift, 946), (1410 + shift * 0.6, 668)], "#b0603e", 4)
