"""The guidelines beside the text, and the quiet list before submitting, as hands and eyes meet them."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotate.actions.guidelines import Draft, save_guidelines
from annotate.models import Entry, Guidelines, Participation, Span, State
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import tag_words, work_for
from tests.browser.hands import open_article, saved, tap
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

QUOTE = "“好😀𠮷。”"
CLAIM = "桥长八百米"
FILLING = [Block("paragraph", f"第{number}段说了很多话，讲清楚了事情。" * 4) for number in range(12)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1440, "height": 900}}


def make_article() -> Entry:
    project = make_project(make_user("林河"))
    blocks = [Block("title", "题目"), Block("paragraph", f"{QUOTE}{CLAIM}。"), *FILLING]
    return make_entry(project, *blocks)


def arrive(visitor: Visitor, entry: Entry, *tags: tuple[str, str]) -> Page:
    person = make_member(entry.project, Role.REVIEWER)
    for label, words in tags:
        tag_words(person, entry, label, words)
    visitor.sign_in(person)
    open_article(visitor.page, entry)
    return visitor.page


def submitted() -> bool:
    return Participation.objects.get().state == State.SUBMITTED


def test_with_nothing_left_one_key_submits(window):
    entry = make_article()
    page = arrive(window, entry, ("source", "题目"))

    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/done/")
    assert submitted()


def test_the_list_shows_what_is_left_jumps_there_and_never_blocks(open_window):
    entry = make_article()
    visitor = open_window(**WIDE)
    page = arrive(visitor, entry, ("quote", QUOTE), ("claim", CLAIM))
    claim, quote = Span.objects.get(words=CLAIM).number, Span.objects.get(words=QUOTE).number

    page.keyboard.press("Control+Enter")
    panel = page.get_by_role("complementary", name="Before you submit")
    expect(panel.get_by_role("link", name=QUOTE)).to_be_focused()
    expect(page.locator(f"mark[data-a='{quote}'].hover")).to_be_visible()
    assert_accessible(page)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"#n{claim}.on")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("1")  # worth checking
    expect(panel.get_by_role("link", name=CLAIM)).to_have_count(0)
    assert not submitted()

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/done/")
    assert submitted()


def test_what_was_tagged_a_moment_ago_is_on_the_list(window):
    entry = make_article()
    page = arrive(window, entry)

    for key in ("j", "j", "1", "Control+Enter"):
        page.keyboard.press(key)

    expect(page.locator("#unfinished .unfinished")).to_contain_text("Check-worthiness")
    assert not submitted()
    page.keyboard.press("Escape")
    expect(page.locator("#unfinished")).to_be_hidden()
    assert not submitted()


def test_without_a_network_submitting_waits_in_the_outbox(window):
    window.expect("ERR_INTERNET_DISCONNECTED")
    window.expect("Failed to fetch dynamically imported module")
    entry = make_article()
    page = arrive(window, entry, ("quote", QUOTE))
    page.context.set_offline(True)

    page.keyboard.press("Control+Enter")

    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline")
    page.context.set_offline(False)
    page.wait_for_url("**/done/")
    assert submitted()


def test_a_phone_shows_the_list_as_a_sheet_that_makes_way(open_window):
    entry = make_article()
    visitor = open_window(**PHONE)
    page = arrive(visitor, entry, ("quote", QUOTE))

    page.locator("#submit-form button").tap()
    sheet = page.locator("#unfinished")
    expect(sheet).to_be_visible()
    assert_accessible(page)
    sheet.get_by_role("link", name=QUOTE).tap()
    expect(sheet).to_be_hidden()
    expect(page.locator(".note.on")).to_contain_text(QUOTE)

    page.locator(".note.on [data-act=clear]").tap()
    page.locator("#submit-form button").tap()
    sheet.get_by_role("button", name="Submit and next").tap()
    page.wait_for_url("**/done/")
    assert submitted()


def test_without_scripts_the_list_is_a_page(open_window):
    entry = make_article()
    visitor = open_window(java_script_enabled=False)
    person = make_member(entry.project, Role.REVIEWER)
    tag_words(person, entry, "quote", QUOTE)
    visitor.sign_in(person)
    page = visitor.page
    page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/")

    page.locator("#submit-form button").click()
    expect(page.get_by_role("heading", name="Before you submit")).to_be_visible()
    page.get_by_role("link", name=QUOTE).click()
    assert page.url.endswith(f"#n{Span.objects.get().number}")
    page.go_back()
    page.get_by_role("button", name="Submit and next").click()

    page.wait_for_url("**/done/")
    assert submitted()


def test_the_guidelines_open_at_the_label_and_the_text_stays_where_it_is(open_window):
    entry = make_article()
    visitor = open_window(**WIDE)
    page = arrive(visitor, entry, ("quote", QUOTE))
    page.keyboard.press("n")
    page.mouse.move(720, 450)
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY === 300")  # a wheel turns smoothly
    before = page.evaluate("scrollY")

    page.keyboard.press("g")
    panel = page.get_by_role("complementary", name="Guidelines")
    expect(panel.get_by_role("heading", name="2. How far a quote reaches")).to_be_visible()
    expect(panel.get_by_role("heading", name="9. How far an opinion reaches")).to_have_count(0)
    assert_accessible(page)
    page.keyboard.press("PageDown")
    page.keyboard.press("j")  # nothing in the text
    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    assert page.evaluate("scrollY") == before
    assert Span.objects.count() == 1


def test_the_place_is_remembered_for_the_next_article(open_window):
    entry = make_article()
    other = make_entry(entry.project, Block("title", "另一篇"))
    visitor = open_window(**WIDE)
    page = arrive(visitor, entry)
    page.locator("#guide-open").click()
    body = page.locator("#guide .side-body")
    expect(body).to_contain_text("Twelve rules")
    body.evaluate("(body) => { body.scrollTop = 700; }")
    page.wait_for_timeout(100)

    open_article(page, other)
    page.keyboard.press("g")

    expect(body).to_contain_text("Twelve rules")
    page.wait_for_function("document.querySelector('#guide .side-body').scrollTop === 700")


def test_words_are_looked_for_while_they_are_written(open_window):
    entry = make_article()
    visitor = open_window(**WIDE)
    page = arrive(visitor, entry)
    page.locator(".counts li[data-label=source] .rule").click()
    expect(page.locator("#guide .prose h2").first).to_contain_text("Ask first who said it")

    field = page.get_by_role("searchbox", name="Find in the guidelines")
    field.press_sequentially("引語")  # the guidelines say 引语

    expect(page.locator("#guide .found")).to_contain_text("1 found")
    expect(page.locator("#guide mark.hit")).to_have_text("引语")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(page.locator("#guide mark.hit.here")).to_be_in_viewport()
    expect(page.locator("#guide .found")).to_contain_text("1 of 1")
    saved(page)
    assert not Span.objects.exists()


def test_help_leads_to_what_is_said_of_a_label(window):
    page = arrive(window, make_article())

    page.keyboard.press("?")
    page.locator("#help").get_by_role("link", name="Opinion").click()

    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#guide").get_by_role("heading", name="9. How far an opinion")).to_be_visible()


def test_what_was_read_before_is_there_without_a_network(window):
    window.expect("ERR_INTERNET_DISCONNECTED")
    page = arrive(window, make_article())
    page.keyboard.press("g")
    expect(page.locator("#guide")).to_contain_text("Twelve rules")
    page.context.set_offline(True)
    page.keyboard.press("Escape")
    page.keyboard.press("g")  # at once

    expect(page.locator("#guide")).to_be_visible()
    expect(page.locator("#guide")).to_contain_text("Twelve rules")
    page.locator("#guide .rules a[data-label=quote]").click()

    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.context.set_offline(False)


def test_the_guidelines_are_a_sheet_on_a_phone(open_window):
    entry = make_article()
    visitor = open_window(**PHONE)
    page = arrive(visitor, entry, ("quote", QUOTE))
    tap(page, "好")

    page.locator(".note.on").get_by_role("button", name="Guidelines").tap()

    expect(page.locator("#guide").get_by_role("heading", name="2. How far a quote")).to_be_visible()
    box = page.locator("#guide").bounding_box()
    assert box is not None
    assert box["width"] == 390
    assert box["y"] > 200
    assert_accessible(page)


def test_a_manager_changes_them_and_the_team_is_told_what_is_different(open_window):
    entry = make_article()
    manager = entry.project.created_by
    save_guidelines(entry.project, manager, Draft("# 规则\n\n第一条：先问谁说的。\n", 0, tells=False))
    writing, reading = open_window(), open_window()
    reader = make_member(entry.project, Role.REVIEWER)
    writing.sign_in(manager)
    page = writing.page
    page.goto(f"/p/{entry.project.slug}/guidelines/edit/")
    page.get_by_label("Guidelines", exact=True).fill("# 规则 😀\n\n第一条：先问是谁说的。\n")
    page.get_by_label("Guidelines", exact=True).press("End")
    expect(page.locator("#preview")).to_contain_text("规则 😀")
    page.get_by_label("What changed").fill("多了一个字")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The guidelines are saved.")).to_be_visible()
    assert Guidelines.objects.count() == 2

    reading.sign_in(reader)
    reading.page.goto("/notices/")
    reading.page.get_by_role("link", name="林河 has changed the guidelines").click()

    expect(reading.page.locator("ins").last).to_contain_text("是")
    expect(reading.page.get_by_text("多了一个字")).to_be_visible()


@pytest.mark.parametrize("path", ["", "?q=quote", "versions/", "versions/1/", "compare/", "edit/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_their_pages_are_accessible(open_window, path, theme, width):
    entry = make_article()
    manager = entry.project.created_by
    for number, words in enumerate(("# 规则\n\n| a | b |\n| - | - |\n| 1 | 2 |\n", "# 规则\n\n二")):
        save_guidelines(entry.project, manager, Draft(words, number))
    visitor = open_window(viewport={"width": width, "height": 900}, color_scheme=theme)
    visitor.sign_in(manager)

    visitor.page.goto(f"/p/{entry.project.slug}/guidelines/{path}")

    assert_accessible(visitor.page)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_for_what_is_left_is_accessible(open_window):
    entry = make_article()
    visitor = open_window()
    person = make_member(entry.project, Role.REVIEWER)
    tag_words(person, entry, "quote", QUOTE)
    visitor.sign_in(person)

    visitor.page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/unfinished/")

    assert_accessible(visitor.page)
    assert re.search(r"Before you submit", visitor.page.title())
    assert work_for(person, entry).state == State.IN_PROGRESS
