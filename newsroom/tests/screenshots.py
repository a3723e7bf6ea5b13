"""Takes the README's pictures from a demo paper of its own: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from newsroom.tests import browser as chromium
from newsroom.tests.demo_server import serving

PICTURES = settings.BASE_DIR / "docs" / "pictures"
SIZE = {"width": 1280, "height": 900}


def take(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport=SIZE)
    page.goto(url + "/")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "front.png")
    page.locator("main h2 a, main h1 a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "article.png")


def main() -> None:
    if not chromium.FOUND:
        sys.exit(f"No pictures were taken: there is {chromium.MISSING}")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as paper, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.FOUND, args=chromium.arguments())
        take(browser, paper.url)
        browser.close()


if __name__ == "__main__":
    main()
