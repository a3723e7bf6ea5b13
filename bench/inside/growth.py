"""The median of what each kind of page costs when it is rendered in this process."""

import random
from itertools import cycle

from bench.inside import addresses, reading
from bench.rows import median

SPREAD = 5000


def run(rounds: int) -> dict[str, float]:
    """Kinds are asked in turn, so that each meets the same weather; articles are drawn from the newest SPREAD."""
    found = addresses.run(SPREAD)
    drawn = random.Random(11)  # noqa: S311
    articles = drawn.sample(found["articles"], min(rounds, len(found["articles"])))
    asked = {kind: cycle([found[kind]]) for kind in ("section", "sparse", "day", "month")}
    asked |= {"article": cycle(articles), "front": cycle(["/"]), "feed": cycle(["/feed/"])}
    taken: dict[str, list[float]] = {kind: [] for kind in asked}
    for paths in asked.values():
        reading.milliseconds(next(paths))
    for _ in range(rounds):
        for kind, paths in asked.items():
            taken[kind].append(reading.milliseconds(next(paths)))
    return {kind: round(median(each), 4) for kind, each in taken.items()}
