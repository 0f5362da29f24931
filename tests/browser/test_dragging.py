"""Nothing that the server says changes the page under a hand that is selecting."""

import pytest
from playwright.sync_api import Route

from articles.text.blocks import Block
from tests.browser.hands import PLACES, SELECTED, notes, open_article, saved, select
from tests.browsing import Visitor
from tests.makers import make_entry, make_member, make_project

WORDS = "他说“𠮷野家😀好吃”，é与é价格上涨。"


def test_an_answer_waits_until_the_mouse_is_let_go(window: Visitor) -> None:
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", WORDS), Block("paragraph", "以后。"))
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, entry)
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright marks what it calls: it cannot be a list's own
        held.append(route)

    page.route("**/spans/", hold, times=1)
    select(page, "“𠮷野家😀好吃”")
    page.keyboard.press("2")
    left, top, right, bottom = page.evaluate(PLACES, ["好吃”，é", 0])

    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, top, steps=3)
    with page.expect_response("**/spans/"):
        held[0].continue_()
    page.wait_for_timeout(200)  # milliseconds: time enough to put the paragraph in place anew
    assert notes(page) == []
    page.mouse.move(right, bottom, steps=3)
    assert page.evaluate(SELECTED) == "好吃”，é"
    page.mouse.up()
    page.locator("#text .note").wait_for()

    assert page.evaluate(SELECTED) == "好吃”，é"
    page.keyboard.press("4")
    saved(page)
    assert set(notes(page)) == {("quote", "“𠮷野家😀好吃”"), ("opinion", "好吃”，é")}


def test_no_bubble_appears_under_a_mouse_that_rests_while_it_selects(window: Visitor) -> None:
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", WORDS), Block("paragraph", "以后。"))
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, entry)
    select(page, "价格上涨")
    page.locator("#bubble").wait_for()
    left, top, right, bottom = page.evaluate(PLACES, ["𠮷野家😀好吃”，é", 0])

    page.mouse.move(left, top)
    page.mouse.down()
    assert page.locator("#bubble").is_hidden()
    page.mouse.move((left + right) / 2, top, steps=3)
    page.wait_for_timeout(400)  # milliseconds, longer than a selection rests before it gets its bubble
    assert page.locator("#bubble").is_hidden()
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()

    page.locator("#bubble").wait_for()
    assert page.evaluate(SELECTED) == "𠮷野家😀好吃”，é"


@pytest.mark.parametrize("number", [0, 3, 40], ids=["under the header", "in the middle", "far below"])
def test_the_bubble_never_covers_what_is_selected(window: Visitor, number: int) -> None:
    project = make_project()
    blocks = [Block("paragraph", f"第{one}段：{WORDS}") for one in range(60)]
    entry = make_entry(project, Block("title", "题"), *blocks)
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, entry)

    select(page, f"第{number}段：他说")
    if number == 0:  # no room above
        down = page.evaluate(PLACES, ["第0段：他说", 0])[1] - 100
        page.evaluate("(top) => scrollBy({top, behavior: 'instant'})", down)
        select(page, "第0段：他说")

    page.locator("#bubble").wait_for()
    bubble = page.locator("#bubble").bounding_box()
    words = page.evaluate("""() => {
      const {top, bottom} = getSelection().getRangeAt(0).getBoundingClientRect();
      return {top, bottom};
    }""")
    assert bubble
    below, above = bubble["y"] - words["bottom"], words["top"] - bubble["y"] - bubble["height"]
    assert 0 <= max(below, above) <= 24  # pixels: near, and not over it


@pytest.mark.parametrize(("x", "words"), [(40, "第3段：他说“𠮷"), (1270, "野家😀好吃”，é与é价格上涨。")])
def test_a_drag_past_the_edge_selects_to_the_end_of_the_line(window: Visitor, x: int, words: str) -> None:
    project = make_project()
    blocks = [Block("paragraph", f"第{number}段：{WORDS}") for number in range(6)]
    entry = make_entry(project, Block("title", "题"), *blocks)
    window.sign_in(make_member(project))
    page = window.page
    page.set_viewport_size({"width": 1280, "height": 800})
    open_article(page, entry)
    left, top, *_ = page.evaluate(PLACES, ["野家😀", 3])

    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(x, top, steps=40)
    page.mouse.up()

    assert page.evaluate(SELECTED) == words
