"""The workbench by finger: sentences, handles, and the sheet of a tag."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from annotate.models import Entry, Relation, Span
from articles.text.blocks import Block
from tests.browser.hands import PLACES, open_article, saved, tap, writing
from tests.browser.test_main_job import PHONE
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db(transaction=True)

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
TEXT = "市长😀说：“𠮷野家后面的新桥明天通车，大家都能走。”工程队走了。天晴了。"


@pytest.fixture(params=[PHONE, TABLET], ids=["phone", "tablet"])
def desk(request, open_window: Callable[..., Visitor]) -> tuple[Page, Entry]:
    """A reviewer's device and an article."""
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", TEXT), Block("paragraph", TEXT))
    device = open_window(**request.param)
    device.sign_in(make_member(project))
    open_article(device.page, entry)
    return device.page, entry


def tag_by_tapping(page: Page, words: str, label: str) -> None:
    tap(page, words)
    with writing(page):
        page.locator(f"#labels [data-tag={label}]").tap()
    expect(page.locator(".note.just")).to_have_count(1)


def pull(page: Page, handle: str, words: str) -> None:
    """Drag a handle with the finger to where the words end (or begin, for the start)."""
    left, top, right, bottom = page.evaluate(PLACES, [words, 0])
    x, y = (left, top) if handle == "start" else (right, bottom)
    box = page.locator(f".handle.{handle}").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    touch = page.context.new_cdp_session(page)
    steps = [
        (middle[0] + (x - middle[0]) * k / 5, middle[1] + (y + 26 - middle[1]) * k / 5) for k in range(6)
    ]
    for kind, (across, down) in zip(["touchStart", *["touchMove"] * 5], steps, strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": across, "y": down}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)  # milliseconds: two touches in a row are a double tap


def words_tagged() -> list[str]:
    return [span.words for span in Span.objects.live().order_by("start", "end")]


def test_handles_adjust_a_tapped_sentence_before_it_is_tagged(desk):
    page, _entry = desk
    tap(page, "工程队")
    expect(page.locator(".handle")).to_have_count(2)
    for handle in page.locator(".handle").all():
        box = handle.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48

    pull(page, "start", "队走了")
    with writing(page):
        page.locator("#labels [data-tag=claim]").tap()

    assert words_tagged() == ["队走了"]


def test_handles_adjust_a_tag(desk):
    page, _entry = desk
    tap(page, "工程队")
    with writing(page):
        page.locator("#labels [data-tag=claim]").tap()

    with writing(page):
        pull(page, "end", "工程队")

    assert words_tagged() == ["工程队"]
    expect(page.locator(".note.on .q")).to_have_text("工程队")


def test_tapping_again_goes_through_overlapping_tags_the_shortest_first(desk):
    page, _entry = desk
    tag_by_tapping(page, "明天通车", "claim")
    tag_by_tapping(page, "工程队", "claim")
    for key in ("Escape", "j", "j", "j", "Shift+J", "4", "Escape"):
        page.keyboard.press(key)
    saved(page)

    tap(page, "程队")
    expect(page.locator(".note.on .q")).to_have_text("工程队走了")
    tap(page, "程队")
    expect(page.locator(".note.on .q")).to_have_text("工程队走了。天晴了")
    tap(page, "程队")
    expect(page.locator(".note.on")).to_have_count(0)
    assert page.locator(".cursor-part").count() > 0


def test_the_sheet_shows_all_words_and_leaves_room_for_fingers(desk):
    page, _entry = desk
    tap(page, "明天通车")
    with writing(page):
        page.locator("#labels [data-tag=quote]").tap()
    expect(page.locator("#undo")).to_be_visible()
    tap(page, "明天通车")
    sheet = page.locator(".note.on")
    expect(sheet.locator(".q")).to_have_text("“𠮷野家后面的新桥明天通车，大家都能走。”")
    assert sheet.locator(".q").evaluate("(q) => q.scrollHeight <= q.clientHeight + 1")
    box = sheet.bounding_box()
    assert box is not None
    viewport = page.viewport_size
    assert viewport is not None
    assert box["y"] + box["height"] <= viewport["height"] + 1
    assert page.evaluate(
        """() => [...document.querySelectorAll(".note.on .tools button")].every((button) => {
          const {left, top, width, height} = button.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return button.contains(seen) && width >= 48 && height >= 48;
        })"""
    )
    assert_accessible(page)


def test_the_sheet_does_all_that_can_be_done_with_a_tag(desk):
    page, _entry = desk
    tag_by_tapping(page, "明天通车", "quote")
    tap(page, "明天通车")
    sheet = page.locator(".note.on")

    with writing(page):
        sheet.locator("[data-act=guess]").tap()
    assert Relation.objects.live().get().to_span.words == "市长😀"
    tap(page, "明天通车")
    with writing(page):
        sheet.get_by_role("button", name="Unlink").tap()
    assert not Relation.objects.live().exists()
    sheet.get_by_role("button", name="Choose source").tap()
    with writing(page):
        tap(page, "市长")
    assert Relation.objects.live().get().to_span.words == "市长😀"
    with writing(page):
        sheet.get_by_role("button", name="Partly").or_(sheet.locator("[data-value=mixed]")).first.tap()
    assert Span.objects.get(label__name="quote").attrs["quote_type"] == "mixed"
    sheet.get_by_role("button", name="Relabel").tap()
    with writing(page):
        sheet.locator("[data-tag=claim]").tap()
    assert {span.label.name for span in Span.objects.live()} == {"claim", "source"}
    with writing(page):
        page.locator(".note.on").get_by_role("button", name="Delete").tap()
    assert words_tagged() == ["市长😀"]
    with writing(page):
        page.locator("#undo").tap()
    assert len(words_tagged()) == 2
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_the_tag_stays_in_sight_above_its_sheet(desk):
    page, _entry = desk
    tag_by_tapping(page, "明天通车", "claim")
    swatch = page.locator(".row.paragraph .notes .note").first.bounding_box()
    assert swatch is not None
    page.touchscreen.tap(swatch["x"] + 20, swatch["y"] + 16)  # where a handle may lie above it
    page.wait_for_timeout(600)  # milliseconds, for the page to have scrolled

    mark = page.locator("mark.on").first.bounding_box()
    sheet = page.locator(".note.on").bounding_box()
    assert mark is not None
    assert sheet is not None
    assert mark["y"] >= 56
    assert mark["y"] + mark["height"] <= sheet["y"]


def test_the_tag_stays_in_sight_even_if_the_buttons_of_its_sheet_come_late(desk):
    page, entry = desk
    fill = Block("paragraph", "天晴了。" * 20)
    blocks = [*[fill] * 9, Block("paragraph", TEXT), *[fill] * 9]
    long = make_entry(entry.project, Block("title", "题"), *blocks)
    open_article(page, long)
    tag_by_tapping(page, "明天通车", "claim")
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright marks what it calls: it cannot be a list's own
        held.append(route)

    page.route("**/tools*.js", hold, times=1)
    open_article(page, long)
    mark = page.locator("mark").first
    # Low on the screen, where a sheet without buttons does not lie over it.
    mark.evaluate(
        "(mark) => scrollTo({top: mark.getBoundingClientRect().top - innerHeight + 250, behavior: 'instant'})"
    )
    mark.tap()
    page.locator(".note.on").wait_for()
    held[0].continue_()
    page.locator(".note.on .tools").wait_for()
    page.wait_for_timeout(600)  # milliseconds, for the page to have scrolled

    place, sheet = mark.bounding_box(), page.locator(".note.on").bounding_box()
    assert place is not None
    assert sheet is not None
    assert place["y"] + place["height"] <= sheet["y"]


def test_whoever_tags_by_finger_reaches_their_account(desk):
    page, _entry = desk
    page.locator(".account-menu > summary").tap()
    for name in ("Notices", "Account", "Sign out"):
        item = page.locator(".account-menu").get_by_text(name, exact=True)
        box = item.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert_accessible(page)

    page.get_by_role("button", name="Sign out").tap()

    page.wait_for_url("**/sign-in/**")


def test_new_notices_are_told_on_the_smallest_telephone(open_window: Callable[..., Visitor]):
    entry = make_entry(make_project())
    reviewer = make_member(entry.project)
    User.objects.filter(pk=reviewer.pk).update(unread=1200)
    device = open_window(**{**PHONE, "viewport": {"width": 320, "height": 568}})
    device.sign_in(reviewer)
    open_article(device.page, entry)

    device.page.locator(".account-menu > summary").tap()

    expect(device.page.locator(".account-menu").get_by_role("link", name="Notices")).to_contain_text("1,200")
    assert device.page.evaluate("document.documentElement.scrollWidth") == 320
