"""One row of the table: what was measured, against which target, and whether it was reached."""

from dataclasses import asdict, dataclass, field
from typing import Any

NUMBERS = ("requests_s", "p50_ms", "p99_ms", "cpu_ms", "database_cpu_ms", "pss_mb", "queries", "bytes")
RATIOS = ("of_bare", "of_nginx", "of_django")


class Unmeasured(RuntimeError):
    """A row that could not be measured, with the reason."""


@dataclass
class Row:
    """`figure` says what the number columns cannot; `reached` is None where there is no target or no measurement."""

    name: str
    values: dict[str, float] = field(default_factory=dict)
    figure: str = ""
    target: str = ""
    reached: bool | None = None
    why: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def missing(name: str, why: object, target: str = "") -> Row:
    return Row(name, target=target, why=" ".join(str(why).split())[-300:])


def percentile(numbers: list[float], part: float) -> float:
    """The smallest number that at least this part of them does not exceed."""
    if not numbers:
        raise Unmeasured("nothing was measured")
    ordered = sorted(numbers)
    place = max(0, -(-len(ordered) * part // 1) - 1)
    return ordered[int(place)]


def median(numbers: list[float]) -> float:
    return percentile(numbers, 0.5)
