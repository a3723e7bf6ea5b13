"""The demo paper. It takes a minute to build, so only this folder has it: see newsroom/tests/turns_of_files.py."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from newsroom.tests.demo_server import DemoPaper, serving
from newsroom.tests.fixtures import fresh_database


@pytest.fixture(scope="session")
def demo_paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoPaper]:
    """Behind a real server, filled once for all walks: what one walk changes, the next one sees."""
    address = os.environ.get("DATABASE_URL", "")
    beside = {"DATABASE_URL": fresh_database(address)} if address.startswith("postgres") else {}
    with serving(tmp_path_factory.mktemp("demo"), **beside) as paper:
        yield paper


@pytest.fixture(scope="session")
def passwords(demo_paper: DemoPaper) -> dict[str, str]:
    """The demo's sign-ins as `make run` prints them."""
    lines = (demo_paper.folder / "demo-sign-ins").read_text(encoding="utf-8").splitlines()
    return {words[0]: words[1] for words in (line.split() for line in lines) if len(words) > 1}


@pytest.fixture
def desk(
    demo_paper: DemoPaper, new_context: Callable[..., BrowserContext], passwords: dict[str, str]
) -> Callable[..., Page]:
    """Signs a member of staff in at the desk, in a browser of her own; `options` say what it is like."""

    def signed_in(name: str, **options: object) -> Page:
        page = new_context(base_url=demo_paper.url, **options).new_page()
        page.goto("/admin/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", passwords[name])
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        expect(page).to_have_url(re.compile("/admin/$"))
        return page

    return signed_in
