"""Who says what under which story of the demo, and when: a plan without a database, the same for the same moment."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from newsroom.demo.paper import Paper, Row
from newsroom.demo.stories import Story

ALTOGETHER = 250
ERASED = 2  # of them, by a reader who has left since
LINES_A_STORY = 7
TALK = timedelta(hours=60)  # after publication nearly everything has been said
WAITED = timedelta(hours=16)
LIKED = 0.35  # of the file's recommendations, which reckon with more readers than the demo has
OPEN_FOR = timedelta(days=13)
MINUTE = timedelta(minutes=1)
HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True)
class Remark:
    """A comment to be made. `reader` counts from 0; `answers` is the number of the remark it replies to."""

    number: int
    story: str
    reader: int
    text: str
    state: str
    reason: str = ""
    note: str = ""
    recommended: int = 0
    answers: int | None = None
    at: datetime | None = None


def plan(paper: Paper, stories: list[Story], ends: dict[str, datetime], now: datetime) -> list[Remark]:
    """All remarks in the order of their time; `ends` says until when a story can be talked about."""
    by_story = written(paper.comments)
    spread(paper, stories, by_story)
    slugs = {story.slug: story for story in stories}
    remarks = [
        remark
        for slug, some in by_story.items()
        for remark in timed(some, slugs[slug].published_at(now), min(ends[slug], now), now)
    ]
    return sorted(remarks, key=lambda remark: (remark.at, remark.number))


def written(rows: list[Row]) -> dict[str, list[Remark]]:
    """The comments of the file, by story."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for number, row in enumerate(rows):
        before = found[row["story"]]
        answers = before[row["reply_to"] - 1].number if "reply_to" in row else None
        kept = {name: row[name] for name in ("text", "state", "reason", "note") if name in row}
        liked = round(row["recommended"] * LIKED)
        before.append(Remark(number, row["story"], row["reader"] - 1, answers=answers, recommended=liked, **kept))
    return found


def spread(paper: Paper, stories: list[Story], by_story: dict[str, list[Remark]]) -> None:
    """Adds short lines under stories of their language until there are enough, the last by the reader who has left."""
    chance = Random("lines")  # noqa: S311 – dice, not secrets
    missing = ALTOGETHER - sum(len(some) for some in by_story.values())
    live = [story for story in stories if story.state in ("live", "corrected")]
    readers = {"ko": [], "en": []}
    for number, row in enumerate(paper.readers):
        readers["ko" if HANGUL.search(row["name"]) else "en"].append(number)
    lines = list(paper.lines)
    chance.shuffle(lines)
    used: set[tuple[str, str]] = set()
    added: dict[str, int] = defaultdict(int)
    for number in range(missing):
        line = lines[number % len(lines)]
        fits = [s.slug for s in live if s.get("Language") == line["language"] and (s.slug, line["text"]) not in used]
        slug = min(chance.sample(fits, len(fits)), key=added.__getitem__)
        used.add((slug, line["text"]))
        added[slug] += 1
        has_left = number >= missing - ERASED
        reader = len(paper.readers) if has_left else chance.choice(readers[line["language"]])
        remark = Remark(
            number=1000 + number,
            story=slug,
            reader=reader,
            text=line["text"],
            state="erased" if has_left else "approved",
            recommended=chance.choice((0, 0, 0, 1, 1, 2)),
        )
        by_story[slug].insert(chance.randint(0, len(by_story[slug])), remark)


def timed(remarks: list[Remark], begin: datetime, end: datetime, now: datetime) -> list[Remark]:
    """Moments in the given order, many soon after publication; what waits for a moderator came last and lately."""
    last = min(end, begin + OPEN_FOR) - 2 * MINUTE
    settled = [remark for remark in remarks if remark.state != "pending"]
    pending = [remark for remark in remarks if remark.state == "pending"]
    talk = min(TALK, (last - begin) * (0.7 if pending else 1))
    found = []
    for place, remark in enumerate(settled, start=1):
        share = (place / (len(settled) + 1)) ** 1.8
        found.append(replace(remark, at=begin + share * (talk - 3 * MINUTE) + place * timedelta(seconds=7) + MINUTE))
    since = max(begin + talk, min(last, now) - WAITED)
    for place, remark in enumerate(pending, start=1):
        found.append(replace(remark, at=since + (last - since) * place / (len(pending) + 1)))
    return found
