"""The main job, end to end: from saved files to an export, by two people in two browsers."""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect
from rjsmin import jsmin

from accounts.actions.links import make_sign_in_link
from annotate.models import Project, Span
from articles.text.blocks import Block
from tests.browser.hands import notes, open_article, saved, select, submit_anyway, tap, writing
from tests.browsing import Visitor, assert_accessible
from tests.makers import make_entry, make_member, make_project, make_user
from tests.shared import shared

pytestmark = pytest.mark.django_db(transaction=True)

LABELS = ("claim", "quote", "source", "opinion")
MADE_UP = "他说😀：“𠮷野家😀好吃”，é与e\u0301价格上涨。"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def enter_by_link(window: Visitor, name: str) -> None:
    """Sign in as a new person by a one-time link, as ``make run`` prints it."""
    window.page.goto(f"/link/{make_sign_in_link(make_user(name))}/")
    window.page.get_by_role("button", name="Sign in").click()
    window.page.wait_for_load_state()


def found_by_hand(page: Page, name: str) -> Project:
    page.goto("/projects/")
    page.get_by_role("link", name="New project").first.click()
    page.get_by_label("Name").fill(name)
    page.locator("main").get_by_role("button", name="Create").click()
    page.wait_for_url("**/p/*/")
    return Project.objects.get(name=name)


def import_files(page: Page, project: Project, files: list[str]) -> None:
    page.goto(f"/p/{project.slug}/import/")
    page.locator("input[type=file]").set_input_files(files)
    page.locator("#import-form").get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))


def tag_by_keyboard(page: Page) -> list[tuple[str, str]]:
    """Walk to the third sentence, tag it as claim, then its quotation or what it reports."""
    for key in ("j", "j", "j", "1"):
        page.keyboard.press(key)
    saved(page)
    return notes(page)


def tag_by_mouse(page: Page, label: int, words: str) -> tuple[str, str]:
    """Select with the mouse, press the digit; returns the label and what the browser had selected."""
    chosen = select(page, words)
    page.keyboard.press(str(label))
    saved(page)
    return LABELS[label - 1], chosen


def exported(page: Page, project: Project) -> list[dict[str, Any]]:
    page.goto(f"/p/{project.slug}/export/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").first.click()
    return [json.loads(line) for line in started.value.path().read_text(encoding="utf-8").splitlines()]


def slices(article: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what Python's slicing makes of the export."""
    return {(span["label"], article["text"][span["start"] : span["end"]]) for span in article["spans"]}


def tag_every_article(page: Page, project: Project) -> dict[str, set[tuple[str, str]]]:
    """Tag each article by keyboard and by mouse, overlapping; returns by title what was selected."""
    seen = {}
    for entry in project.entries.order_by("pk"):
        open_article(page, entry)
        title = page.locator("h1.blk").text_content() or ""
        assert title == entry.article.title
        tagged = {tag_by_keyboard(page)[0]}
        block = page.locator(".row.paragraph .blk").nth(3).text_content() or ""
        tagged.add(tag_by_mouse(page, 4, block[:12].strip("，。；：、“”（")))
        tagged.add(tag_by_mouse(page, 1, block[4:20].strip("，。；：、“”（）")))
        assert set(notes(page)) == tagged
        seen[title] = tagged
    return seen


def invitation_link(page: Page, project: Project) -> str:
    page.goto(f"/p/{project.slug}/team/")
    page.get_by_label("Role").last.select_option("reviewer")
    page.get_by_role("button", name="Make a link").click()
    return page.locator("input[readonly]").first.input_value()


def join(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Name").fill(name)
    for field in page.locator("input[type=password]").all():
        field.fill("a-long-riddle-77")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/p/*/")


def test_five_saved_files_are_tagged_by_two_people_and_exported(
    window: Visitor, open_window: Callable[..., Visitor]
):
    seeds = sorted(str(path) for path in shared("corpus", "seeds").glob("*.txt"))
    page = window.page
    enter_by_link(window, "林河")
    project = found_by_hand(page, "Kremlin")
    import_files(page, project, seeds)
    assert page.locator("main .badge").all_text_contents().count("new") == 5
    assert_accessible(page)
    seen = tag_every_article(page, project)

    guest = open_window().page
    join(guest, invitation_link(page, project), "周明")
    first = project.entries.order_by("pk")[0]
    open_article(guest, first)
    title = guest.locator("h1.blk").text_content() or ""
    assert set(notes(guest)) == seen[title]
    seen[title].add(tag_by_mouse(guest, 1, title[2:8]))
    submit_anyway(guest)
    expect(guest.get_by_text("Submitted")).to_be_visible()

    lines = exported(page, project)
    assert {article["title"]: slices(article) for article in lines} == seen
    statuses = {span["status"] for article in lines for span in article["spans"]}
    assert statuses == {"draft", "submitted"}


def test_undo_and_submission_go_back_and_forth(window: Visitor):
    project = make_project()
    reviewer = make_member(project)
    entry = make_entry(project, Block("title", "题"), Block("paragraph", MADE_UP))
    window.sign_in(reviewer)
    page = window.page
    open_article(page, entry)

    chosen = tag_by_mouse(page, 2, "“𠮷野家😀好吃”")
    inner = tag_by_mouse(page, 4, "好吃")
    assert set(notes(page)) == {chosen, inner}
    page.keyboard.press("z")
    saved(page)
    assert notes(page) == [chosen]
    page.keyboard.press("Shift+Z")
    saved(page)
    assert set(notes(page)) == {chosen, inner}

    submit_anyway(page)
    page.wait_for_url("**/done/")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/articles/{entry.pk}/")
    combining = tag_by_mouse(page, 1, "e\u0301价格")
    told = {(span.label.name, span.words) for span in Span.objects.live().select_related("label")}
    assert told == {chosen, inner, combining}


def test_a_phone_tags_by_tapping(open_window: Callable[..., Visitor]):
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", MADE_UP + "第二句也好。"))
    phone = open_window(**PHONE)
    phone.sign_in(make_member(project))
    page = phone.page
    open_article(page, entry)

    tap(page, "第二句")
    with writing(page):
        page.locator("#labels [data-tag=opinion]").tap()
    assert [span.words for span in Span.objects.all()] == ["第二句也好"]
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert page.get_by_role("link", name="All articles").first.is_visible()
    size = page.locator("#labels [data-tag=claim]").bounding_box()
    assert size is not None
    assert size["height"] >= 48

    with writing(page):
        page.locator("#undo").tap()
    assert Span.objects.live().count() == 0
    assert_accessible(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_the_own_digit_again_turns_the_attribute_round(window: Visitor):
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", MADE_UP))
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, entry)
    tag_by_mouse(page, 1, "价格上涨")

    values = []
    for _press in range(3):
        page.keyboard.press("1")
        saved(page)
        values.append(Span.objects.get().attrs.get("check_worthy"))

    assert values == ["yes", "no", None]


def test_a_selection_over_paragraphs_becomes_a_tag_in_each(window: Visitor):
    project = make_project()
    entry = make_entry(
        project, Block("title", "题"), Block("paragraph", "头段完😀。"), Block("paragraph", "尾段始。")
    )
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, entry)

    select(page, "段完😀。尾段")
    page.keyboard.press("1")
    saved(page)

    assert notes(page) == [("claim", "段完😀"), ("claim", "尾段")]


def weight_of(response: Response) -> int:
    """Return the bytes that the production server sends: without comments, compressed."""
    body = response.body()
    return len(gzip.compress(jsmin(body) if response.url.endswith(".js") else body))


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_a_first_visit_to_the_workbench_is_light(device: dict[str, Any], open_window: Callable[..., Visitor]):
    project = make_project()
    entry = make_entry(project)
    visitor = open_window(**device)
    visitor.sign_in(make_member(project))
    fetched: list[Response] = []
    visitor.page.on("response", lambda response: fetched.append(response))  # noqa: PLW0108 - Playwright takes no bound built-in

    open_article(visitor.page, entry)
    visitor.page.wait_for_load_state("networkidle")

    weights = {response.url: weight_of(response) for response in fetched}
    scripts = sum(weight for address, weight in weights.items() if address.endswith(".js"))
    assert 0 < scripts <= 30_000
    assert sum(weights.values()) <= 80_000
