"""A label set through its life: made, used, changed, put away, brought back, taken to another project."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Entry, Project, Span
from annotate.models.labels import label_set_of
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.browser.hands import note_of, notes, open_article, saved, select
from tests.browsing import Visitor
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_project

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "市长😀说桥好。记者𠮷不信，cafe\u0301 里的人也不信。"
DRAWN = """(mark) => {
  const how = getComputedStyle(mark);
  return [how.textDecorationStyle, how.textDecorationColor];
}"""


@pytest.fixture
def cast(window: Visitor) -> Cast:
    cast = make_cast(name="新闻核查")
    window.sign_in(cast.manager)
    return cast


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project, Block("title", "题"), Block("paragraph", TEXT))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The labels are saved.")).to_be_visible()


def label_called(title: str, page: Page, base: str) -> None:
    page.goto(f"{base}labels/")
    page.get_by_role("link", name="Add a label").click()
    page.get_by_label("Title, English").fill(title)
    page.get_by_label("Name in files").fill(title.lower())


def test_a_new_label_has_its_key_its_colour_and_its_line_on_the_workbench(cast, entry, window: Visitor):
    page = window.page
    label_called("Rumour", page, cast.address)
    page.get_by_label("Key").select_option("7")
    page.get_by_text("pink").click()
    page.get_by_text("dotted").click()
    save(page)

    open_article(page, entry)
    select(page, "记者𠮷不信")
    page.keyboard.press("7")
    saved(page)

    assert notes(page) == [("rumour", "记者𠮷不信")]
    style, colour = page.locator("mark").evaluate(DRAWN)
    assert style == "dotted"
    page.emulate_media(color_scheme="dark")
    assert page.locator("mark").evaluate(DRAWN)[1] != colour  # each theme has a pair that was checked


def test_what_is_archived_keeps_its_tags_and_is_given_no_more(cast, entry, window: Visitor):
    tag_words(cast.manager, entry, "claim", "桥好")
    page = window.page
    page.goto(f"{cast.address}labels/")
    page.get_by_role("button", name="Archive Claim").click()

    open_article(page, entry)

    assert notes(page) == [("claim", "桥好")]
    expect(page.locator("#labels [data-tag=claim]")).to_have_count(0)
    select(page, "不信")
    page.keyboard.press("1")
    page.wait_for_timeout(300)  # milliseconds in which a tag would have come
    assert Span.objects.count() == 1
    page.goto(f"{cast.address}labels/")
    page.get_by_role("button", name="Bring back Claim").click()
    open_article(page, entry)
    expect(page.locator("#labels [data-tag=claim]")).to_have_count(1)


def test_a_kind_of_link_is_made_and_used(cast, entry, window: Visitor):
    tag_words(cast.manager, entry, "claim", "桥好")
    tag_words(cast.manager, entry, "opinion", "记者𠮷不信")
    page = window.page
    page.goto(f"{cast.address}labels/")
    page.get_by_role("link", name="Add a kind of link").click()
    page.get_by_label("Title, English").fill("Doubts")
    page.get_by_label("Name in files").fill("doubts")
    page.get_by_role("group", name="Leads from").get_by_label("Opinion").check()
    page.get_by_role("group", name="Leads to").get_by_label("Claim").check()
    save(page)

    open_article(page, entry)
    page.locator(".note[data-l=opinion] .nb").click()
    page.get_by_role("button", name="Doubts…").click()
    page.locator(".note[data-l=claim] .nb").click()
    saved(page)

    assert "Doubts" in note_of(page, "记者𠮷不信")


def test_an_attribute_gets_a_value_that_tags_can_have(cast, entry, window: Visitor):
    tag_words(cast.manager, entry, "claim", "桥好")
    page = window.page
    page.goto(f"{cast.address}labels/")
    page.get_by_role("link", name="Check-worthiness").click()
    page.get_by_label("Row 3: Value in files").fill("later")
    page.get_by_label("Row 3: Title, English").fill("Check later")
    save(page)

    open_article(page, entry)
    page.locator(".note .nb").click()
    page.get_by_role("button", name="Check later").click()
    saved(page)

    assert Span.objects.get().attrs == {"check_worthy": "later"}


def test_an_earlier_version_holds_again(cast, window: Visitor):
    page = window.page
    label_called("Rumour", page, cast.address)
    save(page)
    page.get_by_role("link", name="Versions").click()
    page.locator("main").get_by_role("link", name="1", exact=False).last.click()
    expect(page.get_by_text("What has changed since:")).to_be_visible()

    page.get_by_role("button", name="Let it hold again").click()

    assert [one.name for one in label_set_of(cast.project).live] == ["claim", "quote", "source", "opinion"]
    assert Project.objects.get(pk=cast.project.pk).label_set_version == 3


def test_a_set_goes_to_another_project_as_a_file(cast, window: Visitor, tmp_path: Path):
    page = window.page
    label_called("Rumour", page, cast.address)
    save(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as YAML").click()
    download.value.save_as(tmp_path / "labels.yaml")
    other = make_project(cast.manager, name="另一个")

    page.goto(f"/p/{other.slug}/labels/import/")
    page.locator("input[type=file]").set_input_files(tmp_path / "labels.yaml")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".changes").first).to_contain_text("Rumour")
    page.get_by_role("button", name="Take these labels").click()

    expect(page.locator(".labels").first).to_contain_text("Rumour")
    assert [one.name for one in label_set_of(other).live][-1] == "rumour"
