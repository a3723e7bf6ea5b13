"""Invented words: headlines, paragraphs and remarks by number, a few of them Korean."""

from random import Random

PLACES = "Ostrey Brandholm Quenby Tolven Pellin Hargill Fennay Kelland Sund Meridian Wendgate Skerrow".split()
THINGS = "harbour ferry tramway library orchard lighthouse market reservoir theatre bridge school railway".split()
DEEDS = "opens again|waits for repairs|draws a crowd|costs more than planned|changes hands|closes for winter".split("|")
WHO = "The council|A reader|The engineer|The keeper|A neighbour|The committee|The ferryman|An inspector".split("|")
SAID = "asked for|counted|wrote down|put off|promised|refused|welcomed|measured".split("|")
WHAT = "the second survey|a quiet week|three new boats|the old timetable|a longer pier|the year's accounts".split("|")
WHEN = (
    "before the tide turned|on Monday|after a long meeting|without much noise|for the first time|in plain words".split(
        "|"
    )
)
KOREAN = "항구의 등대|시장의 새 지붕|늦은 연락선|조용한 도서관|다리의 보수 공사|섬의 학교".split("|")
KOREAN_DEEDS = "다시 문을 연다|수리를 기다린다|사람들을 모은다|주인이 바뀐다".split("|")
KOREAN_SAID = [
    "위원회는 월요일에 계획을 미루었다.",
    "주민들은 더 긴 부두를 바란다고 말했다.",
    "기사는 오래된 시간표를 다시 세었다.",
]
REMARKS = (
    "I crossed there yesterday|My aunt remembers the old one|That is not what the plan said|Good news for once".split(
        "|"
    )
)
EVERY_KOREAN = 12  # stories


def is_korean(number: int) -> bool:
    return number % EVERY_KOREAN == EVERY_KOREAN - 1


def headline(random: Random, *, korean: bool) -> str:
    if korean:
        return f"{random.choice(KOREAN)}, {random.choice(KOREAN_DEEDS)}"
    return f"The {random.choice(THINGS)} at {random.choice(PLACES)} {random.choice(DEEDS)}"


def sentence(random: Random, *, korean: bool) -> str:
    if korean:
        return random.choice(KOREAN_SAID)
    return f"{random.choice(WHO)} {random.choice(SAID)} {random.choice(WHAT)} {random.choice(WHEN)}."


def body(random: Random, *, korean: bool, words: int = 900) -> str:
    """Paragraphs of about so many words."""
    paragraphs, length = [], 0
    while length < words:
        told = " ".join(sentence(random, korean=korean) for _ in range(random.randint(3, 7)))
        length += len(told.split())
        paragraphs.append(f"<p>{told}</p>")
    return "".join(paragraphs)


def remark(random: Random) -> str:
    return f"{random.choice(REMARKS)}. {sentence(random, korean=random.random() < 0.1)}"
