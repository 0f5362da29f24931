"""Times by the clock of the person, the outlet's when they are pointed at, and days without a clock."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from accounts.models import User
from annotate.models import Entry
from articles.models import Article
from tests.browser.hands import open_article
from tests.browsing import Visitor
from tests.makers import make_entry, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_project(make_user("林河")))


def published(entry: Entry, **when: object) -> None:
    Article.objects.filter(pk=entry.article_id).update(**when)


def test_a_time_is_that_of_the_person_and_says_the_outlets_when_pointed_at(entry, window: Visitor):
    at = datetime(2024, 3, 1, 20, 30, tzinfo=UTC)
    published(entry, published_at=at, published_text="2024-03-01T15:30:00-05:00")
    page = window.page
    window.sign_in(entry.project.created_by)
    page.goto("/account/")
    page.get_by_label("Time zone").select_option("Asia/Taipei")
    page.locator("form", has=page.get_by_label("Time zone")).get_by_role("button").first.click()
    assert User.objects.get(username="林河").time_zone == "Asia/Taipei"

    open_article(page, entry)

    when = page.locator(".byline time")
    expect(when).to_have_text("2024-03-02 04:30")
    expect(page.locator(".byline summary")).to_have_attribute(
        "title", "By the clock of the outlet: 2024-03-01 15:30 (UTC−5)"
    )
    page.locator(".byline summary").focus()  # without a pointer: by the keyboard or a finger
    page.keyboard.press("Enter")
    expect(page.locator(".byline .menu-body")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".byline .menu-body")).to_be_hidden()


def test_where_only_the_day_is_known_there_is_no_clock(entry, window: Visitor):
    published(entry, published_day="2024-03-01", published_text="")
    window.sign_in(entry.project.created_by)

    open_article(window.page, entry)

    expect(window.page.locator(".byline time")).to_have_text("2024-03-01")
    assert ":" not in window.page.locator(".byline time").inner_text()
