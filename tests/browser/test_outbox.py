"""Nothing lost, nothing doubled: cut networks, slow servers, lost answers, tabs, colleagues, conflicts."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from annotate.actions.carrying import move_pin
from annotate.actions.people.members import remove_member
from annotate.models import Activity, Entry, Membership, Span
from articles.text.blocks import Block
from tests.annotate.rewording import reword
from tests.browser.hands import notes, open_article, ready, saved
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "第一句😀话。第二句𠮷话。第三句e\u0301话。第四句话。"
OFFLINE = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK_CHANGED"


@pytest.fixture
def desk(window: Visitor) -> tuple[Visitor, Entry]:
    """A reviewer's window and an article of four sentences."""
    project = make_project()
    window.sign_in(make_member(project))
    window.expect(OFFLINE)
    return window, make_entry(project, Block("paragraph", TEXT))


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def words() -> list[str]:
    return [span.words for span in Span.objects.live().order_by("start", "end")]


def state(page: Page, told: str) -> None:
    expect(page.locator("#save-state .words")).to_have_text(told)


def look(page: Page) -> None:
    page.get_by_role("button", name="Look").click()
    expect(page.locator("#needs")).to_be_visible()


def test_what_is_done_without_a_network_is_done_in_order_once_it_is_back(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    press(page, "j1")
    saved(page)

    window.context.set_offline(True)
    press(page, "1")  # worth checking
    press(page, "j1")
    page.keyboard.press("Delete")
    press(page, "j4zj4")
    state(page, "Offline, 6 unsent")
    window.context.set_offline(False)
    saved(page)

    assert words() == ["第一句😀话", "第四句话"]
    assert Span.objects.get(words="第一句😀话").attrs["check_worthy"] == "yes"
    assert Span.objects.count() == 4
    assert notes(page) == [("claim", "第一句😀话"), ("opinion", "第四句话")]


def test_a_slow_server_keeps_nobody_from_tagging(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)

    def slow(route: Route) -> None:
        time.sleep(0.4)  # seconds; the server is a thread, the browser does not wait for it
        route.continue_()

    page.route("**/spans/", slow)
    press(page, "j1j1j1j1")
    expect(page.locator("#save-state .words")).to_contain_text("Saving")
    saved(page)

    assert words() == ["第一句😀话", "第二句𠮷话", "第三句e\u0301话", "第四句话"]


def test_an_answer_that_is_lost_doubles_nothing(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    lost = []

    def swallow(route: Route) -> None:
        if len(lost) < 3:
            lost.append(route.fetch().status)  # the server has done it, the browser never hears
            route.abort()
        else:
            route.continue_()

    page.route("**/spans/", swallow)
    press(page, "j1j4")
    saved(page)

    assert lost == [201, 200, 200]
    assert words() == ["第一句😀话", "第二句𠮷话"]
    assert Activity.objects.filter(verb="create").count() == 2


def test_two_tabs_send_all_once(desk):
    window, entry = desk
    first, second = window.page, window.context.new_page()
    for page in (first, second):
        open_article(page, entry)
    window.context.set_offline(True)

    press(first, "j1")
    press(second, "jj1")
    press(first, "jj4")
    third = window.context.new_page()  # cannot load, but must do no harm
    third.close()
    state(first, "Offline, 2 unsent")
    state(second, "Offline, 1 unsent")
    window.context.set_offline(False)
    for page in (first, second):
        page.evaluate("dispatchEvent(new Event('online'))")
        saved(page)

    assert words() == ["第一句😀话", "第二句𠮷话", "第三句e\u0301话"]
    assert Span.objects.count() == 3


def test_a_tab_that_opens_while_another_waits_doubles_nothing(desk):
    window, entry = desk
    first = window.page
    open_article(first, entry)
    window.context.route("**/spans/", lambda route: route.abort())
    press(first, "j1j4")
    state(first, "Offline, 2 unsent")

    second = window.context.new_page()
    open_article(second, entry)
    state(second, "Offline, 2 unsent")
    window.context.unroute("**/spans/")
    for page in (first, second):
        saved(page)

    assert words() == ["第一句😀话", "第二句𠮷话"]
    assert Span.objects.count() == 2
    assert notes(second) == [("claim", "第一句😀话"), ("opinion", "第二句𠮷话")]


def test_two_people_tag_in_one_paragraph(desk, open_window: Callable[..., Visitor]):
    window, entry = desk
    colleague = open_window()
    colleague.sign_in(make_member(entry.project))
    mine, theirs = window.page, colleague.page
    for page in (mine, theirs):
        open_article(page, entry)

    press(mine, "j1")
    press(theirs, "j")
    theirs.keyboard.press("Shift+J")
    press(theirs, "4")
    for page in (mine, theirs):
        saved(page)
    press(mine, "j1")
    press(theirs, "4")
    for page in (mine, theirs):
        saved(page)

    assert words() == ["第一句😀话", "第一句😀话。第二句𠮷话", "第二句𠮷话"]
    assert ("opinion", "第一句😀话。第二句𠮷话") in notes(mine)
    assert {span.author_id for span in Span.objects.all()} == set(
        entry.project.memberships.exclude(role="manager").values_list("user", flat=True)
    )


def test_what_comes_after_a_submission_elsewhere_waits_and_is_sent_on_reopening(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    page.route("**/spans/", lambda route: route.abort())
    press(page, "j1")
    state(page, "Offline, 1 unsent")
    other = window.context.new_page()
    other.route("**/spans/", lambda route: route.abort())
    open_article(other, entry)
    other.evaluate("document.querySelector('#submit-form').submit()")  # as without scripts
    other.wait_for_url("**/done/")
    page.unroute("**/spans/")

    state(page, "Needs you: 1")
    look(page)
    expect(page.locator("#needs li")).to_contain_text("Tag 第一句😀话 as Claim")
    expect(page.locator("#needs li")).to_contain_text("You have submitted this article.")
    assert_accessible(page)
    open_article(page, entry)  # the page of a submitted article keeps the list
    state(page, "Needs you: 1")
    page.get_by_role("button", name="Reopen").click()
    ready(page)
    look(page)
    page.get_by_role("button", name="Try again").click()
    saved(page)

    assert words() == ["第一句😀话"]
    expect(page.locator("#needs")).to_be_hidden()


def test_what_was_meant_for_another_wording_is_put_into_the_present_one_by_choice(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    page.route("**/spans/", lambda route: route.abort())
    press(page, "jj1j1")
    state(page, "Offline, 2 unsent")

    revision = reword(entry, Block("paragraph", "新的开头。第二句𠮷话。第三句改了。"))
    move_pin(entry, revision, by=entry.project.created_by)
    page.unroute("**/spans/")
    state(page, "Needs you: 2")
    open_article(page, entry)
    look(page)
    first, second = page.locator("#needs li").all()
    expect(second).to_contain_text("do not stand exactly once in the present wording")
    first.get_by_role("button", name="Tag it in the present wording").click()
    expect(page.locator("#needs li")).to_have_count(1)
    page.locator("#needs li").get_by_role("button", name="Discard").click()
    saved(page)

    assert words() == ["第二句𠮷话"]
    assert Span.objects.live().get().assignment.revision_id == revision.pk


def test_someone_taken_out_of_the_project_is_told_what_could_not_be_saved(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    member = Membership.objects.exclude(role="manager").get(project=entry.project)
    remove_member(member, entry.project.created_by)

    press(page, "j1")

    state(page, "Needs you: 1")
    look(page)
    expect(page.locator("#needs li")).to_contain_text("Tag 第一句😀话 as Claim")
    page.get_by_role("button", name="Discard").click()
    saved(page)
    assert words() == []


def test_a_choice_made_in_one_tab_is_made_in_all(desk):
    window, entry = desk
    first, second = window.page, window.context.new_page()
    for page in (first, second):
        open_article(page, entry)
    press(second, "j1")
    saved(second)
    press(first, "j1")  # the first tab does not know that it is there
    for page in (first, second):
        state(page, "Needs you: 1")

    look(second)
    second.get_by_role("button", name="Discard").click()

    for page in (first, second):
        saved(page)
    assert words() == ["第一句😀话"]


def test_signing_out_with_something_unsent_is_warned_of_and_loses_nothing(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)
    page.route("**/spans/", lambda route: route.abort())
    press(page, "j1")
    state(page, "Offline, 1 unsent")

    for _place in range(2):
        page.locator(".account-menu summary").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("dialog")).to_contain_text("Changes that are not sent yet: 1.")
        assert_accessible(page)
        page.get_by_role("button", name="Stay").click()
        page.goto("/projects/")
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out all the same").click()
    page.wait_for_url("**/sign-in/**")

    page.unroute("**/spans/")
    window.sign_in(entry.project.memberships.exclude(role="manager").get().user)
    open_article(page, entry)
    saved(page)
    assert words() == ["第一句😀话"]


def test_signing_out_with_nothing_unsent_asks_nothing(desk):
    window, entry = desk
    page = window.page
    open_article(page, entry)

    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Sign out").click()

    page.wait_for_url("**/sign-in/**")
