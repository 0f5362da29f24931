"""The workbench for those who do not see it or point at it: roles, names, and what is announced."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from annotate.models import Entry, Participation, Relation, Span, State
from tests.browser.hands import open_article, saved, writing
from tests.browser.test_main_job import PHONE
from tests.browsing import Visitor
from tests.lived import make_lived
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 300  # places to which Tab leads on one page
QUOTED = "“新桥😀明年通车。”"
#: What has the focus, if one can see that it has, and whether something lies over all of it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const name = one.outerHTML.slice(0, 100);
  const how = getComputedStyle(one);
  const seen = how.outlineStyle !== "none" && parseFloat(how.outlineWidth) >= 2;
  const boxes = [...one.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const shows = boxes.some((box) => [0.02, 0.25, 0.5, 0.75, 0.98].some((part) => {
    const x = box.left + box.width / 2;
    const y = box.top + box.height * part;
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) && !top.matches(".top, .bar, .top *, .bar *"));
  }));
  return [name, seen || one.matches("#text, #main, #card"), shows];
}"""


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def use(page: Page, name: str | re.Pattern[str]) -> None:
    """Do as a screen reader does: go to the button of this name, and press it."""
    button(page, name).first.press("Enter")


def said(page: Page) -> Locator:
    """Return the one place in which is said what has happened."""
    return page.get_by_role("status", name="What has happened")


@pytest.fixture
def desk(window: Visitor) -> tuple[Page, Entry]:
    project = make_project()
    entry = make_entry(project)
    window.sign_in(make_member(project))
    open_article(window.page, entry)
    return window.page, entry


def tag_a_quotation(page: Page) -> None:
    use(page, "Next sentence")
    expect(said(page)).to_have_text("市长谈桥")
    use(page, "Next sentence")
    expect(said(page)).to_have_text(f"市长王𠮷表示：{QUOTED}")
    use(page, re.compile("^Quote"))
    expect(said(page)).to_have_text(f"Tagged as Quote: {QUOTED}")


def test_roles_and_names_lead_from_the_first_tag_to_submitting(desk):
    page, entry = desk
    tag_a_quotation(page)
    use(page, "Next sentence")
    use(page, "Next sentence")
    expect(said(page)).to_contain_text("法新社报道说")
    use(page, re.compile("^Source"))
    expect(said(page)).to_have_text("Tagged as Source: 法新社")

    use(page, re.compile(f"^Quote {QUOTED}"))
    use(page, "Choose source")
    use(page, re.compile("^Source 法新社"))
    expect(said(page)).to_contain_text("法新社")
    saved(page)
    assert Relation.objects.live().get().to_span.words == "法新社"

    use(page, re.compile(f"^Quote {QUOTED}"))
    use(page, "Relabel")
    page.get_by_role("group", name="Change this tag").get_by_role("button", name="Claim").press("Enter")
    expect(said(page)).to_contain_text("Claim")
    saved(page)
    assert set(Span.objects.live().values_list("label__name", flat=True)) == {"claim", "source"}

    use(page, "Undo")
    expect(said(page)).to_contain_text("Undone")
    saved(page)
    assert set(Span.objects.live().values_list("label__name", flat=True)) == {"quote", "source"}

    use(page, "Submit and next")
    page.get_by_role("main").wait_for()
    expect(page).not_to_have_url(re.compile(f"/articles/{entry.pk}/$"))
    assert Participation.objects.get().state == State.SUBMITTED


def test_what_happens_is_announced_in_one_place(desk, window: Visitor):
    page, _entry = desk
    window.expect("ERR_INTERNET_DISCONNECTED")
    tag_a_quotation(page)
    use(page, re.compile(f"^Quote {QUOTED}"))
    use(page, "Delete")
    expect(said(page)).to_have_text(f"Deleted: {QUOTED}")
    use(page, "Undo")
    expect(said(page)).to_contain_text(QUOTED)
    expect(said(page)).to_contain_text("Undone")

    page.context.set_offline(True)
    use(page, "Next sentence")
    use(page, re.compile("^Claim"))
    expect(said(page)).to_have_text("Offline, 1 unsent")
    page.context.set_offline(False)
    expect(said(page)).to_have_text("Saved", timeout=20_000)
    assert Span.objects.live().count() == 2


def test_ends_are_moved_by_buttons_where_others_pull_handles(open_window: Callable[..., Visitor]):
    project = make_project()
    window = open_window(**PHONE)
    window.sign_in(make_member(project))
    page = window.page
    open_article(page, make_entry(project))
    page.get_by_text("专家认为").tap()
    with writing(page):
        button(page, re.compile("^Claim")).tap()
    page.locator("mark").tap()

    for name in ("Start a word later", "End a word earlier"):
        before = Span.objects.get().words
        with writing(page):
            button(page, name).tap()
        after = Span.objects.get().words
        assert after in before
        assert len(after) < len(before)
    with writing(page):
        button(page, "Start a word earlier").tap()
    assert Span.objects.get().words.startswith("专家")


@pytest.mark.parametrize("device", [{}, {"viewport": {"width": 320, "height": 600}}], ids=["desk", "400 %"])
def test_tab_goes_through_every_page_and_is_always_seen(open_window: Callable[..., Visitor], device):
    lived = make_lived()
    pages = lived.pages()
    windows = {}
    for name in ("workbench", "library", "team", "adjudicate", "export", "progress"):
        who, address = pages[name]
        if who not in windows:
            windows[who] = open_window(**device)
            windows[who].sign_in(who)
        page = windows[who].page
        page.goto(address)
        assert walk_by_tab(page) > 8, name


def walk_by_tab(page: Page) -> int:
    """Press Tab until the page is left; return how often. Fail where the focus is not seen."""
    for count in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return count
        name, seen, shows = found
        assert seen, f"{page.url}: nobody sees that this has the focus: {name}"
        assert shows, f"{page.url}: something lies over this, which has the focus: {name}"
    raise AssertionError(f"{page.url}: {name} holds the keyboard.")
