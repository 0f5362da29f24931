"""The page of agreement in the browser."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from annotate.management.commands.work import HANDLERS
from annotate.models import Way
from jobs.working import Loop
from tests.annotate.agreeing import add_span, link, read_by
from tests.browser.test_every_page import WINDOWS
from tests.browsing import Visitor, assert_accessible
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member, make_user

#: The words in pictures that do not fit into the window.
CUT_OFF = """[...document.querySelectorAll("svg text")].filter((text) => {
  const box = text.getBoundingClientRect();
  return box.left < 0 || box.right > innerWidth;
}).map((text) => text.textContent)"""

pytestmark = pytest.mark.django_db(transaction=True)


def make_compared() -> Cast:
    """Make six articles that three reviewers have submitted over four weeks, one with a long name."""
    cast = make_cast(way=Way.INDEPENDENT)
    second = make_member(cast.project, user=make_user("a-reviewer-whose-name-does-not-want-to-end"))
    third = make_member(cast.project)
    for number in range(6):
        entry = make_entry(cast.project)
        at = datetime(2026, 3, 2 + 4 * number, tzinfo=UTC)
        for user in (cast.reviewer, second):
            work = read_by(user, entry, ("quote", "“新桥😀明年通车。”"), ("source", "市长王𠮷"), at=at)
            link(work, 1, 2)
        add_span(work, "claim", 10, 14 + number, number=3, origin="rule", attrs={"check_worthy": "yes"})
        read_by(third, entry, ("opinion", "新桥"), ("source", "市长"), at=at)
    return cast


@pytest.mark.parametrize("size", WINDOWS)
def test_the_numbers_and_plots_are_accessible_and_fit(open_window: Callable[..., Visitor], size: str):
    cast = make_compared()
    window = open_window(**WINDOWS[size])
    window.sign_in(cast.manager)
    page = window.page

    page.goto(f"{cast.address}agreement/")

    expect(page.get_by_role("img", name="Claim").first).to_be_visible()
    for table in page.locator("summary").all():
        table.click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(CUT_OFF) == []


def test_a_choice_is_made_without_scripts(open_window: Callable[..., Visitor]):
    cast = make_compared()
    window = open_window(java_script_enabled=False)
    window.sign_in(cast.manager)
    page = window.page
    page.goto(cast.address)
    page.get_by_role("link", name="Agreement").click()

    page.get_by_label("Label", exact=True).select_option("Quote")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", name="Quote")).to_be_visible()
    page.get_by_role("link", name="Show everything").click()
    expect(page.get_by_role("heading", name="All labels together")).to_be_visible()


def test_what_is_measured_in_the_background_appears_by_itself(
    open_window: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_PAIRS", 0)
    cast = make_compared()
    window = open_window()
    window.sign_in(cast.manager)
    page = window.page
    page.goto(f"{cast.address}agreement/")

    page.get_by_role("button", name="Measure now").click()

    expect(page.get_by_role("alert")).to_contain_text("no worker has given a sign of life")
    assert_accessible(page)
    assert Loop("test", HANDLERS, nap=lambda _seconds: False).work_once()
    expect(page.get_by_role("heading", name="All labels together")).to_be_visible()
    expect(page.get_by_role("button", name="Measure now")).to_have_count(0)
