"""The desk in a hand: nothing stands beside the screen, and what is under the thumb stays there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
WIDTH = 390
PHONE = {"viewport": {"width": WIDTH, "height": 844}}
# What can be seen beside the screen and is in nothing that scrolls.
BESIDE = """width => [...document.querySelectorAll("#content *")].filter(e => {
  if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
  for (let up = e; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return false
  const place = e.getBoundingClientRect()
  return place.width > 1 && place.height > 1 && place.right > width + 1
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def phone(desk: Callable[..., Page]) -> Page:
    return desk("admin", **PHONE)


def test_no_page_of_the_desk_is_wider_than_a_phone(phone: Page) -> None:
    stories, comments = "articles/article/", "comments/comment/"
    lists = ("articles/pin/", "articles/photo/", "articles/section/", "comments/thread/", "log/entry/")
    for path in ("", stories, f"{stories}?q=zzqx", f"{stories}add/", comments, f"{comments}?queue=reported", *lists):
        phone.goto(f"/admin/{path}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH, path
        assert not phone.evaluate(BESIDE, WIDTH), path


def test_nor_before_the_letters_of_its_icons_have_come(phone: Page) -> None:
    phone.route("**/*.woff2", lambda route: route.abort())
    phone.goto("/admin/articles/article/add/")
    assert phone.evaluate("document.fonts.check('24px \"Material Icons\"', 'undo')") is False
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_the_reasons_and_a_filter_open_within_the_phone(phone: Page) -> None:
    phone.goto("/admin/comments/comment/")
    phone.locator(".queue-reject summary").first.click()
    expect(phone.locator(".queue-why").first).to_be_visible()
    assert not phone.evaluate(BESIDE, WIDTH)
    phone.goto("/admin/articles/article/")
    phone.locator("details.filter summary").last.click()
    menu = phone.locator("details.filter[open] ul").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= WIDTH


def test_the_title_of_the_body_does_not_stay_above_other_fields(phone: Page) -> None:
    phone.goto("/admin/articles/article/add/")
    phone.locator("#id_slug").scroll_into_view_if_needed()
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(phone.locator(".tabs.regions")).not_to_be_in_viewport()
