"""A photograph of 12 megapixels: the upload's answer, and its sizes."""

from collections.abc import Iterator

from bench.alone import answer_of
from bench.paper import Paper
from bench.rows import Row


def run(paper: Paper) -> Iterator[Row]:
    found = answer_of("bench.pictures", "1" if paper.plan.quick else "3")
    row = Row("12 MP photo, upload answered", {"p50_ms": found["upload_seconds"] * 1000}, target="≤ 500 ms")
    row.reached = found["upload_seconds"] <= 0.5
    yield row
    row = Row("4 JPEG and 4 WebP of it", {"cpu_ms": found["eight_cpu"] * 1000}, target="≤ 700 ms CPU, SSIM ≥ 0.98")
    row.figure = f"SSIM {found['ssim']}"
    row.reached = found["eight_cpu"] <= 0.7 and found["ssim"] >= 0.98
    yield row
