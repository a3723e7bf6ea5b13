"""Queries of a page for one signed-in reader."""

from bench.inside import reading


def run(path: str, cookie: str) -> int:
    return reading.queries(path, cookie)
