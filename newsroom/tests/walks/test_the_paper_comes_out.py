"""The whole way in a browser: a story is written, published, read, commented on and moderated."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from newsroom.tests.demo_server import DemoPaper

pytestmark = pytest.mark.browser
HEADLINE = "Night bus returns to the islands"


@pytest.fixture
def reader(demo_paper: DemoPaper, new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(base_url=demo_paper.url).new_page()


def write_and_publish(page: Page) -> str:
    """The address of the new story, from the desk's own link to it."""
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").press_sequentially(HEADLINE)
    page.locator(".ProseMirror:visible").first.click()
    page.keyboard.type("The last bus leaves the quay at two. Kids and officials rode the first one.")
    page.select_option("#id_section", label="National › Politics")
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".messagelist")).to_contain_text("Published")
    return page.get_by_role("link", name="As readers see it").get_attribute("href")


def premoderated_story(page: Page) -> str:
    """The demo's story from the courts, whose comments are read before they appear."""
    page.goto("/national/courts/")
    return page.get_by_role("link", name=re.compile("Court tells growers")).first.get_attribute("href")


def sign_in_below(page: Page, story: str, number: int, name: str) -> None:
    """One click on the provider's button under the story, then the stand-in for its consent page."""
    page.goto(story)
    page.get_by_role("button", name="Log in with Demo account").click()
    page.fill("input[name=id]", str(number))
    page.fill("input[name=first_name]", name)
    page.locator("form:has(input[name=id]) button.button-first").click()
    page.wait_for_load_state()


def test_a_story_is_written_published_read_commented_and_moderated(desk: Callable[[str], Page], reader: Page) -> None:
    editor = desk("editor")
    story = write_and_publish(editor)

    reader.goto(story)
    expect(reader).to_have_title(re.compile(HEADLINE))
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    trail = reader.get_by_role("navigation", name="Breadcrumb").get_by_role("link")
    assert trail.all_inner_texts() == ["Home", "National", "Politics"]
    assert not reader.context.cookies()

    sign_in_below(reader, story, 77, "Juniper Ahlgren")
    box = reader.locator("#comments-mine")
    expect(box).to_contain_text("Juniper Ahlgren")
    box.locator("textarea").fill("My brother drove the first one.")
    box.get_by_role("button", name="Send").click()
    said = reader.locator("#comments-list").get_by_text("My brother drove the first one.")
    expect(said).to_be_visible()

    moderator = desk("moderator")
    moderator.goto("/admin/comments/comment/?queue=all")
    row = moderator.locator("[data-row]").filter(has_text="My brother drove the first one.")
    row.focus()
    moderator.keyboard.press("d")
    row.locator("select[name^=rule]").select_option(index=1)
    row.get_by_role("button", name="Reject", exact=True).press("Enter")
    expect(moderator.locator("[data-row]").filter(has_text="My brother drove").locator(".queue-state")).to_contain_text(
        "Not accepted"
    )

    reader.goto(f"{story}comments/")
    expect(reader.locator("#comments-list")).not_to_contain_text("My brother drove")
    reader.goto("/me/")
    expect(reader.locator("main")).to_contain_text("My brother drove the first one.")


def test_a_comment_that_waits_is_approved_by_keyboard(desk: Callable[[str], Page], reader: Page) -> None:
    story = premoderated_story(reader)
    sign_in_below(reader, story, 78, "Otto Brackwater")
    reader.locator("#comments-mine textarea").fill("I was in court that day.")
    reader.locator("#comments-mine").get_by_role("button", name="Send").click()
    expect(reader.locator("#comments-mine")).to_contain_text("I was in court that day.")

    moderator = desk("moderator")
    moderator.goto("/admin/comments/comment/")
    row = moderator.locator("[data-row]").filter(has_text="I was in court that day.")
    row.focus()
    moderator.keyboard.press("f")
    expect(moderator.locator("[data-row]").filter(has_text="I was in court that day.")).to_have_count(0)

    reader.goto(f"{story}comments/")
    expect(reader.locator("#comments-list")).to_contain_text("I was in court that day.")


def test_a_reader_without_javascript_reads_writes_signs_in_and_sends(
    demo_paper: DemoPaper, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(base_url=demo_paper.url, java_script_enabled=False).new_page()
    page.goto("/national/")
    page.locator("main h2 a, main h3 a").first.click()
    story = page.url
    page.get_by_role("link", name="Print").click()
    expect(page.locator("body")).to_contain_text(story.removeprefix(demo_paper.url))
    page.goto(story)
    page.get_by_role("link", name="Dictionary").first.click()
    page.locator("main input[name=q]").fill("talks")
    page.locator("main input[name=q]").press("Enter")
    expect(page.locator("#dictionary-meaning")).to_contain_text("talk")

    page.goto(story)
    page.locator("#comments-box textarea").fill("Typed before signing in, 로그인 전에.")
    page.locator("#comments-box").get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Log in with Demo account").click()
    page.fill("input[name=id]", "79")
    page.fill("input[name=first_name]", "Ines Karrow")
    page.locator("form:has(input[name=id]) button.button-first").click()
    expect(page).to_have_url(re.compile("/comments/mine/"))
    expect(page.locator("textarea")).to_have_value("Typed before signing in, 로그인 전에.")
    page.get_by_role("button", name="Send").click()
    page.goto(f"{story}comments/")
    expect(page.locator("#comments-list")).to_contain_text("Typed before signing in, 로그인 전에.")
    page.goto(f"{story}comments/mine/")
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{story}comments/mine/")
    expect(page.get_by_role("button", name="Log out")).to_have_count(0)


def test_the_next_comment_has_the_focus_after_a_decision(desk: Callable[[str], Page]) -> None:
    page = desk("moderator")
    page.goto("/admin/comments/comment/")
    third = page.locator("[data-row]").nth(2).get_attribute("id")
    for key in "jjf":
        page.keyboard.press(key)
    expect(page.locator(".messagelist")).to_contain_text("1 comment decided.")
    expect(page.locator(f"#{third}")).to_be_focused()
