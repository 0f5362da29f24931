"""Comments beside the text: a person writes, another is told, and no key falls into the article."""

import pytest
from playwright.sync_api import expect

from annotate.models import Comment, Entry, Project, Span
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.browser.hands import open_article
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "市长😀𠮷"
SAID = "J 2 请看😀 @林河"


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
    text = page.get_by_label("Comment", exact=True)
    expect(text).to_be_focused()
    expect(page.locator(".say .about")).to_contain_text(WORDS)

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
    page.get_by_label("Comment", exact=True).fill(SAID)
    page.context.set_offline(True)

    page.get_by_role("button", name="Say it").click()

    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_label("Comment", exact=True)).to_have_value(SAID)
    page.context.set_offline(False)
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".thread .words")).to_have_text(SAID)
    assert Comment.objects.count() == 1


def test_a_name_is_put_in_by_a_click_and_a_thread_is_resolved(reviewer):
    page = reviewer.page
    page.locator("#comments-open").click()
    page.get_by_label("Comment", exact=True).fill("问")
    page.get_by_role("button", name="@林河").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("问 @林河 ")
    page.get_by_role("button", name="Say it").click()

    page.get_by_role("button", name="Resolve").click()

    expect(page.get_by_text("1 resolved thread")).to_be_visible()
    expect(page.locator(".thread:visible")).to_have_count(0)
