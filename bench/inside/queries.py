"""How many queries a second, warm request of each path takes."""

from bench.inside import reading


def run(paths: list[str]) -> dict[str, int]:
    return {path: reading.queries(path) for path in paths}
