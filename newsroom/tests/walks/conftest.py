"""The demo paper. It takes a minute to build, so only this folder has it: see newsroom/tests/turns_of_files.py."""

import os
from collections.abc import Iterator

import pytest

from newsroom.tests.demo_server import DemoPaper, serving
from newsroom.tests.fixtures import fresh_database


@pytest.fixture(scope="session")
def demo_paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoPaper]:
    """Behind a real server, filled once for all walks: what one walk changes, the next one sees."""
    address = os.environ.get("DATABASE_URL", "")
    beside = {"DATABASE_URL": fresh_database(address)} if address.startswith("postgres") else {}
    with serving(tmp_path_factory.mktemp("demo"), **beside) as paper:
        yield paper
