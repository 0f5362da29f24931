"""Every page of the site: no fault that axe finds, and nothing wider than the window."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.hands import ready
from tests.browsing import Visitor, assert_accessible
from tests.test_routes import (
    LIBRARY,
    OWN,
    PEOPLE,
    SEEN_BY_ADJUDICATORS,
    SEEN_BY_ALL,
    SEEN_BY_MANAGERS,
    SEEN_BY_REVIEWERS,
)
from tests.world import ROUTES, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

DOWNLOADS = {  # no whole pages
    "agreement-csv",
    "agreement-json",
    "entry-raw",
    "export-download",
    "import-progress",
    "mfa_download_recovery_codes",
    "progress-days",
    "reclean-progress",
}
SEEN = SEEN_BY_ALL | SEEN_BY_REVIEWERS | SEEN_BY_ADJUDICATORS | SEEN_BY_MANAGERS
PAGES = sorted((OWN | LIBRARY | PEOPLE | SEEN) - DOWNLOADS)
BEFORE_SIGNING_IN = ("/sign-in/", "/link/invented/", "/join/invented/", "/nowhere/")
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "phone": {
        "viewport": {"width": 320, "height": 700},
        "color_scheme": "dark",
        "is_mobile": True,
        "has_touch": True,
    },
}


def look(window: Visitor, address: str) -> None:
    page = window.page
    page.goto(address)
    assert_accessible(page)
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert too_wide <= 0, f"{address} is {too_wide} pixels too wide."


@pytest.mark.parametrize("size", WINDOWS)
def test_every_page_is_accessible_and_fits(open_window: Callable[..., Visitor], size: str):
    world = make_world()
    world.cast.manager.is_superuser = True
    world.cast.manager.save()
    window = open_window(**WINDOWS[size])
    for address in BEFORE_SIGNING_IN:
        look(window, address)
    window.sign_in(world.cast.manager)
    for route in PAGES:
        look(window, world.address(route))


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
    assert_accessible(page)
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    assert_accessible(page)


def test_the_routes_that_are_looked_at_exist(live_server: object):
    assert set(PAGES) <= set(ROUTES)
    assert isinstance(make_world(), World)
