"""Scenes on the water in daylight: harbour, ferry, fog, race."""

from newsroom.demo.pictures.canvas import Canvas, mix, see_through
from newsroom.demo.pictures.figures import boat, gables, gull


def harbour_dawn(c: Canvas) -> None:
    c.wash("#4a5a78", "#7d7690", "#c4908d", "#eab78d", "#f7d9a6", bottom=560)
    c.soft([[(0, 150), (620, 120), (900, 175), (300, 190)], [(700, 270), (1500, 225), (1500, 262), (900, 300)]], "#e9b9a0", 16, 0.55)
    c.soft([[(0, 330), (500, 300), (760, 330), (200, 352)]], "#f4cda6", 10, 0.6)
    c.glow(1010, 552, 520, "#ffe6ad", 0.95)
    c.shape(c.ridge(500, 26, 2), "#a98a92")
    c.shape(c.ridge(528, 16, 4), "#7f728a")
    gables(c, -20, 700, 562, "#5d5d7e", "#ffd592", 0.2)
    gables(c, 1215, 1520, 562, "#63607f", "#ffd592", 0.16)
    c.box(0, 556, 1500, 13, "#50506f")
    c.mirror(568, 432, 9, "#4d6383", 0.38)
    c.veil("#33496a", 568, 1000, 0.05, 0.72)
    c.ripples(580, 1000, ["#f6d3a488", "#e9b79777", "#5a6f8f66"], 260)
    for _glint in range(60):
        near = c.chance.random()
        c.lens(1010 + c.chance.gauss(0, 40 + 90 * near) - 40, 575 + 330 * near, 40 + 90 * near, 3 + 5 * near, "#fde3b0aa")
    for x, y, size in ((930, 652, 130), (1245, 730, 230), (400, 850, 400)):
        for depth in range(9):
            c.lens(x - size * 0.55 + c.chance.gauss(0, 5), y + 8 + depth * size * 0.045, size * 1.1, size * 0.05, "#26314faa")
        boat(c, x, y, size, "#262f4b", "#c9a08f")


def ferry_crossing(c: Canvas) -> None:
    c.wash("#7fb2cf", "#b3d3df", "#e3eeea", bottom=520)
    for x, y, w in ((160, 150, 420), (760, 90, 520), (1130, 235, 430), (430, 300, 380)):
        c.soft([[(x, y + 26), (x + w * 0.3, y), (x + w * 0.7, y + 6), (x + w, y + 30)]], "#fbfbf6", 15, 0.85)
    c.shape(c.ridge(486, 22, 2.2), "#a5bfc6")
    c.shape(c.ridge(505, 13, 3.4), "#7d9fa8")
    c.wash("#6fa6bb", "#3f86a5", "#1d5b80", "#154766", top=518)
    c.ripples(524, 1000, ["#a9d0d8aa", "#17507499", "#8fc0cfaa", "#2c759688"], 620)
    ferry(c, 300, 690)
    for x in range(1180, 1620, 26):
        c.lens(x, 690 + c.chance.uniform(-4, 22), 110, 9, "#f4f8f5aa")
    for x, y, size, tilt in ((250, 300, 46, 0.4), (370, 235, 30, -0.3), (1240, 330, 38, 0.2), (1330, 260, 26, -0.5), (150, 400, 24, 0)):
        gull(c, x, y, size, "#fdfdfa", tilt)
        gull(c, x, y + size * 0.06, size * 0.5, "#5c7480", tilt)


def ferry(c: Canvas, x: float, y: float) -> None:
    """Its bow to the left, at the waterline; 880 long."""
    white, shade, glass, navy = "#fbfaf4", "#dfe3df", "#3d5c6e", "#23425c"
    c.shape([(x + 300, y - 190), (x + 332, y - 270), (x + 690, y - 270), (x + 706, y - 190)], shade)
    c.shape([(x + 300, y - 190), (x + 332, y - 252), (x + 690, y - 252), (x + 706, y - 190)], white)
    c.shape([(x + 180, y - 120), (x + 236, y - 194), (x + 800, y - 194), (x + 812, y - 120)], white)
    c.shape([(x + 560, y - 268), (x + 574, y - 392), (x + 664, y - 392), (x + 668, y - 268)], "#f3efe4")
    c.shape([(x + 566, y - 322), (x + 570, y - 358), (x + 667, y - 358), (x + 668, y - 322)], "#b5352c")
    c.box(x + 572, y - 400, 94, 12, "#2a3944")
    c.soft([[(x + 610, y - 410), (x + 720, y - 452), (x + 900, y - 470), (x + 700, y - 430)]], "#8da3ab", 10, 0.5)
    c.line([(x + 392, y - 270), (x + 392, y - 372)], navy, 5)
    c.line([(x + 372, y - 340), (x + 412, y - 340)], navy, 3)
    for place in range(11):
        c.box(x + 340 + 32 * place, y - 240, 21, 20, glass)
    for place in range(15):
        c.box(x + 250 + 37 * place, y - 174, 25, 22, glass)
    hull = [(x, y - 132), (x + 150, y - 122), (x + 880, y - 122), (x + 868, y - 10), (x + 852, y + 8), (x + 96, y + 8)]
    c.shape(hull, white, "#e6e9e5")
    c.shape([(x + 64, y - 46), (x + 871, y - 46), (x + 852, y + 8), (x + 96, y + 8)], navy)
    c.line([(x + 52, y - 58), (x + 872, y - 58)], "#b5352c", 5)
    for place in range(18):
        c.dot(x + 170 + 37 * place, y - 92, 7, glass)
    for boat_x in (720, 760):
        c.shape([(x + boat_x, y - 206), (x + boat_x + 34, y - 206), (x + boat_x + 28, y - 194), (x + boat_x + 6, y - 194)], "#d2662f")
    for stroke in range(16):
        c.lens(x + 60 + stroke * 52, y + 10 + c.chance.uniform(-3, 10), 120, 10, "#f6faf7cc")
    c.shape([(x + 100, y + 8), (x + 20, y + 4), (x - 30, y + 16), (x + 60, y + 24), (x + 260, y + 18)], "#f6faf7")


def fog_bay(c: Canvas) -> None:
    c.wash("#d9dcd8", "#e2e3de", "#d3d8d6", "#b9c3c3", "#a4b0b2")
    c.soft([c.ridge(430, 10, 2)[:-2] + [(1500, 470), (0, 470)]], "#c3cac9", 22, 0.8)
    c.soft([[(820, 520), (1130, 488), (1220, 520)]], "#b7c0c0", 10, 0.9)
    c.ripples(560, 1000, ["#dfe3e0aa", "#9aa8aa66", "#eceeea88"], 240, length=150)
    tone = "#8d999c"
    c.shape([(1100, 420), (1160, 640), (1500, 690), (1500, 440)], mix(tone, "#d3d8d6", 0.15), tone)
    c.shape([(1100, 420), (1096, 408), (1500, 424), (1500, 448)], "#7b888c")
    c.line([(1130, 470), (1500, 494)], "#a9b3b4", 7)
    c.line([(1380, 424), (1380, 130)], "#97a2a4", 9)
    c.line([(1380, 150), (1112, 408)], "#a3adae", 2.4)
    c.line([(1380, 150), (1500, 250)], "#a3adae", 2.4)
    c.box(1420, 320, 80, 108, "#8a9699")
    c.box(1440, 342, 34, 34, "#c5cbc9")
    c.veil("#d9dcd8", 300, 700, 0.25, 0.0)
    buoy(c, 520, 640)
    c.soft([[(0, 600), (700, 560), (1500, 640), (1500, 670), (600, 640), (0, 680)]], "#dcdfdb", 22, 0.55)
    c.soft([[(900, 700), (1500, 660), (1500, 740), (1000, 740)]], "#cfd5d3", 18, 0.6)
    gull(c, 300, 330, 30, "#9aa5a6", 0.3)
    gull(c, 366, 296, 20, "#a9b2b2", -0.2)


def buoy(c: Canvas, x: float, y: float) -> None:
    red = "#a8554c"
    for depth in range(8):
        c.lens(x - 60 + c.chance.gauss(0, 6), y + 12 + depth * 16, 110, 9, see_through(red, 0.4 - depth * 0.04))
    c.line([(x - 30, y - 40), (x - 12, y - 196)], red, 6)
    c.line([(x + 34, y - 40), (x + 4, y - 196)], red, 6)
    c.line([(x - 24, y - 90), (x + 26, y - 92)], red, 5)
    c.line([(x - 18, y - 140), (x + 16, y - 142)], red, 5)
    c.box(x - 16, y - 218, 24, 26, "#984a43")
    c.glow(x - 4, y - 224, 60, "#f3b7a0", 0.8)
    c.shape([(x - 64, y - 42), (x + 68, y - 46), (x + 54, y + 8), (x - 50, y + 10)], red, "#7d413d")
    c.lens(x - 100, y + 10, 210, 10, "#eceeeacc")


def sailing_race(c: Canvas) -> None:
    c.wash("#6fb0d6", "#a9d3e4", "#e0efee", bottom=480)
    c.soft([[(100, 120), (420, 90), (620, 130), (300, 150)], [(980, 180), (1300, 150), (1460, 190)]], "#fcfdfa", 16, 0.8)
    cliffs(c)
    c.wash("#3f8fbd", "#1f6597", "#0f4473", "#0b3560", top=470)
    c.ripples(478, 1000, ["#8cc3dcaa", "#0b386688", "#5aa3c8aa", "#f3f9f8cc"], 560, length=80)
    for x, y, size, colour in ((700, 508, 90, "#f4efe1"), (1080, 540, 170, "#e6553d"), (860, 575, 230, "#fbfaf4"), (250, 600, 280, "#f6c84a")):
        yacht(c, x, y, size, colour)
    yacht(c, 590, 690, 430, "#fbfaf4")
    yacht(c, 1130, 800, 520, "#f2f4f1")
    c.shape([(176, 800), (276, 792), (284, 912), (180, 918)], "#ffd23f", "#e09a1c")
    c.oval(226, 796, 50, 14, "#ffe27a")
    for stroke in range(7):
        c.lens(110 + stroke * 14, 912 + stroke * 6, 230 - stroke * 16, 9, "#f3f9f8aa")


def cliffs(c: Canvas) -> None:
    edge = [(700, 472), (760, 430), (830, 436), (900, 380), (990, 392), (1080, 330), (1180, 344), (1290, 286), (1500, 262)]
    c.shape([*edge, (1500, 480), (700, 480)], "#e9dfc8", "#c9b994")
    c.shape([*edge, (1500, 292), (1290, 312), (1180, 368), (1080, 352), (990, 410), (900, 398), (830, 448), (760, 442)], "#7f9a63")
    for _crack in range(46):
        x = c.chance.uniform(880, 1500)
        top = 470 - (x - 700) * 0.2 * c.chance.uniform(0.2, 0.9)
        c.line([(x, top), (x - 8, min(476, top + c.chance.uniform(20, 70)))], "#a8966f88", 3)


def yacht(c: Canvas, x: float, y: float, size: float, sail: str) -> None:
    """Heeling to the right, its bow to the left; `size` is the height of the mast."""
    s = size / 100
    shade = mix(sail, "#4a6f8c", 0.3)
    top = (x + 30 * s, y - 100 * s)
    c.lens(x - 46 * s, y + 5 * s, 100 * s, 9 * s, "#f3f9f8dd")
    c.shape([top, (x + 4 * s, y - 12 * s), (x + 52 * s, y - 16 * s), (x + 50 * s, y - 52 * s)], sail, shade)
    c.shape([(x + 24 * s, y - 86 * s), (x - 1 * s, y - 14 * s), (x - 34 * s, y - 8 * s)], mix(sail, "#ffffff", 0.35), shade)
    c.line([(x + 2 * s, y - 8 * s), top], "#2b3a48", 1.2 * s)
    c.line([(x + 16 * s, y - 46 * s), (x + 50 * s, y - 50 * s)], see_through(shade, 0.8), 0.7 * s)
    c.line([(x + 23 * s, y - 74 * s), (x + 43 * s, y - 76 * s)], see_through(shade, 0.8), 0.7 * s)
    hull = [(x - 42 * s, y - 9 * s), (x + 46 * s, y - 14 * s), (x + 40 * s, y + 2 * s), (x - 22 * s, y + 6 * s)]
    c.shape(hull, "#22384f")
    c.line([(x - 42 * s, y - 9 * s), (x + 46 * s, y - 14 * s)], "#f1ede2", 2 * s)
    for place in (12, 20, 29):
        c.dot(x + place * s, y - 15 * s, 2.6 * s, "#c8502f")
