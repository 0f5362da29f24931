"""Adjudication with real keys, fingers and eyes: several people, several windows."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.actions.adjudicating.reopening import reopened
from annotate.models import Decision, Entry, Kind, Project, Span, Way
from annotate.roles import Role
from tests.annotate.adjudicating import Desk, desk
from tests.annotate.adjudicating import Said as Tagged
from tests.browser.hands import ready, saved, select, submit_anyway
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "“新桥😀明年通车。”"
QUOTE = Tagged("quote", WORDS, {"quote_type": "direct"}, source="王𠮷")
SHORTER = Tagged("quote", "新桥😀明年通车", {"quote_type": "mixed"})
SOURCE = Tagged("source", "王𠮷")


def settled(page: Page) -> None:
    """Wait until the page has got its answer."""
    expect(page.locator("#card")).not_to_have_attribute("aria-busy", "true")


def shown(page: Page) -> str:
    return page.locator("#decide").get_attribute("data-item") or ""


def press(page: Page, key: str) -> None:
    """Press a key that decides or goes elsewhere, and wait for what comes next."""
    before = shown(page)
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('#decide')?.dataset.item !== before", arg=before)
    settled(page)


def start(window: Visitor, table: Desk) -> Page:
    """Open the adjudication of an article of which the tags are brought together."""
    window.sign_in(table.adjudicator)
    window.page.goto(f"/p/{table.project.slug}/adjudicate/{table.entry.pk}/")
    ready(window.page)
    return window.page


@pytest.fixture
def table() -> Desk:
    """One agreed source, two ways to see a quotation, and a claim that one saw."""
    made = desk()
    made.hand_in(0, SOURCE, QUOTE)
    made.hand_in(1, SOURCE, SHORTER, Tagged("claim", "咖啡馆 cafe\u0301 仍在营业"))
    made.merge()
    return made


def link_of(manager: Visitor, project: Project) -> str:
    """Let a manager invite two reviewers; returns the link."""
    manager.page.goto(f"/p/{project.slug}/team/")
    form = manager.page.locator("form").filter(has=manager.page.locator("[name=seats]"))
    form.locator("[name=role]").select_option("reviewer")
    form.locator("[name=seats]").fill("2")
    form.get_by_role("button").last.click()
    return manager.page.locator("#fresh-link").input_value()


def read_alone(window: Visitor, link: str, project: Project, words: str) -> None:
    """Let somebody come in by the link, take the next article, tag a quotation and submit."""
    page = window.page
    page.goto(link)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto(f"/p/{project.slug}/queue/")
    page.get_by_role("button", name="Take the next article").click()
    ready(page)
    select(page, words)
    page.keyboard.press("2")
    saved(page)
    submit_anyway(page)
    page.wait_for_url("**/queue/")


def adjudicate(page: Page, project: Project) -> None:
    """Let the manager take the whole quotation by its key, and finish."""
    page.goto(f"/p/{project.slug}/")
    page.get_by_role("link", name="Adjudication").click()
    page.get_by_role("button", name="Begin").click()
    ready(page)
    choice = page.locator(".candidates button").filter(has_text=WORDS)
    page.keyboard.press(choice.get_attribute("data-key") or "")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Finished. The reviewers see the outcome.")).to_be_visible()


def test_three_people_from_the_invitation_to_gold_and_feedback(open_window: Callable[..., Visitor]):
    lead, others = make_user("林河"), [make_user("王立"), make_user("陈雨")]
    project = make_project(lead, way=Way.INDEPENDENT)
    entry = make_entry(project)
    Entry.objects.update(required=2)
    manager, windows = open_window(), [open_window(), open_window()]
    manager.sign_in(lead)
    link = link_of(manager, project)
    for window, user, words in zip(windows, others, (WORDS, "新桥😀明年通车"), strict=True):
        window.sign_in(user)
        read_alone(window, link, project, words)
        refused = window.page.goto(f"/p/{project.slug}/articles/{entry.pk}/feedback/")
        assert refused is not None
        assert refused.status == 404

    adjudicate(manager.page, project)

    for window, told in zip(windows, ("Kept", "Boundaries changed"), strict=True):
        window.page.goto(f"/p/{project.slug}/queue/?show=done")
        window.page.get_by_role("link", name="What became of my tags").click()
        expect(window.page.locator(".outcomes .fate").first).to_have_text(told, ignore_case=True)
        window.page.get_by_role("link", name="See the gold").click()
        expect(window.page.locator("#text .note .q")).to_have_text([WORDS])
    assert [(span.words, span.origin) for span in Span.objects.filter(assignment__kind=Kind.GOLD)] == [
        (WORDS, "adjudication")
    ]


def test_keys_walk_edit_undo_and_say_why(window: Visitor, table: Desk):
    page = start(window, table)
    first = shown(page)

    press(page, "j")
    second = shown(page)
    press(page, "k")
    assert shown(page) == first
    page.keyboard.press("g")
    expect(page.get_by_label("The guidelines say nothing about it")).to_be_checked()
    page.keyboard.press("e")
    page.locator("#edit[open]").wait_for()
    select(page, "新桥😀明年")
    expect(page.locator("#edit-words")).to_have_text("新桥😀明年")
    page.keyboard.press("]")
    expect(page.locator("#edit-words")).to_have_text("新桥😀明年通")
    page.keyboard.press("4")
    expect(page.locator("#edit select[name=label]")).to_have_value("opinion")
    page.keyboard.press("Escape")
    expect(page.locator("#edit")).not_to_have_attribute("open", "")
    page.keyboard.press("e")
    press(page, "Enter")

    assert shown(page) == second
    assert ("opinion", "新桥😀明年通") in table.gold()
    assert Decision.objects.get(outcome="edited").reason == "guideline_gap"
    press(page, "z")
    assert shown(page) == first
    assert table.gold() == [("source", "王𠮷")]
    press(page, "Shift+Z")
    assert ("opinion", "新桥😀明年通") in table.gold()


def test_what_cannot_be_sent_is_not_decided_and_sent_again_it_is_decided_once(window: Visitor, table: Desk):
    window.expect("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    page = start(window, table)
    before = shown(page)
    page.route("**/items/**", lambda route: route.abort())

    page.keyboard.press("x")

    expect(page.get_by_text("This could not be sent.")).to_be_visible()
    assert shown(page) == before
    page.unroute("**/items/**")
    lost: list[str] = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().text())
        route.abort()

    page.route("**/items/**", lose)
    page.keyboard.press("x")
    expect(page.get_by_text("This could not be sent.")).to_have_count(2)
    page.unroute("**/items/**")
    press(page, "x")

    assert len(lost) == 1
    assert Decision.objects.filter(rule="").count() == 1


def test_two_at_the_same_item_the_second_is_told(open_window: Callable[..., Visitor], table: Desk):
    first, second = open_window(), open_window()
    page = start(first, table)
    second.sign_in(make_member(table.project, Role.ADJUDICATOR))
    second.page.goto(page.url)
    ready(second.page)

    choice = page.locator(".candidates button").filter(has_text=WORDS)
    press(page, choice.get_attribute("data-key") or "")
    second.page.keyboard.press("x")

    told = f"{table.adjudicator.username} has decided this meanwhile: Quote: {WORDS}"
    expect(second.page.locator("#toasts")).to_contain_text(told)
    expect(second.page.locator(".decided")).to_contain_text("Decided by")
    assert Decision.objects.filter(rule="").count() == 1


def test_fingers_and_buttons_do_the_same(open_window: Callable[..., Visitor], table: Desk):
    window = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = start(window, table)
    first = shown(page)

    page.locator(".candidates button").first.tap()
    page.wait_for_function("before => document.querySelector('#decide')?.dataset.item !== before", arg=first)
    page.get_by_role("button", name="Reject").tap()
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    page.locator("#text mark.gold").first.tap()
    expect(page.locator(".decided")).to_be_visible()

    assert Decision.objects.filter(rule="").count() == 2


def look(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


SIZES = [(1440, 900, "light"), (320, 700, "dark")]


def manager_of(table: Desk, open_window: Callable[..., Visitor], size: tuple[int, int, Any]) -> Page:
    width, height, scheme = size
    window = open_window(viewport={"width": width, "height": height}, color_scheme=scheme)
    window.sign_in(table.project.memberships.get(role=Role.MANAGER).user)
    return window.page


@pytest.mark.parametrize("size", SIZES)
def test_every_state_of_deciding_is_accessible_and_fits(
    open_window: Callable[..., Visitor], table: Desk, size: tuple[int, int, Any]
):
    page = manager_of(table, open_window, size)
    page.goto(f"/p/{table.project.slug}/adjudicate/")
    look(page)
    page.goto(f"/p/{table.project.slug}/adjudicate/{table.entry.pk}/")
    ready(page)
    look(page)
    page.keyboard.press("e")
    page.locator("#edit[open]").wait_for()
    look(page)
    page.keyboard.press("Escape")
    press(page, "1")
    press(page, "1")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    look(page)
    page.locator("#text mark.gold").first.click()
    expect(page.locator(".decided")).to_be_visible()
    look(page)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_finished_is_accessible_and_fits(
    open_window: Callable[..., Visitor], table: Desk, size: tuple[int, int, Any]
):
    page, base = manager_of(table, open_window, size), f"/p/{table.project.slug}"
    for item in table.undecided():
        table.decide(item, reason="guideline_gap", note="要不要标？")
    table.finish()
    member = table.project.memberships.get(user=table.reviewers[1])
    for found in (
        f"adjudicate/{table.entry.pk}/",
        "adjudicate/?show=finished",
        "adjudicate/lessons/",
        f"articles/{table.entry.pk}/gold/",
        f"articles/{table.entry.pk}/feedback/?of={member.pk}",
    ):
        page.goto(f"{base}/{found}")
        look(page)
    table.hand_in(1, SHORTER)
    reopened(table.entry)
    page.goto(f"{base}/adjudicate/{table.entry.pk}/")
    expect(page.get_by_role("button", name="Bring the changes in")).to_be_visible()
    look(page)
