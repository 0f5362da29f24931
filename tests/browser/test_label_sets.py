"""Label sets in a real browser: their pages, a set of twelve labels, several sources, lines between tags."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.actions.projects import found_project
from annotate.labelsets import parse
from annotate.models import Entry, Project, Relation, Span
from annotate.models.labels import label_set_of
from articles.text.blocks import Block
from tests.annotate.working import tag_words
from tests.browser.hands import note_of, notes, open_article, saved, select
from tests.browsing import Visitor, assert_accessible
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "市长王𠮷和法新社😀都说，“桥很好。”咖啡馆 cafe\u0301 仍在营业。"
FAR = "另一段很长的话，说了许多别的事情。" * 30

TWELVE = {
    "labels": [
        {
            "name": f"label {n}",
            "titles": {"en": f"Kind {n} 😀"},
            **({"digit": n} if n < 10 else {}),
            **({"pattern": "double"} if n == 1 else {}),
            **(
                {
                    "attributes": [
                        {"name": "tone", "choices": ["calm", "loud"]},
                        {"name": "certainty", "titles": {"en": "How sure"}, "choices": ["low", "high"]},
                    ]
                }
                if n == 1
                else {}
            ),
        }
        for n in range(1, 13)
    ],
    "relations": [
        {"name": "denies", "from": "label 12", "to": ["label 1", "label 2"], "titles": {"en": "Denies"}}
    ],
}


@pytest.fixture
def cast() -> Cast:
    return make_cast(name="新闻核查")


def addresses(cast: Cast) -> list[str]:
    base = f"{cast.address}labels/"
    claim = cast.project.labels.get(name="claim").pk
    kind = cast.project.relation_kinds.get().pk
    version = cast.project.label_set_versions.get().pk
    return [
        base,
        f"{base}new/",
        f"{base}{claim}/",
        f"{base}{claim}/attributes/-/",
        f"{base}{claim}/attributes/check_worthy/",
        f"{base}links/new/",
        f"{base}links/{kind}/",
        f"{base}versions/",
        f"{base}versions/{version}/",
        f"{base}import/",
        "/projects/new/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_narrow_screen(
    cast: Cast, open_window: Callable[..., Visitor], scheme: str
) -> None:
    window = open_window(color_scheme=scheme, viewport={"width": 320, "height": 640})
    window.sign_in(cast.manager)

    for address in addresses(cast):
        window.page.goto(address)
        assert_accessible(window.page)
        assert window.page.evaluate("document.documentElement.scrollWidth") == 320, address
        sideways = (
            "[...document.querySelectorAll('.table-wrap')].some((one) => one.scrollWidth > one.clientWidth)"
        )
        assert not window.page.evaluate(sideways), f"{address} has a table that must be pushed sideways"


def test_a_label_is_added_archived_and_brought_back_by_names_and_roles(cast: Cast, window: Visitor) -> None:
    window.sign_in(cast.manager)
    page = window.page
    page.goto(f"{cast.address}settings/")

    page.get_by_role("link", name="Change the labels").click()
    page.get_by_role("link", name="Add a label").click()
    page.get_by_label("Title, English").fill("Rumour")
    page.get_by_label("Name in files").fill("rumour")
    page.get_by_text("pink").click()
    page.get_by_text("dotted").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The labels are saved.")).to_be_visible()
    page.get_by_role("button", name="Up Rumour").click()
    assert page.locator(".labels").first.locator("code").all_text_contents()[-2:] == ["rumour", "opinion"]
    page.get_by_role("button", name="Archive Claim").click()
    page.get_by_role("button", name="Undo").click()

    assert [one.name for one in label_set_of(cast.project).live] == [
        "claim",
        "quote",
        "source",
        "rumour",
        "opinion",
    ]


@pytest.fixture
def twelve(window: Visitor) -> tuple[Page, Project, Entry]:
    manager = make_user("林河")
    project = found_project(manager, name="Twelve", labels=parse(TWELVE))
    window.sign_in(manager)
    return window.page, project, make_entry(project, Block("title", "题"), Block("paragraph", TEXT))


def test_the_workbench_tags_with_twelve_labels_in_english_only(twelve) -> None:
    page, _project, entry = twelve
    open_article(page, entry)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("2")
    saved(page)
    page.keyboard.press("Escape")
    select(page, "营业")
    page.locator("#bubble").get_by_role("button", name="Kind 12 😀").click()
    saved(page)

    assert [label for label, _words in notes(page)] == ["label 2", "label 12"]
    page.locator("#labels").get_by_role("button", name="Kind 12").focus()
    assert page.locator('#labels [data-label="label 12"] kbd').count() == 0
    page.keyboard.press("e")
    expect(page.locator(".tools [data-tag]")).to_have_count(11)  # each other label once
    page.keyboard.press("Escape")
    page.locator('.note[data-l="label 12"] .nb').click()
    assert_accessible(page)
    # The kind of link that the set has: from label 12 to label 2.
    page.get_by_role("button", name="Denies…").click()
    page.locator('.note[data-l="label 2"] .nb').click()
    saved(page)
    assert "Denies" in note_of(page, "营业")
    assert Relation.objects.live().get().kind.name == "denies"
    page.keyboard.press("z")
    saved(page)
    assert not Relation.objects.live().exists()


@pytest.mark.parametrize("width", [320, 390, 820, 1180])
def test_labels_in_the_bar_can_be_read_however_many_there_are(twelve, width: int) -> None:
    page, _project, entry = twelve
    page.set_viewport_size({"width": width, "height": 700})
    open_article(page, entry)

    cut = (
        "(names) => names.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText)"
    )
    assert page.locator("#labels .counts .nm").evaluate_all(cut) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last, bar = page.locator("#text .blk").last.bounding_box(), page.locator("#labels").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]
    page.locator("#labels").get_by_role("button", name="Kind 12").scroll_into_view_if_needed()
    assert_accessible(page)


def test_both_attributes_of_a_label_are_set(twelve) -> None:
    page, _project, entry = twelve
    open_article(page, entry)
    select(page, "营业")
    page.keyboard.press("1")
    saved(page)
    page.keyboard.press("1")
    saved(page)

    page.get_by_role("group", name="How sure").get_by_role("button", name="high").click()
    saved(page)

    expect(page.get_by_role("button", name="high")).to_have_attribute("aria-pressed", "true")
    assert Span.objects.get().attrs == {"tone": "calm", "certainty": "high"}
    style = page.locator("mark").first.evaluate("(mark) => getComputedStyle(mark).textDecorationStyle")
    assert style == "double"


@pytest.fixture
def quoted(window: Visitor) -> tuple[Page, Entry]:
    manager = make_user("林河")
    project = make_project(manager)
    blocks = [Block("paragraph", TEXT), *[Block("paragraph", FAR)] * 3, Block("paragraph", "发言人说完了。")]
    entry = make_entry(project, Block("title", "题"), *blocks)
    for label, words in (
        ("source", "市长王𠮷"),
        ("source", "法新社😀"),
        ("source", "发言人"),
        ("quote", "“桥很好。”"),
    ):
        tag_words(manager, entry, label, words)
    window.sign_in(manager)
    open_article(window.page, entry)
    return window.page, entry


def choose(page: Page, words: str) -> None:
    page.locator("#text .note").filter(has_text=words).first.locator(".nb").click()


def test_another_source_is_added_by_key_and_one_is_removed(quoted) -> None:
    page, _entry = quoted
    choose(page, "“桥很好。”")
    page.keyboard.press("Shift+S")
    choose(page, "市长王𠮷")
    saved(page)

    expect(page.locator("#text .note[data-l=quote] .by")).to_have_text("— 法新社😀, 市长王𠮷")
    page.get_by_role("button", name="Unlink 法新社😀").click()
    expect(page.locator("#text .note[data-l=quote] .by")).to_have_text("— 市长王𠮷")
    page.keyboard.press("z")
    expect(page.locator("#text .note[data-l=quote] .by")).to_have_text("— 法新社😀, 市长王𠮷")
    page.keyboard.press("u")  # what was linked last
    expect(page.locator("#text .note[data-l=quote] .by")).to_have_text("— 法新社😀")


def test_lines_lead_to_what_is_linked_near_and_far_while_it_is_looked_at(quoted) -> None:
    page, _entry = quoted
    choose(page, "“桥很好。”")
    page.keyboard.press("Shift+S")
    page.locator("#text .note").filter(has_text="发言人").locator(".nb").click()
    saved(page)

    lines = page.locator("#main > .links path")
    expect(lines).to_have_count(2)
    assert page.locator("#main > .links").get_attribute("aria-hidden") == "true"
    assert page.locator("mark.linked").count() == 2
    quote, far = (page.locator("mark", has_text=words).bounding_box() for words in ("“桥很好。”", "发言人"))
    boxes = [line.bounding_box() for line in lines.all()]
    assert quote
    assert far
    assert max(box["y"] + box["height"] for box in boxes if box) == pytest.approx(far["y"], abs=12)
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(lines).to_have_count(0)
    page.locator("mark", has_text="法新社😀").hover()  # from the other end as well
    expect(lines).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("#main > .links")).to_be_hidden()
