"""Takes the README's pictures from a demo paper of its own: `make screenshots`."""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
os.environ.update(NEWSROOM_DEMO="1", DJANGO_SETTINGS_MODULE="newsroom.settings")

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from newsroom.tests import browser as chromium  # noqa: E402
from newsroom.tests.demo_server import serving  # noqa: E402

SIZE = {"width": 1280, "height": 900}


def take(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport=SIZE)
    page.goto(url + "/")
    page.screenshot(path=HERE / "front.png")
    page.locator("main h2 a, main h1 a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / "article.png")


def main() -> None:
    if not chromium.FOUND:
        sys.exit(f"No pictures were taken: there is {chromium.MISSING}")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as paper, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.FOUND, args=chromium.arguments())
        take(browser, paper.url)
        browser.close()


if __name__ == "__main__":
    main()
