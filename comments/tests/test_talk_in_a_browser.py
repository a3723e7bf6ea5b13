"""The conversation in Chromium: written, answered and moderated, with axe on every screen, light and dark."""

import pytest

from articles.tests import make as desk
from comments import hosting
from comments.models import Comment
from comments.states import Mode, State
from comments.tests import make

pytestmark = pytest.mark.browser


@pytest.fixture(params=["light", "dark"])
def page(request, new_context):
    return new_context(color_scheme=request.param).new_page()


@pytest.fixture
def story(transactional_db):
    return make.story()


@pytest.fixture
def address(live_server, story):
    return f"{live_server.url}{desk.live_edition(story).get_absolute_url()}"


def sign_in(page, name="민서"):
    page.get_by_role("button", name="Log in with Demo account").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_a_reader_is_kept_company_by_her_words_through_the_sign_in(page, address, story, assert_accessible):
    make.comment(story, "The first word")
    page.goto(address)
    page.locator("#comments").scroll_into_view_if_needed()
    page.get_by_text("The first word").wait_for()
    assert_accessible(page)
    field = page.get_by_label("To write comments, please log in")
    field.fill("가족 👨‍👩‍👧‍👦")
    assert page.locator("[data-count]").inner_text() == "4/250"
    page.get_by_text("About social comments").click()
    assert page.get_by_text("We never post anything to your account").is_visible()
    sign_in(page)
    mine = page.locator("#comments-mine")
    mine.wait_for()
    assert page.url == f"{address}#comments"
    assert mine.get_by_label("Your comment").input_value() == "가족 👨‍👩‍👧‍👦"
    assert_accessible(page)
    mine.get_by_role("button", name="Send").click()
    page.locator("#comments-list").get_by_text("가족").wait_for()
    assert page.locator("#comments-title [data-number]").inner_text() == "2"
    first = page.locator(".comment", has_text="The first word")
    first.get_by_role("link", name="Recommend").click()
    page.locator(".comment-recommended", has_text="1").wait_for()
    first.get_by_role("link", name="Reply").click()
    panel = page.locator(".comment-panel")
    panel.get_by_label("Your reply").fill("And the last")
    assert_accessible(page)
    panel.get_by_role("button", name="Reply").click()
    page.locator(".comment-depth-1", has_text="And the last").wait_for()
    assert Comment.objects.get(text="And the last").parent.recommended_count == 1


def test_a_token_that_changed_in_another_tab_costs_nothing(page, address):
    page.goto(address)
    sign_in(page)
    mine = page.locator("#comments-mine")
    mine.get_by_label("Your comment").fill("Sent once")
    page.evaluate("document.querySelector('#comments-mine [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    mine.get_by_role("button", name="Send").click()
    page.locator("#comments-list").get_by_text("Sent once").wait_for()
    assert Comment.objects.get().text == "Sent once"


def test_without_script_everything_is_a_page(new_context, address, story, assert_accessible):
    said = make.comment(story, "The first word")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.get_by_label("To write comments, please log in").fill("Typed before")
    page.get_by_role("button", name="Send").click()
    sign_in(page)
    assert page.url == f"{address}comments/mine/"
    assert page.get_by_label("Your comment").input_value() == "Typed before"
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("Your comment is shown").is_visible()
    page.get_by_role("link", name="The whole conversation").click()
    page.locator(f"#comment-{said.pk}").get_by_role("link", name="Reply").click()
    page.get_by_label("Your reply").fill("An answer")
    page.get_by_role("button", name="Reply").click()
    assert Comment.objects.get(text="An answer").parent == said
    page.goto(f"{address}comments/mine/?to={Comment.objects.get(text='Typed before').pk}")
    page.get_by_role("button", name="Delete this comment").click()
    assert Comment.objects.get(text="Typed before").state == State.DELETED


def test_a_moderator_decides_by_keyboard(page, live_server, story, assert_accessible):
    desk.user("Mo Moderator", role="moderator", password="a long password")
    hosting.host(story, mode=Mode.PREMODERATED, by=make.moderator())
    first, second = (make.comment(story) for _ in range(2))
    page.goto(f"{live_server.url}/accounts/login/?next=/admin/comments/comment/")
    page.get_by_label("User name").fill("mo-moderator")
    page.get_by_label("Password", exact=True).fill("a long password")
    page.get_by_role("button", name="Log in to the desk").click()
    page.get_by_text(first.text).wait_for()
    assert_accessible(page)
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("f")  # typed into the list of rules, so it decides nothing
    page.locator(f"#comment-{first.pk}").get_by_label("Rule").select_option("insult")
    page.locator(f"#comment-{first.pk}").get_by_role("button", name="Reject", exact=True).click()
    page.get_by_text("1 comment decided").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.get_by_text("Nothing waits.").wait_for()
    assert_accessible(page)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.REJECTED, State.APPROVED)


@pytest.mark.parametrize("path", ["/standards/", "/me/", "/me/leave/"])
def test_the_reader_s_other_pages_have_no_barriers(page, live_server, story, path, assert_accessible):
    page.goto(f"{live_server.url}/accounts/login/?next={path}")
    sign_in(page)
    page.wait_for_url(f"{live_server.url}{path}")
    assert_accessible(page)
