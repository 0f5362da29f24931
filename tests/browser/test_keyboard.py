"""The workbench by keyboard and mouse: what the keys found by search really do, and whole words."""

import json
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from annotate.models import Entry, Project, Relation, Span
from articles.text.blocks import Block
from tests.browser.hands import PLACES, SELECTED, notes, open_article, saved, select
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NAMED = "发言人德米特里·佩斯科夫😀与弗拉基米尔·普京（Vladimir Putin）在青河大桥上说，李𠮷野来了。"


@pytest.fixture
def desk(window: Visitor) -> tuple[Visitor, Project]:
    """A manager's window, signed in, and their empty project."""
    manager = make_user("林河")
    window.sign_in(manager)
    return window, make_project(manager)


def entry_of(project: Project, *texts: str) -> Entry:
    return make_entry(project, *(Block("paragraph", text) for text in texts))


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(f"Shift+{key}" if key.isalpha() and key.isupper() else key)


def double_click(page: Page, words: str, wanted: str, nth: int = 0) -> str:
    """Return what is selected; what tells words apart may still be on its way, so wait for ``wanted``."""
    left, top, _right, _bottom = page.evaluate(PLACES, [words, nth])
    page.mouse.dblclick(left + 6, top)
    latest = time.monotonic() + 5
    while (selected := str(page.evaluate(SELECTED))) != wanted and time.monotonic() < latest:
        page.wait_for_timeout(20)
    return selected


def found_by_search(*numbers: int) -> Any:
    words = ["node", "tests/js/found.js", *map(str, numbers)]
    return json.loads(subprocess.run(words, capture_output=True, check=True).stdout)


# Only examples without steps from word to word: the browser's dictionary may cut words elsewhere than node's.
@pytest.mark.parametrize("number", [1, 2, 3, 4, 12, 13, 17])
def test_the_fewest_keys_do_on_the_page_what_they_did_in_the_search(desk, number: int):
    window, project = desk
    [found] = found_by_search(number)
    page = window.page
    open_article(page, entry_of(project, found["text"]))

    for key in found["keys"]:
        press(page, key)
        saved(page)  # the keys behind a digit are for the tag that it made

    tagged = [[span.label.name, span.words] for span in Span.objects.select_related("label")]
    assert sorted(tagged) == sorted(found["tags"])


def test_keys_pressed_without_waiting_come_to_the_same(desk):
    window, project = desk
    page = window.page
    open_article(page, entry_of(project, "市长😀说：“桥好。”他走了，船也走了，𠮷野家关门了。"))

    press(page, "j23j1")
    saved(page)
    press(page, "1<")
    saved(page)

    spans = {span.label.name: span for span in Span.objects.select_related("label")}
    assert {name: span.words for name, span in spans.items()} == {
        "quote": "“桥好。”",
        "source": "市长😀",
        "claim": "他走了，船也走了",
    }
    assert spans["claim"].attrs["check_worthy"] == "yes"
    assert Relation.objects.live().get().to_span == spans["source"]


def test_a_tag_is_relabelled_linked_unlinked_deleted_and_brought_back_by_keys(desk):
    window, project = desk
    page = window.page
    open_article(page, entry_of(project, "市长说：“桥好😀。”会计甲在场，船也走了。"))
    press(page, "j23")
    saved(page)
    select(page, "会计甲")
    press(page, "3")
    saved(page)

    press(page, "psn")  # back to the quotation, choose its source, the next one
    page.keyboard.press("Enter")
    saved(page)
    assert Relation.objects.live().get().to_span.words == "会计甲"
    press(page, "u")
    saved(page)
    assert not Relation.objects.live().exists()
    press(page, "e4")
    saved(page)
    assert notes(page)[1] == ("opinion", "“桥好😀。”")
    page.keyboard.press("Delete")
    saved(page)
    assert len(notes(page)) == 2
    press(page, "z")
    saved(page)
    assert len(notes(page)) == 3
    press(page, "Z")
    saved(page)
    assert len(notes(page)) == 2


@pytest.mark.parametrize(
    ("clicked", "selected"),
    [
        ("斯科夫", "德米特里·佩斯科夫"),
        ("·佩", "德米特里·佩斯科夫"),
        ("米尔", "弗拉基米尔·普京（Vladimir Putin）"),
        ("Putin", "弗拉基米尔·普京（Vladimir Putin）"),
        ("大桥", "青河大桥"),
    ],
)
def test_a_double_click_takes_names_and_terms_whole(desk, clicked: str, selected: str):
    window, project = desk
    project.glossary = "青河大桥\r\n别处的词"
    project.save()
    open_article(window.page, entry_of(project, NAMED))

    assert double_click(window.page, clicked, selected) == selected


def test_a_double_click_takes_whole_what_is_tagged_elsewhere(desk):
    window, project = desk
    page = window.page
    open_article(page, entry_of(project, NAMED, "后来李𠮷野又来了。"))
    select(page, "李𠮷野")
    press(page, "3")
    saved(page)
    press(page, "k")

    assert double_click(page, "𠮷野", "李𠮷野", nth=1) == "李𠮷野"


def test_keys_follow_what_the_person_has_chosen(desk):
    window, project = desk
    page = window.page
    page.goto("/account/keys/")
    assert_accessible(page)
    page.get_by_label("Next sentence", exact=True).press("w")
    page.get_by_label("Undo").press("j")
    page.get_by_role("button", name="Save the keys").click()
    expect(page.locator("#toasts")).to_contain_text("The keys are saved.")

    open_article(page, entry_of(project, "第一句😀话。第二句话。"))
    press(page, "w1")
    saved(page)
    assert [span.words for span in Span.objects.live()] == ["第一句😀话"]
    press(page, "j")
    saved(page)
    assert not Span.objects.live().exists()
    press(page, "?")
    expect(page.locator("#help [data-action=next_sentence]")).to_have_text("W")
    assert_accessible(page)


def test_the_keys_of_one_person_are_not_those_of_another(desk, open_window: Callable[..., Visitor]):
    window, project = desk
    entry = entry_of(project, "第一句😀话。第二句话。")
    User.objects.filter(pk=project.created_by_id).update(
        keys={"enabled": True, "map": {"next_sentence": "w"}}
    )
    other = open_window()
    other.sign_in(make_member(project))
    for page, key in ((window.page, "w"), (other.page, "j")):
        open_article(page, entry)
        page.keyboard.press("w" if key == "j" else "j")
        assert page.locator(".cursor-part").count() == 0
        page.keyboard.press(key)
        expect(page.locator(".cursor-part")).not_to_have_count(0)


def test_single_keys_are_switched_off_for_good_and_named_ones_stay(desk):
    window, project = desk
    page = window.page
    entry = entry_of(project, "第一句😀话。第二句话。")
    open_article(page, entry)
    press(page, "?")
    with page.expect_response("**/account/keys/"):
        page.locator("#single-keys").uncheck()
    page.get_by_role("button", name="Close").click()

    open_article(page, entry)
    press(page, "j1")
    expect(page.locator("#labels kbd").first).to_be_hidden()
    assert not Span.objects.exists()
    select(page, "第一句")
    page.locator("#bubble [data-tag=claim]").click()
    saved(page)
    page.keyboard.press("Delete")
    saved(page)
    assert [span.deleted_at is None for span in Span.objects.all()] == [False]


def test_nothing_happens_while_an_input_method_composes(desk):
    window, project = desk
    page = window.page
    open_article(page, entry_of(project, "第一句😀话。"))

    handled = page.evaluate(
        """() => ["j", "1", "Process"].map((key) => {
          const how = {key, code: "KeyJ", isComposing: true, bubbles: true, cancelable: true};
          return !document.querySelector("#text").dispatchEvent(new KeyboardEvent("keydown", how));
        })"""
    )

    assert handled == [False, False, False]
    assert page.locator(".cursor-part").count() == 0


def test_a_key_is_handled_and_painted_within_a_frame(desk):
    window, project = desk
    page = window.page
    open_article(page, entry_of(project, *["市长说：“桥好😀，船也好。”他走了，天晴了。" * 3] * 30))
    press(page, "j")

    times = page.evaluate(
        """() => ["j", "2", "j", "1", ".", "l", "j", "3", "n", "p", "j", "4"].map((key) => {
          const from = performance.now();
          const how = {key, bubbles: true, cancelable: true};
          document.querySelector("#text").dispatchEvent(new KeyboardEvent("keydown", how));
          document.querySelector("#text").getBoundingClientRect();  // the style and layout it asks for
          return performance.now() - from;
        })"""
    )
    saved(page)

    assert sorted(times)[len(times) // 2] <= 16, times
