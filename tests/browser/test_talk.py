"""Comments beside the text: a person writes, another is told, and no key falls into the article."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from annotate.models import Comment, Entry, Project, Span
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.browser.hands import open_article, ready, saved, select
from tests.browser.test_main_job import PHONE
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "市长😀𠮷"
SAID = "J 2 请看😀 @林河"
ON_TAG, ON_ARTICLE = "Comment on this tag", "Comment on the article"


@pytest.fixture
def entry() -> Entry:
    project = make_project(make_user("林河"))
    return make_entry(project, Block("title", "题目"), Block("paragraph", f"{WORDS}说：“好。”"))


@pytest.fixture
def reviewer(entry: Entry, window: Visitor) -> Visitor:
    """A reviewer's window on an article in which they have tagged a source."""
    person = make_member(entry.project, Role.REVIEWER, make_user("陈思"))
    tag_words(person, entry, "source", WORDS)
    window.sign_in(person)
    open_article(window.page, entry)
    return window


def test_a_comment_on_a_tag_is_written_without_leaving_the_text(reviewer, entry, open_window):
    page = reviewer.page
    page.keyboard.press("n")
    page.keyboard.press("c")
    text = page.get_by_label(ON_TAG)
    expect(text).to_be_focused()
    expect(page.locator("#talk .about")).to_contain_text(WORDS)

    page.keyboard.type(SAID)
    page.get_by_role("button", name="Say it").click()

    expect(page.locator(".thread .words")).to_have_text(SAID)
    expect(text).to_have_value("")
    assert Comment.objects.get().span == Span.objects.get()  # and no key has tagged anything
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#talk")).to_be_hidden()

    told = open_window()
    told.sign_in(Project.objects.get().created_by)
    told.page.goto("/projects/")
    told.page.get_by_role("link", name="1 new notice").click()
    told.page.get_by_role("link", name="陈思 mentions you in a comment.").click()
    expect(told.page.locator(".words")).to_have_text(SAID)


def test_what_is_written_stays_when_the_network_is_away(reviewer):
    reviewer.expect("ERR_INTERNET_DISCONNECTED")
    page = reviewer.page
    page.locator("#comments-open").click()
    page.get_by_label(ON_ARTICLE).fill(SAID)
    page.context.set_offline(True)

    page.get_by_role("button", name="Say it").click()

    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_label(ON_ARTICLE)).to_have_value(SAID)
    page.context.set_offline(False)
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".thread .words")).to_have_text(SAID)
    assert Comment.objects.count() == 1


def test_a_name_is_put_in_by_a_click_and_a_thread_is_resolved(reviewer):
    page = reviewer.page
    page.locator("#comments-open").click()
    page.get_by_label(ON_ARTICLE).fill("问")
    page.get_by_role("button", name="@林河").click()
    expect(page.get_by_label(ON_ARTICLE)).to_have_value("问 @林河 ")
    page.get_by_role("button", name="Say it").click()

    page.get_by_role("button", name="Resolve").click()

    expect(page.get_by_text("1 resolved thread")).to_be_visible()
    expect(page.locator(".thread:visible")).to_have_count(0)


def talk_open(page: Page, key: str = "c") -> None:
    page.keyboard.press(key)
    page.locator("#talk .say textarea").wait_for()


def mark_on(page: Page) -> Locator:
    return page.locator(".note .said")


def test_a_note_shows_what_was_said_of_its_tag(reviewer, entry, open_window):
    page = reviewer.page
    page.keyboard.press("n")
    talk_open(page)
    page.keyboard.type("对吗")
    page.keyboard.press("Control+Enter")  # sends the comment, not the article
    expect(mark_on(page)).to_have_text("11 open comment")
    expect(page.locator("#comments-open")).to_have_text("1 comment")
    assert page.url.endswith(f"/articles/{entry.pk}/")

    other = open_window(**PHONE)
    other.sign_in(entry.project.created_by)
    open_article(other.page, entry)
    expect(mark_on(other.page)).to_have_class("said new")
    note = other.page.get_by_role("button", name="1 open comment, 1 new")
    note.tap()
    assert_accessible(other.page)
    other.page.locator(".note.on").get_by_role("button", name="Comment", exact=True).tap()
    expect(other.page.locator("#talk .words")).to_have_text("对吗")
    expect(mark_on(other.page)).to_have_class("said")
    other.page.locator("#talk").get_by_role("button", name="Resolve").tap()
    expect(mark_on(other.page)).to_have_class("said done")
    assert_accessible(other.page)


def test_a_mark_stays_when_its_row_is_swapped(reviewer, entry):
    page = reviewer.page
    page.keyboard.press("n")
    talk_open(page)
    page.keyboard.type("对吗")
    page.keyboard.press("Control+Enter")
    expect(mark_on(page)).to_have_count(1)
    page.keyboard.press("Escape")

    select(page, "好")
    page.keyboard.press("4")
    saved(page)

    expect(page.locator(".note")).to_have_count(2)
    expect(mark_on(page)).to_have_text("11 open comment")


def test_names_are_completed_by_keys_and_escape_closes_them_first(reviewer, entry):
    page = reviewer.page
    for name in ("王芳", "wang"):
        make_member(entry.project, Role.REVIEWER, make_user(name))
    talk_open(page)
    text = page.get_by_label(ON_ARTICLE)

    page.keyboard.type("li@wang 问＠")
    options = page.get_by_role("option")
    expect(options).to_have_text(["林河", "王芳", "wang"])
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(text).to_have_value("li@wang 问＠王芳 ")
    page.keyboard.type("@WA")
    expect(options).to_have_text(["wang"])
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(page.locator("#talk")).to_be_visible()
    page.keyboard.type("@没有")
    expect(options).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#talk")).to_be_hidden()


def test_while_an_input_method_composes_keys_choose_no_name(reviewer):
    page = reviewer.page
    talk_open(page)
    page.keyboard.type("@")
    expect(page.get_by_role("option")).to_have_count(1)
    input_method = page.context.new_cdp_session(page)

    input_method.send("Input.imeSetComposition", {"text": "lin", "selectionStart": 3, "selectionEnd": 3})
    input_method.send("Input.insertText", {"text": "林"})

    expect(page.get_by_role("option")).to_have_text(["林河"])
    page.keyboard.press("Tab")
    expect(page.get_by_label(ON_ARTICLE)).to_have_value("@林河 ")


def test_names_are_completed_by_touch(entry, open_window):
    phone = open_window(**PHONE)
    phone.sign_in(make_member(entry.project, Role.REVIEWER, make_user("陈思")))
    page = phone.page
    open_article(page, entry)
    page.locator("#comments-open").tap()
    text = page.get_by_label(ON_ARTICLE)
    text.tap()
    page.keyboard.type("@")
    page.get_by_role("option", name="林河").tap()

    expect(text).to_have_value("@林河 ")
    expect(text).to_be_focused()


def test_what_is_begun_outlasts_escape_a_reload_and_another_article(reviewer, entry):
    other = make_entry(entry.project, Block("title", "另一篇"), Block("paragraph", "别的。"))
    page = reviewer.page
    page.keyboard.press("n")
    talk_open(page)
    page.keyboard.type("没写完😀")
    page.keyboard.press("Escape")
    open_article(page, other)
    talk_open(page)
    expect(page.get_by_label(ON_ARTICLE)).to_have_value("")

    open_article(page, entry)
    page.keyboard.press("n")
    talk_open(page)
    expect(page.get_by_label(ON_TAG)).to_have_value("没写完😀")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk .words")).to_have_text("没写完😀")
    page.reload()
    ready(page)
    page.keyboard.press("n")
    talk_open(page)
    expect(page.get_by_label(ON_TAG)).to_have_value("")


def test_an_answer_that_was_lost_is_not_said_twice(reviewer, entry):
    page = reviewer.page
    talk_open(page)
    page.keyboard.type("只说一次")
    reviewer.expect("ERR_FAILED")
    lost = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    page.route("**/comments/", lose, times=1)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert lost
    page.reload()
    ready(page)
    talk_open(page)
    expect(page.get_by_label(ON_ARTICLE)).to_have_value("只说一次")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#talk .words")).to_have_count(1)
    expect(page.get_by_label(ON_ARTICLE)).to_have_value("")
    assert Comment.objects.count() == 1


def test_ones_own_words_are_changed_deleted_and_brought_back(reviewer):
    page = reviewer.page
    talk_open(page)
    page.keyboard.type("原来的话")
    page.keyboard.press("Control+Enter")
    comment = page.locator("#talk .comment")

    comment.get_by_text("Change", exact=True).click()
    field = page.get_by_label("Your comment")
    expect(field).to_be_focused()
    field.fill("后来的话\u202e<b>")
    page.keyboard.press("Control+Enter")
    expect(comment.locator("> .words")).to_have_text("后来的话\u202e<b>")
    comment.get_by_text("Edited").click()
    comment.get_by_role("button", name="Say this again").click()
    expect(comment.locator("> .words")).to_have_text("原来的话")
    comment.get_by_role("button", name="Delete").click()
    expect(comment).to_contain_text("This comment has been deleted.")
    expect(comment.get_by_role("button", name="Bring it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(comment.locator("> .words")).to_have_text("原来的话")
    expect(page.locator("#live")).to_have_text("The comment is back.")


def test_what_is_too_long_is_refused_in_words_and_stays(reviewer):
    page = reviewer.page
    talk_open(page)
    text = page.get_by_label(ON_ARTICLE)
    text.fill("长" * 50_000)

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("this one has 50000")
    expect(text).to_have_value("长" * 50_000)
    assert not Comment.objects.exists()


def test_a_comment_leads_to_its_tag_in_the_text(reviewer, entry):
    page = reviewer.page
    page.keyboard.press("n")
    talk_open(page)
    page.keyboard.type("对吗")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk .words")).to_have_count(1)

    page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/comments/")
    page.locator("a.jump").click()

    ready(page)
    expect(page.locator(".note:target .q")).to_have_text(WORDS)


def test_the_page_of_comments_completes_names_and_keeps_drafts_too(reviewer, entry):
    page = reviewer.page
    page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/comments/")
    text = page.get_by_label(ON_ARTICLE)
    text.press_sequentially("问 @林")
    page.get_by_role("option", name="林河").click()

    page.reload()

    expect(text).to_have_value("问 @林河 ")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".thread .words")).to_have_text("问 @林河")
    expect(text).to_have_value("")


def test_who_only_reads_reads_the_comments_on_a_tag(reviewer, entry, open_window):
    page = reviewer.page
    page.keyboard.press("n")
    talk_open(page)
    page.keyboard.type("对吗")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk .words")).to_have_count(1)

    guest = open_window(**PHONE)
    guest.sign_in(make_member(entry.project, Role.VIEWER, make_user("客人")))
    guest.page.goto(page.url)
    guest.page.get_by_role("button", name="1 open comment, 1 new").tap()
    sheet = guest.page.locator(".note.on")
    expect(sheet.get_by_role("button", name="Delete")).to_have_count(0)
    sheet.get_by_role("button", name="Comment", exact=True).tap()
    expect(guest.page.locator("#talk .words")).to_have_text("对吗")
    expect(guest.page.locator("#talk textarea")).to_have_count(0)
    guest.page.locator("#talk").get_by_role("button", name="Close").tap()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_have_count(0)
