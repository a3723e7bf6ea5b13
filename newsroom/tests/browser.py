"""Chromium for the tests that walk pages: where it is, how it is started, and what happens where there is none."""

import os
import shutil
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOUND = next((path for path in map(shutil.which, NAMES) if path), None)
MISSING = "no Chromium. Debian, Ubuntu: apt-get install chromium"
IN_CI = bool(os.environ.get("CI"))
WALKING = {"page", "context", "new_context", "browser"}
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    # No test leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def arguments() -> list[str]:
    """Chromium refuses its sandbox to root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET


def pytest_configure() -> None:
    if IN_CI and not FOUND:
        raise pytest.UsageError(f"The browser tests must run here, but there is {MISSING}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a browser; without one it is skipped."""
    for item in items:
        if WALKING.isdisjoint(getattr(item, "fixturenames", ())) and not item.get_closest_marker("browser"):
            continue
        item.add_marker("browser")
        if not FOUND:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests skipped: {MISSING}", yellow=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return browser_type_launch_args | {"executable_path": FOUND, "args": arguments()}


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """`assert_accessible(page)` runs axe on the page as it stands."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        assert not found.response["violations"], found.generate_report()

    return check
