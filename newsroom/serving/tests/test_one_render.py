"""A page is rendered once for all workers of the machine: the others fetch it from the disk that they share."""

import re
from pathlib import Path

import pytest
from django.db import connection

from articles.tests import make
from newsroom.serving.tests.running import Paper, serving, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "token-of-the-metrics-page"


def number(paper: Paper, name: str) -> int:
    words = paper.get("/metrics", Authorization=f"Bearer {TOKEN}").words
    return int(re.search(rf"(?m)^newsroom_pagecache_{name} (\d+)$", words)[1])


def test_the_second_worker_fetches_what_the_first_rendered(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL a page is shared a minute after its last purge")
    story = make.article(published=True)
    path = make.live_edition(story).get_absolute_url()
    with serving(tmp_path, NEWSROOM_METRICS_TOKEN=TOKEN) as paper:
        rendered = number(paper, "misses_total")

        def asked_of_both() -> bool:
            assert paper.get(path).status == 200
            return number(paper, "fetched_total") > 0

        wait_until(asked_of_both, "a page fetched")
        assert number(paper, "misses_total") == rendered + 1
        make.publish(make.change(story, headline="After the purge"))
        assert all("After the purge" in paper.get(path).words for _ in range(8))
