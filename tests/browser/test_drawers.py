"""What opens over or beside the text: accessible in every size, and the keyboard goes there and back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from annotate.models import Entry
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.browser.hands import open_article, ready
from tests.browser.test_every_page import WINDOWS, look
from tests.browser.test_main_job import PHONE
from tests.browser.test_touch import TABLET
from tests.browsing import Visitor
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "市长😀𠮷"
SIZES: dict[str, dict[str, Any]] = {
    "desktop": WINDOWS["desktop"],
    "tablet": {**TABLET, "color_scheme": "light", "reduced_motion": "reduce"},
    "phone": {**PHONE, "color_scheme": "dark", "reduced_motion": "reduce"},
}
#: Which of the sizes of ``test_every_page`` is looked at in the same themes.
FIRST = {"desktop": "desktop", "tablet": "desktop", "phone": "phone"}
#: What opens each by its name: the control, and what is there then.
DRAWERS = {
    "history": ("#history-open", "#past"),
    "guidelines": ("#guide-open", "#guide"),
    "comments": ("#comments-open", "#talk"),
    "list before submitting": ("#submit-form button", "#unfinished"),
}
KEYS = {"Shift+U": "#past", "g": "#guide", "c": "#talk", "?": "#help", "Control+Enter": "#unfinished"}

#: From the last control of a dialog the keyboard may go to the browser's own, never to the page behind it.
INSIDE = "(one) => one.contains(document.activeElement) || document.activeElement === document.body"


@pytest.fixture
def entry() -> Entry:
    project = make_project()
    entry = make_entry(project, Block("title", "题目"), Block("paragraph", f"{WORDS}说：“好。”天晴了。"))
    person = make_member(project, Role.REVIEWER)
    tag_words(person, entry, "claim", "天晴了")
    tag_words(person, entry, "source", WORDS)
    return entry


def desk_of(entry: Entry, window: Visitor) -> Page:
    window.sign_in(entry.project.memberships.get(role=Role.REVIEWER).user)
    open_article(window.page, entry)
    return window.page


def has_focus(place: Locator) -> bool:
    return bool(place.evaluate("(one) => one.contains(document.activeElement)"))


@pytest.mark.parametrize("size", SIZES)
def test_every_drawer_is_accessible_in_both_themes(entry, open_window: Callable[..., Visitor], size: str):
    page = desk_of(entry, open_window(**SIZES[size]))
    for control, drawer in DRAWERS.values():
        page.locator(control).click()
        page.locator(drawer).wait_for()
        page.wait_for_load_state("networkidle")
        look(page, FIRST[size])
        page.keyboard.press("Escape")
        expect(page.locator(drawer)).to_be_hidden()
    page.locator(".note .nb").first.click()  # on a phone the sheet of a tag
    page.locator(".note.on .tools").wait_for()
    look(page, FIRST[size])


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_of_the_account_is_accessible(entry, open_window: Callable[..., Visitor], size: str):
    window = open_window(**SIZES[size])
    window.sign_in(entry.project.created_by)
    window.page.goto("/projects/")
    window.page.locator(".account-menu > summary").click()
    window.page.locator(".menu-body").wait_for()
    look(window.page, FIRST[size])


def test_escape_closes_what_was_opened_last_and_the_keyboard_is_where_it_was(entry, window: Visitor):
    page = desk_of(entry, window)
    for key, drawer in KEYS.items():
        page.keyboard.press("n")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.press(key)
        page.locator(drawer).wait_for()
        page.wait_for_load_state("networkidle")
        assert has_focus(page.locator(drawer)), f"{key} leaves the keyboard outside of {drawer}"

        page.keyboard.press("Escape")

        expect(page.locator(drawer)).to_be_hidden()
        expect(page.locator("#text")).to_be_focused()
        assert page.locator(".note.on").count() == 1, f"Escape in {drawer} has let go of the tag as well"
        page.keyboard.press("Escape")
        assert page.locator(".note.on").count() == 0


def test_the_menu_of_the_account_gives_the_keyboard_back(entry, window: Visitor):
    page = desk_of(entry, window)
    page.locator(".account-menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.locator(".menu-body")).to_be_hidden()
    expect(page.locator(".account-menu > summary")).to_be_focused()


@pytest.mark.parametrize("key", ["Shift+U", "?"])
def test_tab_stays_in_a_dialog(entry, window: Visitor, key: str):
    page = desk_of(entry, window)
    page.keyboard.press(key)
    dialog = page.locator(KEYS[key])
    dialog.wait_for()
    page.wait_for_load_state("networkidle")
    for back in ("Tab", "Shift+Tab"):
        for _press in range(14):
            page.keyboard.press(back)
            assert dialog.evaluate(INSIDE), f"{back} leads out of the dialog"


def test_of_the_panels_beside_the_text_one_is_open(entry, window: Visitor):
    page = desk_of(entry, window)
    for control in ("#guide-open", "#comments-open"):
        page.locator(control).click()
        expect(page.locator(".side:visible")).to_have_count(1)
    page.locator("#history-open").click()
    page.locator("#past").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#past")).to_be_hidden()
    expect(page.locator("#talk")).to_be_visible()
    ready(page)
