"""Searching a project in the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from articles.search import refresh
from tests.annotate.working import tag_words
from tests.browsing import Visitor, assert_accessible
from tests.cast import make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_member_searches_the_articles_and_then_the_tags(open_window: Callable[..., Visitor], scripts: str):
    cast = make_cast()
    entry = make_entry(cast.project)
    refresh([entry.article_id])
    tag_words(cast.reviewer, entry, "quote", "“新桥😀明年通车。”")
    window = open_window(java_script_enabled=scripts == "on")
    window.sign_in(cast.reviewer)
    page = window.page
    page.goto(cast.address)

    if scripts == "on":
        page.keyboard.press("/")
        expect(page.get_by_label("Search in the texts").last).to_be_focused()
    page.get_by_label("Search in the texts").last.fill("新橋")
    page.get_by_label("Search in the texts").last.press("Enter")

    expect(page.locator("mark")).to_have_text(["新桥"])
    page.get_by_label("Tags").check()
    if scripts == "off":
        page.get_by_role("button", name="Search").click()
    expect(page.locator("a.found")).to_have_text("“新桥😀明年通车。”")
    if scripts == "on":
        assert_accessible(page)
    page.locator("a.found").click()
    expect(page).to_have_url(re.compile(rf"/articles/{entry.pk}/#n\d+$"))
