"""The desk in Chromium: written, previewed, published, moved about and chosen, without a complaint in the console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, PullQuoteBlock, Revision, TextBlock
from articles.tests import make
from articles.tests.desk import Desk
from newsroom.accounts.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def open_desk(live_server, new_context, transactional_db) -> Iterator[Callable[..., Page]]:
    """`open_desk(person)` is a page of her own; whatever its console complains of fails the test.

    Unless `watched` is off: axe reads style sheets anew, in ways that the policy refuses.
    """
    complaints: list[str] = []

    def opened(person: User, *, watched: bool = True, **how) -> Page:
        context = new_context(base_url=live_server.url, **how)
        session = Desk(person).client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        if not watched:
            return context.new_page()
        context.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context.new_page()

    yield opened
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_desk, transactional_db):
    return open_desk(make.user("Edda Editor", role="editor"))


def open_story(page, story):
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".order-machine")).to_be_visible()


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()


def kinds(story):
    return [block["kind"] for block in Revision.objects.filter(article=story).latest("number").data["body"]]


def test_a_story_is_written_previewed_published_and_read(page):
    make.section("national/politics", name="Politics")
    page.goto("/admin/")
    page.get_by_role("link", name="Write a story").click()
    page.locator("#id_headline").press_sequentially("Harbour levy agreed")
    expect(page.locator("#id_slug")).to_have_value("harbour-levy-agreed")
    expect(page.locator(".field-headline .letter-count")).to_have_text("19/200")
    page.locator(".ProseMirror:visible").first.click()
    page.keyboard.type("After fourteen hours the talks ended.")
    page.select_option("#id_section", label="National › Politics")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").click()
    preview = opened.value
    expect(preview.get_by_role("heading", level=1)).to_have_text("Harbour levy agreed")
    expect(preview.get_by_text("After fourteen hours the talks ended.")).to_be_visible()
    assert not Article.objects.exists()
    preview.close()
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".messagelist")).to_contain_text("Published. Readers see it now.")
    page.get_by_role("link", name="As readers see it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour levy agreed")
    expect(page.get_by_text("After fourteen hours the talks ended.")).to_be_visible()


def two_blocks():
    story = make.article(html="<p>First block.</p>")
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Second block.")
    return story


def test_a_block_is_dragged_above_another(page):
    story = two_blocks()
    open_story(page, story)
    handles = page.locator(".order-machine .inline-related:visible > h3")
    handles.nth(0).scroll_into_view_if_needed()
    quote = page.locator(".inline-related:visible > h3", has_text="Pull quote")
    text = page.locator(".inline-related:visible > h3", has_text="Text")
    quote.drag_to(text, target_position={"x": 60, "y": 2})
    save(page)
    assert kinds(story) == ["quote", "text"]


def test_a_block_is_moved_and_added_by_keyboard_alone(page):
    story = two_blocks()
    open_story(page, story)
    quote = page.locator(".inline-related:visible", has=page.locator("h3", has_text="Pull quote"))
    quote.get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    page.locator(".order-machine-insert-target.last").focus()
    page.keyboard.press("Enter")
    page.locator(".plugin-button:visible", has_text="Text").focus()
    page.keyboard.press("Enter")
    page.locator(".inline-related:visible .ProseMirror:visible").last.click()
    page.keyboard.type("Third block.")
    save(page)
    assert kinds(story) == ["quote", "text", "text"]
    assert TextBlock.objects.filter(parent=story, html="<p>Third block.</p>").exists()


def test_the_schedule_button_says_when(page):
    open_story(page, make.article())
    button = page.locator("button[value=schedule]")
    expect(button).to_have_text("Schedule")
    page.locator("#id_publish_at").fill("2040-11-24T06:00")
    expect(button).to_have_text("Schedule for Nov 24, 06:00")
    button.click()
    expect(page.locator(".messagelist")).to_contain_text("Scheduled for")
    expect(page.locator("#standing")).to_contain_text("Scheduled")


def test_a_picture_chosen_in_the_library_shows_itself(page):
    photo = make.photo(caption="The inner harbour")
    open_story(page, make.article())
    chooser = page.locator(".field-lead_photo")
    expect(chooser.locator("img.photo-thumbnail")).to_be_hidden()
    with page.expect_popup() as opened:
        chooser.get_by_role("link", name="Choose from the library").click()
    with opened.value.expect_event("close"):
        opened.value.get_by_role("link", name="The inner harbour").first.click()
    expect(page.locator("#id_lead_photo")).to_have_value(str(photo.pk))
    page.locator("#id_lead_cutline").click()
    expect(chooser.locator("img.photo-thumbnail")).to_be_visible()
    assert chooser.locator("img.photo-thumbnail").evaluate("picture => picture.decode().then(() => true)")
    save(page)


def test_a_picture_is_chosen_before_the_last_script_of_the_library_has_come(page):
    """Django listens for the choice once every script is there; a click before that would open the picture's form."""
    photo = make.photo(caption="The inner harbour")
    open_story(page, make.article())
    held = []
    page.context.route("**/desk-photo.js", lambda route: held.append(route))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Choose from the library").click()
    choice = opened.value.get_by_role("link", name="The inner harbour").first
    expect(choice).to_be_visible()
    assert held
    with opened.value.expect_event("close"):
        choice.click(no_wait_after=True)
    expect(page.locator("#id_lead_photo")).to_have_value(str(photo.pk))


def test_the_focal_point_is_set_by_a_click(page):
    photo = make.photo()
    page.goto(f"/admin/articles/photo/{photo.pk}/change/")
    picture = page.locator(".focal-picture img")
    picture.scroll_into_view_if_needed()
    area = picture.bounding_box()
    picture.click(position={"x": area["width"] * 0.25, "y": area["height"] * 0.75})
    expect(page.locator("#id_focal_x")).to_have_value("0.25")
    expect(page.locator("#id_focal_y")).to_have_value("0.75")
    page.get_by_role("button", name="Save and stay here").click()
    expect(page.locator(".messagelist")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.25, 0.75)


def test_the_second_of_two_editors_keeps_what_she_typed(page, open_desk):
    story = make.article("Before")
    other = open_desk(make.user("Otto Other", role="editor"))
    for each in (page, other):
        open_story(each, story)
    other.locator("#id_headline").fill("By Otto")
    save(other)
    page.locator(".ProseMirror:visible").first.click()
    page.keyboard.type("Words of the second. ")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errorlist.nonfield")).to_contain_text("Otto Other saved this story while you were writing")
    expect(page.locator(".ProseMirror:visible").first).to_contain_text("Words of the second.")
    save(page)
    assert "Words of the second." in TextBlock.objects.get(parent=story).html


def test_leaving_with_unsaved_words_is_asked_about(page):
    open_story(page, make.article())
    page.locator("#id_headline").fill("Unsaved")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_story_that_she_may_only_read_opens_to_be_read(open_desk):
    reporter = make.user("Rosa Reporter", role="reporter")
    story = make.article(by=reporter)
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Well.")
    Desk(reporter).save(story, act="file")
    page = open_desk(reporter)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".story-locked")).to_contain_text("You may read this story")
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("After fourteen hours the talks ended.")).to_be_visible()


SCREENS = ["/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "{story}", "{story}history/",
           "{story}withdraw/", "/admin/articles/pin/", "/admin/articles/photo/", "/admin/articles/photo/add/",
           "{photo}", "/admin/articles/section/", "/admin/articles/author/add/", "/admin/accounts/user/",
           "/admin/accounts/user/add/", "/admin/log/entry/"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(open_desk, assert_accessible, scheme):
    page = open_desk(make.administrator(), watched=False, color_scheme=scheme)
    photo = make.photo(caption="The harbour")
    story = make.article(published=True, lead_photo=photo, authors=(make.author(),), topics=(make.topic(),))
    PullQuoteBlock.objects.create(parent=story, ordering=20, text="Well.")
    make.change(story, headline="Changed")
    places = {"story": f"/admin/articles/article/{story.pk}/", "photo": f"/admin/articles/photo/{photo.pk}/change/"}
    for screen in SCREENS:
        page.goto(screen.format(**places).replace("/change/change/", "/change/"))
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
