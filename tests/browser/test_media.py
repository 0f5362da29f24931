"""What people ask their system for: no motion, their own colours, larger letters."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.browsing import Visitor
from tests.lived import Lived, make_lived

pytestmark = pytest.mark.django_db(transaction=True)

LOOKED_AT = ("workbench", "adjudicate", "agreement", "project", "import-result")
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const how = getComputedStyle(one);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0);
  return long(how.transitionDuration) || how.animationName !== "none" && long(how.animationDuration)
    || how.scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 80))"""
LINES = """() => Object.fromEntries([...document.querySelectorAll("#text mark")].map((one) => {
  const how = getComputedStyle(one);
  return [one.className.match(/c\\d/)[0], [how.textDecorationLine, how.textDecorationStyle]];
}))"""
#: Signs that are drawn, and not to be told from what they lie on.
UNSEEN = """() => [...document.querySelectorAll(".logo, .sw, .badge, .dot, .avatar, svg, progress")]
  .filter((one) => one.checkVisibility()).filter((one) => {
    const how = getComputedStyle(one);
    const drawn = ["borderTopColor", "borderBottomColor", "backgroundColor", "color", "stroke", "fill"];
    return drawn.every((part) => how[part] === getComputedStyle(document.body).backgroundColor);
  }).map((one) => one.outerHTML.slice(0, 80))"""


def visit(open_window: Callable[..., Visitor], lived: Lived, name: str, **options: object) -> Page:
    who, address = lived.pages()[name]
    window = open_window(**options)
    window.sign_in(who)
    window.page.goto(address)
    return window.page


def test_nothing_moves_for_whoever_asks_for_rest(open_window: Callable[..., Visitor]):
    lived = make_lived()
    for name in LOOKED_AT:
        page = visit(open_window, lived, name, reduced_motion="reduce")
        assert page.evaluate(MOVES) == [], name
    page = visit(open_window, lived, "project", reduced_motion="no-preference")
    assert page.evaluate(MOVES) != []


def test_marks_and_signs_are_told_apart_in_the_colours_of_the_system(open_window: Callable[..., Visitor]):
    lived = make_lived()
    for name in LOOKED_AT:
        page = visit(open_window, lived, name, forced_colors="active")
        assert page.evaluate(UNSEEN) == [], name
    page = visit(open_window, lived, "workbench", forced_colors="active")
    lines = page.evaluate(LINES)
    assert len(lines) == 4
    assert len({tuple(line) for line in lines.values()}) == 4, lines

    page.get_by_role("button", name="Submit and next").focus()
    page.keyboard.press("Tab")
    how = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(how) == "solid"


def test_nothing_is_lost_when_letters_are_twice_as_large(open_window: Callable[..., Visitor]):
    """A window of 1280 by 800 pixels at 200 % is one of 640 by 400; test_every_page looks at 400 %."""
    windows: dict[User, Visitor] = {}
    for name, (who, address) in make_lived().pages().items():
        if who not in windows:
            windows[who] = open_window(viewport={"width": 640, "height": 400})
            windows[who].sign_in(who)
        page = windows[who].page
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
