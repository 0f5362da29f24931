"""Nothing is lost: steps are taken back after a reload, in another tab and on another device; the history
beside the text brings tags back, and the trash brings back the rest."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from annotate.actions.projects import trash_project
from annotate.actions.tagging.spans import Edit, change_span
from annotate.models import Activity, Entry, Project, Span, Verb
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.browser.hands import note_of, notes, open_article, ready, saved, select
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

QUOTE, SOURCE = "“新桥😀明年通车。”", "市长王𠮷"
Opener = Callable[..., Visitor]


@pytest.fixture
def entry() -> Entry:
    project = make_project(make_user("林河"), name="桥")
    return make_entry(
        project,
        Block("title", "市长谈桥"),
        Block("paragraph", f"{SOURCE}表示：{QUOTE}专家认为这不会改变局势。"),
        *(Block("paragraph", f"第{number}段，咖啡馆 cafe\u0301 仍在营业。") for number in range(12)),
    )


@pytest.fixture
def person(entry: Entry) -> User:
    return make_member(entry.project, Role.REVIEWER, make_user("陈思"))


@pytest.fixture
def page(entry: Entry, person: User, window: Visitor) -> Page:
    """The person's window on the article."""
    window.sign_in(person)
    open_article(window.page, entry)
    return window.page


def labelled(page: Page) -> list[str]:
    return [label for label, _words in notes(page)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    saved(page)


def reload(page: Page) -> None:
    page.reload()
    ready(page)


def tag_three(page: Page) -> None:
    """Tag a source, then a quotation which is linked to it, and give that another label."""
    press(page, "j", "j", "3")
    expect(page.locator(".note[data-l=source]")).to_have_count(1)
    press(page, "k", "j", "2")
    expect(page.locator(".note[data-l=quote]")).to_have_count(1)
    press(page, "e", "4")
    expect(page.locator(".note[data-l=opinion]")).to_have_count(1)


# Undo and redo


def test_steps_are_taken_back_and_done_again_across_reloads(page: Page) -> None:
    tag_three(page)
    reload(page)
    expect(page.locator("#undo")).to_be_enabled()

    page.keyboard.press("z")
    expect(page.locator(".note[data-l=quote]")).to_have_count(1)
    reload(page)
    page.keyboard.press("z")
    expect(page.locator(".note")).to_have_count(1)
    reload(page)
    page.keyboard.press("z")
    expect(page.locator(".note")).to_have_count(0)
    expect(page.locator("#undo")).to_be_disabled()

    seen = []
    for number in (1, 2, 2):
        reload(page)
        expect(page.locator("#redo")).to_be_enabled()
        page.keyboard.press("Shift+Z")
        expect(page.locator(".note")).to_have_count(number)
        saved(page)
        seen.append(labelled(page))

    assert seen == [["source"], ["source", "quote"], ["source", "opinion"]]
    assert f"— {SOURCE}" in note_of(page, QUOTE)
    expect(page.locator("#redo")).to_be_disabled()


def test_a_step_is_taken_back_in_another_tab_and_on_another_device(
    page: Page, entry: Entry, person: User, open_window: Opener
) -> None:
    tag_three(page)
    second = page.context.new_page()
    open_article(second, entry)
    second.keyboard.press("z")
    expect(second.locator(".note[data-l=quote]")).to_have_count(1)

    phone = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.sign_in(person)
    open_article(phone.page, entry)
    undo, redo = phone.page.locator("#undo"), phone.page.locator("#redo")
    expect(redo).to_be_visible()
    place = undo.bounding_box()
    redo.tap()
    expect(redo).to_be_hidden()
    assert undo.bounding_box() == place  # two taps in a row meet the same button
    for number in (2, 1):
        undo.tap()
        expect(phone.page.locator(".note")).to_have_count(number)
    saved(phone.page)

    reload(page)
    page.keyboard.press("Shift+Z")
    expect(page.locator(".note")).to_have_count(2)
    saved(page)
    assert [span.label.name for span in spans_in(entry)] == ["source", "quote"]


def test_a_step_that_somebody_has_built_upon_is_not_taken_back_and_it_is_said_why(
    page: Page, entry: Entry
) -> None:
    tag_three(page)
    number = Span.objects.get(words=QUOTE).number
    manager = work_for(entry.project.created_by, entry)
    change_span(manager, an_ask(), number, Edit("claim"))
    reload(page)

    page.keyboard.press("z")

    expect(page.locator("#toasts")).to_contain_text("This tag has been changed since")
    saved(page)
    assert Span.objects.get(words=QUOTE).label.name == "claim"


# The history beside the text


def open_history(page: Page) -> None:
    page.keyboard.press("Shift+U")
    expect(page.locator("#past .act").first).to_be_visible()


def test_a_tag_is_restored_by_keys_alone_and_that_is_taken_back(page: Page) -> None:
    tag_three(page)
    page.keyboard.press("Delete")
    expect(page.locator(".note")).to_have_count(1)
    open_history(page)
    drawer = page.get_by_role("dialog", name="History")
    expect(drawer.locator(".act").first).to_contain_text("陈思 deleted a tag")
    assert_accessible(page)

    drawer.get_by_role("button", name=f"Restore {QUOTE}").focus()
    page.keyboard.press("Enter")

    expect(drawer.get_by_role("status")).to_contain_text(f"Back: {QUOTE}")
    expect(page.locator(".note[data-l=opinion]")).to_have_count(1)
    expect(drawer.locator(".act").first).to_contain_text("brought a deleted tag back")
    expect(drawer.get_by_role("button", name="Undo", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("status")).to_contain_text("Undone.")
    expect(page.locator(".note")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert Activity.objects.filter(verb=Verb.BRING_BACK).count() == 1


def test_a_changed_tag_becomes_what_it_was_and_z_takes_that_back(page: Page) -> None:
    tag_three(page)
    open_history(page)

    page.get_by_role("button", name=f"Put back as it was {QUOTE}").click()

    expect(page.locator("#past .told")).to_contain_text("As it was")
    expect(page.locator(".note[data-l=quote]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator(".note[data-l=opinion]")).to_have_count(1)


def test_a_line_leads_to_its_tag_in_the_text(page: Page, entry: Entry, person: User) -> None:
    tag_words(person, entry, "source", "cafe\u0301")
    number = Span.objects.get().number
    reload(page)
    open_history(page)

    page.locator("#past .jump").click()

    expect(page.locator("#past")).to_be_hidden()
    expect(page.locator(f"#n{number}.on")).to_be_visible()
    expect(page.locator(f"mark[data-a='{number}']")).to_be_in_viewport()
    page.keyboard.press("4")  # the tag is chosen, so keys act on it
    saved(page)
    assert {span.words for span in spans_in(entry)} == {"cafe\u0301"}


def test_the_list_narrows_and_turns_its_pages_in_the_drawer(page: Page, entry: Entry, person: User) -> None:
    number = tag_words(person, entry, "source", SOURCE).answer["spans"][0]["number"]
    for turn in range(42):
        edit = Edit("claim" if turn % 2 else "opinion")
        change_span(work_for(person, entry), an_ask(), number, edit)
    reload(page)
    open_history(page)

    page.get_by_label("Kind").select_option("Tags changed")
    expect(page.locator("#past .pager a")).to_have_attribute("href", re.compile("kind=changed"))
    page.locator("#past").get_by_role("link", name="Next").click()

    expect(page.locator("#past .act")).to_have_count(2)
    expect(page.get_by_label("Kind")).to_have_value("changed")
    page.get_by_label("Kind").select_option("tagged")
    expect(page.locator("#past .act")).to_have_count(1)


def test_a_restore_without_a_network_is_kept_and_sent_later(page: Page, window: Visitor) -> None:
    window.expect("ERR_INTERNET_DISCONNECTED")
    tag_three(page)
    page.keyboard.press("Delete")
    saved(page)
    expect(page.locator(".note")).to_have_count(1)
    open_history(page)
    page.context.set_offline(True)

    page.get_by_role("button", name=f"Restore {QUOTE}").click()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline")
    page.context.set_offline(False)

    expect(page.locator(".note[data-l=opinion]")).to_have_count(1, timeout=15_000)
    saved(page)


def test_on_a_phone_the_history_is_a_sheet(entry: Entry, person: User, open_window: Opener) -> None:
    tag_words(person, entry, "source", SOURCE)
    phone = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.sign_in(person)
    open_article(phone.page, entry)

    phone.page.get_by_role("link", name="History").tap()

    sheet = phone.page.get_by_role("dialog", name="History")
    expect(sheet.locator(".act")).to_have_count(2)
    box = sheet.bounding_box()
    assert box
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    assert box["y"] > 80  # the text is still seen above it
    assert_accessible(phone.page)


def test_without_scripts_the_history_is_a_page_with_the_same_buttons(
    entry: Entry, person: User, open_window: Opener
) -> None:
    tag_words(person, entry, "source", SOURCE)
    number = Span.objects.get().number
    change_span(work_for(person, entry), an_ask(), number, Edit("claim"))
    plain = open_window(java_script_enabled=False)
    plain.sign_in(person)
    plain.page.goto(f"/p/{entry.project.slug}/articles/{entry.pk}/")

    plain.page.get_by_role("link", name="History").click()
    plain.page.get_by_role("button", name="Put back as it was").click()

    expect(plain.page.locator("#toasts")).to_contain_text("As it was")
    assert Span.objects.get().label.name == "source"
    plain.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(plain.page.locator("#toasts")).to_contain_text("Undone.")
    assert Span.objects.get().label.name == "claim"


# The trash


def test_articles_that_were_ticked_go_without_a_question_and_come_back_from_the_trash(
    entry: Entry, window: Visitor
) -> None:
    others = [make_entry(entry.project) for _number in range(2)]
    page = window.page
    window.sign_in(entry.project.created_by)
    page.goto(f"/p/{entry.project.slug}/")
    expect(page.locator("#chosen")).to_be_hidden()
    page.get_by_label("Choose “市长谈桥”").first.check()
    assert_accessible(page)
    page.get_by_label("All on this page").check()

    page.locator("#chosen").get_by_role("button", name="Take out of the project").click()

    expect(page.locator("#toasts")).to_contain_text("3 articles have been taken out")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#article-list .choose")).to_have_count(3)
    page.get_by_label("Choose “市长谈桥”").first.check()
    page.locator("#chosen").get_by_role("button", name="Take out of the project").click()
    expect(page.locator("#article-list .choose")).to_have_count(2)

    page.get_by_role("link", name="Trash").click()
    expect(page.locator(".list")).to_contain_text("30 days left")
    assert_accessible(page)
    page.get_by_role("button", name="Restore 市长谈桥").click()

    expect(page.get_by_text("The trash is empty")).to_be_visible()
    assert Entry.objects.live().filter(pk__in=[entry.pk, *(one.pk for one in others)]).count() == 3


def test_a_tag_comes_back_from_the_trash_of_the_project(entry: Entry, person: User, window: Visitor) -> None:
    page = window.page
    window.sign_in(person)
    open_article(page, entry)
    select(page, "市长王𠮷")
    page.keyboard.press("1")
    saved(page)
    page.keyboard.press("Delete")
    saved(page)

    page.goto(f"/p/{entry.project.slug}/trash/?show=tags")
    expect(page.locator(".list")).to_contain_text("30 days left")
    page.get_by_role("button", name="Restore 市长王𠮷").click()

    expect(page.get_by_text("The trash is empty")).to_be_visible()
    open_article(page, entry)
    assert notes(page) == [("claim", "市长王𠮷")]


def test_a_project_is_deleted_and_comes_back_whole_within_30_days(entry: Entry, window: Visitor) -> None:
    project = entry.project
    page = window.page
    window.sign_in(project.created_by)
    page.goto(f"/p/{project.slug}/settings/")
    page.get_by_role("button", name="Delete the project").click()
    page.goto("/projects/")
    expect(page.get_by_text("Deleted in the last 30 days")).to_be_visible()

    page.get_by_role("button", name=f"Restore {project.name}").click()
    open_article(page, entry)

    trash_project(project, project.created_by)
    Project.objects.filter(pk=project.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    page.goto("/projects/")
    expect(page.get_by_text("Deleted in the last 30 days")).to_have_count(0)
