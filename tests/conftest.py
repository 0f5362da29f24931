"""Fixtures for every test. ``window`` is a browser window on a running site; ``open_window`` opens more."""

import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests import browsing, chromium, migrated
from tests.browsing import Visitor

FAILED = pytest.StashKey[bool]()
# How long an example takes says nothing: other work may keep the machine busy.
settings.register_profile("patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# They start the real server, workers or node, and wait for them: seconds where a unit test takes none.
WHOLE_SITE = {"test_commands.py", "test_worker_process.py", "test_static.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, starts a site or asks the database, so that ``-m`` can choose."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "open_window" in fixtures:
            item.add_marker("browser")
        if item.path.name in WHOLE_SITE:
            item.add_marker("site")
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed, so that a picture of the page can be kept."""
    report = yield
    item.stash[FAILED] = call.when == "call" and report.failed
    return report


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the tables are there already; then Django only looks whether any is missing."""
    return migrated.lay_out()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep the tables, as they are before any test, for the next run."""
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request in another language leaves that language to its thread: give it back."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; every test opens windows of its own in it."""
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in our thread, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        found = chromium.launch(playwright)
        yield found
        found.close()


@pytest.fixture
def open_window(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Callable[..., Visitor]]:
    """Open windows for several people: ``open_window(viewport=…)``. Each must stay free of trouble."""
    visitors: list[Visitor] = []

    def opener(**options: Any) -> Visitor:
        visitors.append(browsing.open_window(browser, live_server.url, **options))
        return visitors[-1]

    yield opener
    if request.node.stash.get(FAILED, False):
        for number, visitor in enumerate(visitors, start=1):
            browsing.keep_picture(visitor.page, f"failed-{request.node.name}-{number}")
    trouble = [line for visitor in visitors for line in visitor.unexpected()]
    for visitor in visitors:
        visitor.context.close()
    assert not trouble, "The page was used without a visible fault, but:\n" + "\n".join(trouble)


@pytest.fixture
def window(open_window: Callable[..., Visitor]) -> Visitor:
    """One person's window, 1280 by 800 pixels, in English, not signed in."""
    return open_window()


@pytest.fixture
def page(window: Visitor) -> Page:
    """The page in that window."""
    return window.page
