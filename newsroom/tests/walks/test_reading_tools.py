"""A reader's tools in a browser: the dictionary and sharing, with and without script; every page for everyone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from newsroom.tests.demo_server import DemoPaper

pytestmark = pytest.mark.browser
Open = Callable[..., BrowserContext]


def story_on(page: Page) -> str:
    """The address of the front page's lead."""
    page.goto("/")
    return page.locator(".front-lead .card-headline a").get_attribute("href")


@pytest.fixture
def story(demo_paper: DemoPaper, new_context: Open) -> Page:
    page = new_context(base_url=demo_paper.url).new_page()
    page.goto(story_on(page))
    return page


def test_the_dictionary_explains_a_typed_word_and_goes_away_by_keyboard(story: Page) -> None:
    switch, panel = story.get_by_role("button", name="Dictionary"), story.get_by_role("region", name="Dictionary")
    expect(panel).to_be_hidden()
    switch.focus()
    story.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    story.keyboard.type("levies")
    story.keyboard.press("Enter")
    expect(panel.locator(".meaning-word").first).to_have_text("levy")
    story.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(switch).to_be_focused()


def test_a_double_click_explains_only_while_the_dictionary_is_on(story: Page) -> None:
    panel, words = story.locator("#dictionary-panel"), story.locator(".prose p").first
    words.dblclick(position={"x": 60, "y": 12})
    expect(panel).to_be_hidden()
    story.get_by_role("button", name="Dictionary").click()
    story.locator("[data-close]").click()
    words.dblclick(position={"x": 60, "y": 12})
    expect(panel.locator("#dictionary-meaning")).to_be_visible()
    expect(story.locator("#dictionary-word")).not_to_have_value("")


def test_the_switch_is_remembered_on_the_next_page(story: Page) -> None:
    story.get_by_role("button", name="Dictionary").click()
    story.reload()
    expect(story.get_by_role("button", name="Dictionary")).to_have_attribute("aria-pressed", "true")
    expect(story.locator("#dictionary-panel")).to_be_hidden()


def test_the_tools_are_plain_links_without_script(demo_paper: DemoPaper, new_context: Open) -> None:
    page = new_context(base_url=demo_paper.url, java_script_enabled=False).new_page()
    address = story_on(page)
    page.goto(address)
    expect(page.locator("#dictionary-panel")).to_be_hidden()
    page.get_by_role("link", name="Print").click()
    expect(page).to_have_url(re.compile(f"{re.escape(address)}print/$"))
    expect(page.locator(".print-address")).to_be_visible()
    page.goto(address)
    page.locator("#tools").get_by_role("link", name="Dictionary").click()
    page.get_by_role("searchbox").fill("levies")
    page.get_by_role("button", name="Look up").click()
    expect(page.locator(".meaning-word").first).to_have_text("levy")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_public_pages_are_for_everyone_and_fit_every_screen(
    demo_paper: DemoPaper, new_context: Open, assert_accessible: Callable[[Page], None], scheme: str, width: int
) -> None:
    context = new_context(base_url=demo_paper.url, color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    address = story_on(page)
    for path in ("/", "/national/", address, f"{address}print/", "/corrections/", "/dictionary/?q=levy", "/nowhere/"):
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_pages_fit_a_phone_with_letters_twice_as_large(demo_paper: DemoPaper, new_context: Open) -> None:
    page = new_context(base_url=demo_paper.url, viewport={"width": 390, "height": 844}).new_page()
    for path in ("/", "/national/", story_on(page)):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_section_one_is_in_is_in_sight_on_a_phone(demo_paper: DemoPaper, new_context: Open) -> None:
    page = new_context(base_url=demo_paper.url, viewport={"width": 390, "height": 844}).new_page()
    page.goto("/opinion/columns/")
    expect(page.locator("#masthead [aria-current]")).to_be_in_viewport(ratio=1)
    page.goto("/")
    assert page.locator("#masthead .navigation").evaluate("row => row.scrollLeft") == 0


def test_korean_words_of_a_comment_stay_whole(demo_paper: DemoPaper, new_context: Open) -> None:
    page = new_context(base_url=demo_paper.url).new_page()
    page.goto(f"{story_on(page)}comments/")
    expect(page.locator(".comment-text").first).to_have_css("word-break", "keep-all")
