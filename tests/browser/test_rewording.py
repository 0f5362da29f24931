"""An article is published again while the team works on it: from the first tag to the second export."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Entry, Project, Span
from tests.browser.hands import notes, open_article, ready, saved, select, submit_anyway
from tests.browser.test_main_job import exported, slices
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "https://news.example/2026/bridge.html"
FIRST = """市长谈桥

市长王𠮷周三表示，新桥😀明年通车，市民可以免费通行。

工程已花费三亿元，议会下周讨论追加的款项。

专家认为这不会改变局势，交通仍会拥堵。"""
AGAIN = """市长谈桥

本报讯：市政府公布了新的计划，全文见网站。

市长王𠮷周三表示，新桥😀明年通车，市民可以免费通行。

工程已花费五亿元，议会下周讨论追加的款项。

记者在现场看到，桥面已经铺好。"""


def paste(page: Page, project: Project, text: str) -> None:
    page.goto(f"/p/{project.slug}/import/")
    page.locator("[name=text]").fill(text)
    page.locator("[name=address]").fill(ADDRESS)
    page.locator("#import-form").get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))


def tag(page: Page, words: str, digit: int) -> None:
    select(page, words)
    page.keyboard.press(str(digit))
    saved(page)


def submit(page: Page, entry: Entry) -> None:
    open_article(page, entry)
    submit_anyway(page)
    page.wait_for_url(re.compile("/done/$"))


def tag_and_submit(page: Page, project: Project) -> Entry:
    paste(page, project, FIRST)
    entry = Entry.objects.select_related("project").get()
    open_article(page, entry)
    for words, digit in (("新桥😀明年通车", 1), ("花费三亿元", 1), ("专家认为", 3)):
        tag(page, words, digit)
    submit(page, entry)
    return entry


def move_the_work(page: Page, project: Project) -> None:
    page.goto(f"/p/{project.slug}/")
    page.get_by_role("link", name="a newer wording is there: 3 paragraphs differ").click()
    expect(page.locator("ins").filter(has_text="五")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Work on revision 2 from now on").click()
    expect(page.locator(".toast")).to_contain_text("The team works on revision 2 now.")


def settle(page: Page) -> None:
    page.get_by_role("link", name="Settle").click()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("^Keep it .*花费五亿元")).click()
    expect(page.locator(".toast")).to_contain_text("Kept: 花费五亿元")
    page.get_by_role("link", name=re.compile("^Choose other words.*专家认为")).click()
    ready(page)
    assert_accessible(page)
    select(page, "记者")
    page.get_by_role("button", name="Put the tag there").click()
    expect(page.locator("main")).to_contain_text("Nothing waits.")


def test_a_rewording_from_the_first_tag_to_the_second_export(window: Visitor):
    person = make_user()
    project = make_project(person)
    window.sign_in(person)
    page = window.page
    entry = tag_and_submit(page, project)

    paste(page, project, AGAIN)
    move_the_work(page, project)
    open_article(page, entry)
    assert notes(page) == [("claim", "新桥😀明年通车")]
    assert_accessible(page)
    settle(page)
    submit(page, entry)

    (article,) = exported(page, project)
    assert slices(article) == {("claim", "新桥😀明年通车"), ("claim", "花费五亿元"), ("source", "记者")}
    assert article["provenance"]["revision"]["number"] == 2
    page.goto(f"/p/{project.slug}/articles/{entry.pk}/revisions/")
    page.get_by_role("link", name=re.compile("on revision 1")).click()
    assert [words for _label, words in notes(page)] == ["新桥😀明年通车", "花费三亿元", "专家认为"]
    assert_accessible(page)


def test_a_page_that_is_left_open_tags_nothing_on_another_wording(window: Visitor):
    person = make_user()
    project = make_project(person)
    window.sign_in(person)
    page = window.page
    paste(page, project, FIRST)
    entry = Entry.objects.select_related("project").get()
    paste(page, project, AGAIN)
    open_article(page, entry)

    other = window.context.new_page()
    other.goto(f"/p/{project.slug}/articles/{entry.pk}/revisions/1/2/")
    other.get_by_role("button", name="Work on revision 2 from now on").click()
    expect(other.locator(".toast")).to_be_visible()
    select(page, "花费三亿元")
    page.keyboard.press("1")

    expect(page.locator("#save-state")).to_have_attribute("data-state", "needs_you")
    expect(page.locator(".toast.error")).to_contain_text("wording of this article has changed")
    assert not Span.objects.exists()
