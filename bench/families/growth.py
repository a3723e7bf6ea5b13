"""What a page costs as the archive grows, and the desk and one conversation at their largest."""

from collections.abc import Iterator

from bench.paper import Paper
from bench.rows import Row, Unmeasured, missing

TARGET = "p50 grows ≤ 1.3×"
MOST = 1.3
PAGES = {
    "article": "Article, cold",
    "section": "Section with the most stories, cold",
    "sparse": "Section with the fewest stories, cold",
    "front": "Front page, cold",
    "day": "Archive day, cold",
    "feed": "Feed, cold",
    "month": "Sitemap of a month, cold",
}


def grow(paper: Paper, articles: int) -> None:
    if not paper.knows("grow"):
        raise Unmeasured("manage.py grow is not there")
    paper.manage("grow", "--articles", str(articles))


def small(paper: Paper) -> Iterator[Row]:
    """The sizes below the one at which pages are measured, then that one; the rows come with the largest."""
    for size in paper.plan.growth:
        if size < paper.plan.articles:
            at_size(paper, size)
    grow(paper, paper.plan.articles)
    yield from ()


def large(paper: Paper) -> Iterator[Row]:
    """`seen` is one table for the paper and for the larger one."""
    other = paper.largest()
    for size in paper.plan.growth:
        if size >= paper.plan.articles:
            at_size(other, size)
    if len(paper.seen) < 2:
        yield missing("Growth of the archive", "fewer than two sizes were measured", TARGET)
        return
    for kind, name in PAGES.items():
        yield grown(name, {size: found[kind] for size, found in paper.seen.items()})


def at_size(paper: Paper, size: int) -> None:
    grow(paper, size)
    paper.seen[size] = paper.inside("growth", rounds=40 if paper.plan.quick else 200)


def grown(name: str, found: dict[int, float], target: str = TARGET) -> Row:
    ordered = sorted(found.items())
    first, last = ordered[0][1], ordered[-1][1]
    figure = ", ".join(f"{size:,}: {milliseconds:.2f} ms" for size, milliseconds in ordered)
    row = Row(name, {"p50_ms": last}, f"{figure}; {last / first:.2f}×", target)
    row.reached = last / first <= MOST
    return row
