"""Every page of the site: no fault that axe finds in either theme, and nothing wider than the window."""

from collections.abc import Callable
from typing import Any, Literal

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from accounts.models import User
from tests.browser.hands import ready
from tests.browsing import Visitor, assert_accessible
from tests.walking import every_page
from tests.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)

# Without motion: else colours are still on their way when the theme has just changed.
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {
        "viewport": {"width": 1440, "height": 900},
        "color_scheme": "light",
        "reduced_motion": "reduce",
    },
    "phone": {
        "viewport": {"width": 320, "height": 700},
        "color_scheme": "dark",
        "reduced_motion": "reduce",
        "is_mobile": True,
        "has_touch": True,
    },
}
SCHEMES: dict[str, tuple[Literal["light", "dark"], Literal["light", "dark"]]] = {
    "desktop": ("light", "dark"),
    "phone": ("dark", "light"),
}  # first looked at in one, then in the other
#: What a reader may set for themselves (WCAG 1.4.12), and which words are cut off then.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const wide = document.documentElement.scrollWidth - innerWidth;
  const cut = [...document.querySelectorAll("button, a.button, a.primary, summary, th, label, h1, h2")]
    .filter((one) => one.checkVisibility() && !one.closest(".vh, .bar, .notes")
      && getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120));
  document.adoptedStyleSheets = [];
  return [wide, cut];
}"""


def look(page: Page, size: str) -> None:
    """Look at the page that is open in both themes, and with letters set apart."""
    assert_accessible(page)
    first, then = SCHEMES[size]
    page.emulate_media(color_scheme=then)
    assert_accessible(page, only=["color-contrast"])
    page.emulate_media(color_scheme=first)
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide."
    too_wide, cut = page.evaluate(SPACED)
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide with letters set apart."
    assert not cut, f"{page.url} cuts words off that are set apart: {cut}"


def visit(window: Visitor, address: str, size: str) -> None:
    """Open an address, and look at it."""
    window.page.goto(address)
    look(window.page, size)


@pytest.mark.parametrize("size", WINDOWS)
def test_every_page_is_accessible_and_fits(open_window: Callable[..., Visitor], size: str, settings):
    cache.clear()
    settings.HAS_MAIL = True
    windows: dict[User | None, Visitor] = {}
    for name, seen in every_page().items():
        if seen.who not in windows:
            windows[seen.who] = open_window(**WINDOWS[size])
            if seen.who is not None:
                windows[seen.who].sign_in(seen.who)
        page = windows[seen.who].page
        answer = page.goto(seen.address)
        assert answer is not None
        assert answer.status == seen.status, f"{name}: {seen.address} answers {answer.status}"
        look(page, size)


@pytest.mark.parametrize("size", WINDOWS)
def test_the_workbench_is_accessible_while_it_is_used(open_window: Callable[..., Visitor], size: str):
    world = make_world()
    window = open_window(**WINDOWS[size])
    window.sign_in(world.cast.reviewer)
    page = window.page
    page.goto(world.address("workbench"))
    ready(page)
    for key in ("j", "j", "1"):
        page.keyboard.press(key)
    page.locator(".note").first.wait_for()
    look(page, size)
    page.locator(".note .nb").first.click()
    page.get_by_role("group", name="Change this tag").wait_for()
    look(page, size)
    page.keyboard.press("c")
    page.get_by_role("heading", name="Comments", exact=True).wait_for()
    look(page, size)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    look(page, size)
