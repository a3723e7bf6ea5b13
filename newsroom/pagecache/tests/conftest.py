"""A page cache in force, with a counter of its own, for each test of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from newsroom.pagecache import remember
from newsroom.pagecache.tests.make import House


@pytest.fixture
def counter_file(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    files = {"COUNTER": tmp_path / "counter", "METRICS": tmp_path / "metrics"}
    settings.PAGECACHE = files | {"ENABLED": True, "MAX_AGE": 600, "BYTES": 400_000}
    remember.forget_all()
    yield tmp_path / "counter"
    remember.forget_all()


@pytest.fixture
def house(counter_file: Path, db: None) -> House:
    """With a database: the end of a request looks after connections, also those that another test has left."""
    return House(counter_file.parent)
