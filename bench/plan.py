"""What a run measures and for how long, from the environment."""

from dataclasses import dataclass
from pathlib import Path

import environs

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
MOST_ARTICLES = 1_000_000
MOST_MINUTES = 30


@dataclass(frozen=True)
class Plan:
    """`seconds` is one round of load; `minutes` is the long load after which memory is read.

    `zipf` is the exponent by which stories are asked for: 1 is the flattest that is usual, larger favours the newest.
    With `keep` the paper stays in its folder and the next run goes on with it. `only` names the families to measure.
    `grown` is the folder of another paper, whose rows are at `grown_url` if they are not in that folder: the
    largest size is measured there, so that a million stories need not be made for each run.
    """

    quick: bool
    keep: bool
    articles: int
    growth: tuple[int, ...]
    comments: tuple[int, ...]
    minutes: float
    zipf: float
    port: int
    only: tuple[str, ...]
    database_url: str
    cache_url: str
    grown: Path | None
    grown_url: str

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 3

    @property
    def seconds(self) -> int:
        return 1 if self.quick else 3

    @property
    def database(self) -> str:
        return "postgresql" if self.database_url.startswith("postgres") else "sqlite"


def read() -> Plan:
    """BENCH_QUICK=1 is for trying: smaller, shorter, rougher."""
    env = environs.Env()
    quick = env.bool("BENCH_QUICK", default=False)
    growth = env.str("BENCH_GROWTH", default="1000 2000" if quick else "1000 100000").replace(",", " ")
    grown = env.str("BENCH_GROWN", default="")
    return Plan(
        quick=quick,
        keep=env.bool("BENCH_KEEP", default=False),
        articles=min(env.int("BENCH_ARTICLES", default=2_000 if quick else 20_000), MOST_ARTICLES),
        growth=tuple(sorted(min(int(size), MOST_ARTICLES) for size in growth.split())),
        comments=(10, 100, 2_000) if quick else (10, 100, 100_000),
        minutes=min(env.float("BENCH_MINUTES", default=0.2 if quick else 2), MOST_MINUTES),
        zipf=env.float("BENCH_ZIPF", default=1.0),
        port=env.int("BENCH_PORT", default=8170),
        only=tuple(env.str("BENCH_ONLY", default="").replace(",", " ").split()),
        database_url=env.str("DATABASE_URL", default=""),
        cache_url=env.str("CACHE_URL", default=""),
        grown=Path(grown) if grown else None,
        grown_url=env.str("BENCH_GROWN_URL", default=""),
    )
