"""Long articles: everything can be found, printed and copied, wherever it stands."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Participation, Span, State
from articles.text.blocks import Block
from tests.browser.hands import open_article, saved, select
from tests.browsing import Visitor
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 200_000  # code points
MANY = 5_000  # tags
SENTENCES = (
    "市长王𠮷{0}说，桥😀明年通车，花费{0}亿元。\n"
    "“路还要修两年。”cafe\u0301 店主不高兴，已经写信给市议会，要求说明花费和工期。"
)
SELECTED = "() => getSelection().toString()"
CLIPBOARD = "() => navigator.clipboard.readText()"
# Selects from the middle of one block to the middle of another, as a drag does.
SELECT_ROWS = """([first, last]) => {
  const [from, to] = [first, last].map((id) => document.querySelector(`#${id} .blk`));
  const nodes = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    return [...(function* () { while (walker.nextNode()) yield walker.currentNode; })()];
  };
  getSelection().setBaseAndExtent(nodes(from)[0], 0, nodes(to).at(-1), nodes(to).at(-1).length);
}"""
CUT_OFF = """() => [...document.querySelectorAll(".nb > :is(.lb, .q, .by)")].filter((one) => {
  const how = getComputedStyle(one);
  return one.checkVisibility() && how.overflowX !== "visible" && one.scrollWidth > one.clientWidth;
}).length"""
# The middle colour of what a word is written in, 0 black to 255 white.
PALE = """() => [...document.querySelectorAll(".blk, .nb .q, .nb .lb")].slice(0, 60).filter((one) => {
  const [red, green, blue] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
  return (red + green + blue) / 3 > 130;
}).length"""
HIDDEN_ON_PAPER = (
    "header.top",
    "#labels",
    "#bubble",
    "#toasts",
    ".byline a",
    ".leave-out",
    ".tools",
    ".skip",
)


def make_long(points: int = LONG, spans: int = MANY) -> tuple[Entry, User]:
    """Return an article of about so many code points, and the member who has tagged it all over."""
    project = make_project()
    paragraphs = [SENTENCES.format(1000 + number) for number in range(points // len(SENTENCES))]
    entry = make_entry(project, Block("title", "一座桥"), *(Block("paragraph", text) for text in paragraphs))
    labels, author = list(project.labels.order_by("pk")), make_member(project)
    assignment = Assignment.objects.create(
        entry=entry, revision=entry.revision, kind=Kind.SHARED, state=State.IN_PROGRESS, change_number=spans
    )
    Participation.objects.create(assignment=assignment, user=author)
    text, now = entry.revision.text, timezone.now()
    rows = []
    for number in range(spans):
        turn, place = divmod(number, len(paragraphs))
        start = entry.revision.blocks[place + 1]["start"] + 3 + 9 * turn
        row = Span(
            assignment=assignment,
            label=labels[number % len(labels)],
            author=author,
            uid=uuid4(),
            number=number + 1,
            start=start,
            end=start + 5 + 4 * turn,
            words=text[start : start + 5 + 4 * turn],
            created_at=now,
            updated_at=now,
        )
        rows.append(row)
    Span.objects.bulk_create(rows)
    return entry, author


@pytest.fixture
def reader(open_window: Callable[..., Visitor]) -> Callable[..., Page]:
    """Open a long article."""

    def opened(entry: Entry, author: User, **options: object) -> Page:
        window = open_window(**options)
        window.sign_in(author)
        open_article(window.page, entry)
        return window.page

    return opened


def test_words_far_below_are_found_across_the_edges_of_tags(reader: Callable[..., Page]):
    entry, author = make_long()
    page = reader(entry, author)
    number = 999 + len(entry.revision.blocks) - 1
    assert page.evaluate("scrollY") == 0

    found = page.evaluate("(words) => find(words)", f"王𠮷{number}说，桥😀明年通车")

    assert found
    assert page.evaluate(SELECTED) == f"王𠮷{number}说，桥😀明年通车"
    box = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
    assert 0 < box["top"] < page.evaluate("innerHeight")


def test_the_last_paragraph_of_a_long_text_is_tagged_like_the_first(reader: Callable[..., Page]):
    entry, author = make_long()
    page = reader(entry, author)
    before = page.locator(".note").count()

    page.locator(f"#b{len(entry.revision.blocks) - 1}").scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # until the sections above have got their heights
    assert select(page, "花费", nth=len(entry.revision.blocks) * 2 - 3) == "花费"
    page.keyboard.press("1")
    saved(page)

    made = Span.objects.latest("pk")
    assert (made.words, made.start > LONG * 0.9) == ("花费", True)
    assert page.locator(".note").count() == before + 1
    total = sum(int(one) for one in page.locator("#labels .n").all_text_contents())
    assert total == before + 1


def test_on_paper_stand_all_text_all_marks_and_whole_notes(reader: Callable[..., Page]):
    entry, author = make_long(30_000, 800)
    page = reader(entry, author, color_scheme="dark")
    page.locator(".note .nb").first.click()
    expect(page.locator(".note .tools")).to_be_visible()

    page.emulate_media(media="print")

    assert not page.evaluate(
        "() => [...document.querySelectorAll('.row .blk')].filter((one) => !one.offsetHeight).length"
    )
    sections = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('.chunk')]"
        ".map((one) => getComputedStyle(one).contentVisibility))]"
    )
    assert sections == ["visible"]
    assert page.locator(".note").count() == 800
    assert page.evaluate(CUT_OFF) == 0
    assert page.evaluate(PALE) == 0
    for part in HIDDEN_ON_PAPER:
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages > 15


def test_what_is_copied_is_the_text_and_nothing_else(reader: Callable[..., Page]):
    entry, author = make_long(30_000, 800)
    page = reader(entry, author, permissions=["clipboard-read", "clipboard-write"])
    text, blocks = entry.revision.text, entry.revision.blocks

    with page.expect_response(re.compile("excerpt")):
        page.evaluate(SELECT_ROWS, ["b10", "b52"])
    wanted = text[blocks[10]["start"] : blocks[52]["end"]]
    latest = time.monotonic() + 5
    while (copied := copy(page)) != wanted and time.monotonic() < latest:
        page.wait_for_timeout(20)  # what has been fetched is about to be read

    assert copied == wanted


def copy(page: Page) -> str:
    page.keyboard.press("Control+c")
    return str(page.evaluate(CLIPBOARD))
