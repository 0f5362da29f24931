"""Adjudication with real keys, fingers and eyes: several people, several windows."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.adjudicating.stored import from_json
from annotate.adjudicating.tags import Said, alike
from annotate.models import Decision, DecisionItem, Entry, Kind, Project, Span, Way
from annotate.roles import Role
from articles.readers import read
from tests.annotate.adjudicating import Desk, desk
from tests.annotate.adjudicating import Said as Tagged
from tests.annotate.disagreeing import Tag, careful, hasty, submit
from tests.browser.hands import ready, saved, select
from tests.browsing import Visitor, assert_accessible
from tests.makers import label_of, make_entry, make_member, make_project, make_revision, make_user
from tests.shared import shared

pytestmark = pytest.mark.django_db(transaction=True)

SEEDS = (
    "000_6ba3925f23e668f5.txt",
    "001_5da937af0cdf502a.txt",
    "002_bf65dbdb9e137cd9.txt",
    "003_98c8755f7fd95a3e.txt",
    "004_43afd4c1a7979503.txt",
)
MOST_KEYS = 1.5  # for each thing that somebody must decide
WORDS = "“新桥😀明年通车。”"
QUOTE = Tagged("quote", WORDS, {"quote_type": "direct"}, source="王𠮷")
SHORTER = Tagged("quote", "新桥😀明年通车", {"quote_type": "mixed"})
SOURCE = Tagged("source", "王𠮷")


def settled(page: Page) -> None:
    """Wait until the page has got its answer."""
    expect(page.locator("#card")).not_to_have_attribute("aria-busy", "true")


def shown(page: Page) -> str:
    return page.locator("#decide").get_attribute("data-item") or ""


def press(page: Page, key: str) -> None:
    """Press a key that decides or goes elsewhere, and wait for what comes next."""
    before = shown(page)
    page.keyboard.press(key)
    page.wait_for_function("before => document.querySelector('#decide')?.dataset.item !== before", arg=before)
    settled(page)


def start(window: Visitor, table: Desk) -> Page:
    """Open the adjudication of an article of which the tags are brought together."""
    window.sign_in(table.adjudicator)
    window.page.goto(f"/p/{table.project.slug}/adjudicate/{table.entry.pk}/")
    ready(window.page)
    return window.page


@pytest.fixture
def table() -> Desk:
    """One agreed source, two ways to see a quotation, and a claim that one saw."""
    made = desk()
    made.hand_in(0, SOURCE, QUOTE)
    made.hand_in(1, SOURCE, SHORTER, Tagged("claim", "咖啡馆 cafe\u0301 仍在营业"))
    made.merge()
    return made


def test_three_people_from_the_invitation_to_gold_and_feedback(open_window: Callable[..., Visitor]):
    lead, others = make_user("林河"), [make_user("王立"), make_user("陈雨")]
    project = make_project(lead, way=Way.INDEPENDENT)
    Project.objects.filter(pk=project.pk).update(required=2)
    entry = make_entry(project)
    Entry.objects.update(required=2)
    manager = open_window()
    manager.sign_in(lead)
    manager.page.goto(f"/p/{project.slug}/team/")
    form = manager.page.locator("form").filter(has=manager.page.locator("[name=seats]"))
    form.locator("[name=role]").select_option("reviewer")
    form.locator("[name=seats]").fill("2")
    form.get_by_role("button").last.click()
    link = manager.page.locator("#fresh-link").input_value()

    windows = []
    for number, user in enumerate(others):
        window = open_window()
        windows.append(window)
        window.sign_in(user)
        window.page.goto(link)
        window.page.get_by_role("main").get_by_role("button").first.click()
        window.page.goto(f"/p/{project.slug}/queue/")
        window.page.get_by_role("button", name="Take the next article").click()
        ready(window.page)
        select(window.page, WORDS if number == 0 else "新桥😀明年通车")
        window.page.keyboard.press("2")
        saved(window.page)
        window.page.keyboard.press("Control+Enter")
        window.page.wait_for_url("**/queue/")
        answer = window.page.goto(f"/p/{project.slug}/articles/{entry.pk}/feedback/")
        assert answer is not None
        assert answer.status == 404

    page = manager.page
    page.goto(f"/p/{project.slug}/")
    page.get_by_role("link", name="Adjudication").click()
    page.get_by_role("button", name="Begin").click()
    ready(page)
    choice = page.locator(".candidates button").filter(has_text=WORDS)
    page.keyboard.press(choice.get_attribute("data-key") or "")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Finished. The reviewers see the outcome.")).to_be_visible()

    for window, told in zip(windows, ("Kept", "Boundaries changed"), strict=True):
        window.page.goto(f"/p/{project.slug}/queue/?show=done")
        window.page.get_by_role("link", name="What became of my tags").click()
        expect(window.page.locator(".outcomes .fate").first).to_have_text(told, ignore_case=True)
        window.page.get_by_role("link", name="See the gold").click()
        expect(window.page.locator("#text .note .q")).to_have_text([WORDS])
    assert [(span.words, span.origin) for span in Span.objects.filter(assignment__kind=Kind.GOLD)] == [
        (WORDS, "adjudication")
    ]


# Keys


def pairs(project: Project) -> list[tuple[Entry, list[Tag]]]:
    """Put the five seeds into a project, each read by two people with slips of their own."""
    people = [make_member(project), make_member(project)]
    made = []
    for number, name in enumerate(SEEDS):
        [document] = read(shared("corpus", "seeds", name).read_bytes(), name)
        entry = make_entry(project, revision=make_revision(*document.blocks))
        Entry.objects.filter(pk=entry.pk).update(required=2)
        truth = careful(entry.revision)
        for seat, user in enumerate(people, start=1):
            submit(entry, user, seat, hasty(entry.revision, truth, seed=10 * number + seat))
        made.append((entry, truth))
    return made


class Player:
    """An adjudicator who knows what is right, and decides by keys alone; ``keys`` counts them."""

    def __init__(self, page: Page, truth: list[Tag]) -> None:
        self.page = page
        self.truth = {(tag.start, tag.end, tag.label): tag for tag in truth}
        self.keys = 0
        self.items = 0

    def press(self, key: str, *, decides: bool = False) -> None:
        self.keys += 1
        if decides:
            press(self.page, key)
        else:
            self.page.keyboard.press(key)

    def play(self) -> None:
        """Decide about one item after the other."""
        while key := (shown(self.page) if self.page.locator("#decide").count() else ""):
            self.items += 1
            if self.items % 20 == 0:  # one in twenty the guidelines say nothing about
                self.press("g")
            self.decide(DecisionItem.objects.live().get(key=key))
        self.press("Control+Enter")
        self.page.wait_for_url("**/adjudicate/")

    def decide(self, item: DecisionItem) -> None:
        readings = {reading.name: reading.said for reading in from_json(item.spans)}
        order = [
            readings[button.get_attribute("value") or ""]
            for button in self.page.locator(".candidates button").all()
        ]
        scores = [sum(self.right(said) for said in candidate) / len(candidate) for candidate in order]
        best = max(scores)
        if best > 0.5:  # the words and the label are right, at least
            self.press(str(scores.index(best) + 1), decides=True)
            return
        wanted = self.wanted(order)
        if wanted is None:
            self.press("x", decides=True)
        else:
            self.edit(wanted)

    def right(self, said: Said) -> float:
        """Return 1 for a tag that is right, a little less if its details are not."""
        tag = self.truth.get(said.shape)
        if tag is None:
            return 0.0
        return 1.0 if tag.value in {str(value) for value in said.attributes.values()} else 0.75

    def wanted(self, order: list[tuple[Said, ...]]) -> Tag | None:
        """Return what should stand there, if anything should."""
        seen = [said for candidate in order for said in candidate]
        found = (
            tag
            for tag in self.truth.values()
            if any(said.label == tag.label and alike(said[:2], (tag.start, tag.end)) for said in seen)
        )
        return next(found, None)

    def edit(self, wanted: Tag) -> None:
        """Move the ends to where they should be; the label is right, or else a digit changes it."""
        self.press("e")
        label = self.page.locator("#edit select[name=label]")
        if label.input_value() != wanted.label:
            project = DecisionItem.objects.live().get(key=shown(self.page)).assignment.entry.project
            self.press(str(label_of(project, wanted.label).digit))
        self.move("start", wanted.start, by_word=("L", "H"), by_one=("}", "{"))
        self.move("end", wanted.end, by_word=("l", "h"), by_one=("]", "["))
        self.press("Enter", decides=True)

    def move(self, edge: str, place: int, *, by_word: tuple[str, str], by_one: tuple[str, str]) -> None:
        """Move one end word by word, and over a single character by itself."""
        field = self.page.locator(f"#edit input[name={edge}]")
        for _again in range(8):
            now = int(field.input_value())
            if now == place:
                return
            keys = by_word if abs(now - place) > 1 else by_one
            key = keys[0] if now < place else keys[1]
            self.press(f"Shift+{key}" if key.isupper() else key)


def test_a_pair_of_the_five_seeds_costs_at_most_one_key_and_a_half_for_each_thing_to_decide(window: Visitor):
    adjudicator = make_user()
    project = make_project(adjudicator, way=Way.INDEPENDENT)
    window.sign_in(adjudicator)
    page, keys, items, total = window.page, 0, 0, 0
    for entry, truth in pairs(project):
        page.goto(f"/p/{project.slug}/adjudicate/{entry.pk}/")
        page.get_by_role("button", name="Begin").click()
        ready(page)
        player = Player(page, truth)
        player.play()
        keys, items = keys + player.keys, items + player.items
        total += DecisionItem.objects.live().filter(assignment__entry=entry).count()
        held = Decision.objects.live().filter(item__assignment__entry=entry, rule="")
        made = [result["span"] for decision in held for result in decision.results]
        gold = set(Span.objects.filter(pk__in=made).values_list("start", "end", "label__name"))
        assert gold <= player.truth.keys(), "what was decided is right"

    told = f"{keys} keys for {items} things to decide, of {total} in all"
    assert items > 60  # else nothing has been measured
    assert keys <= MOST_KEYS * items, told


def test_keys_walk_edit_undo_and_say_why(window: Visitor, table: Desk):
    page = start(window, table)
    first = shown(page)

    press(page, "j")
    second = shown(page)
    press(page, "k")
    assert shown(page) == first
    page.keyboard.press("g")
    expect(page.get_by_label("The guidelines say nothing about it")).to_be_checked()
    page.keyboard.press("e")
    page.locator("#edit[open]").wait_for()
    select(page, "新桥😀明年")
    expect(page.locator("#edit-words")).to_have_text("新桥😀明年")
    page.keyboard.press("]")
    expect(page.locator("#edit-words")).to_have_text("新桥😀明年通")
    page.keyboard.press("4")
    expect(page.locator("#edit select[name=label]")).to_have_value("opinion")
    page.keyboard.press("Escape")
    expect(page.locator("#edit")).not_to_have_attribute("open", "")
    page.keyboard.press("e")
    press(page, "Enter")

    assert shown(page) == second
    assert ("opinion", "新桥😀明年通") in table.gold()
    assert Decision.objects.get(outcome="edited").reason == "guideline_gap"
    press(page, "z")
    assert shown(page) == first
    assert table.gold() == [("source", "王𠮷")]
    press(page, "Shift+Z")
    assert ("opinion", "新桥😀明年通") in table.gold()


def test_what_cannot_be_sent_is_not_decided_and_sent_again_it_is_decided_once(window: Visitor, table: Desk):
    window.expect("ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    page = start(window, table)
    before = shown(page)
    page.route("**/items/**", lambda route: route.abort())

    page.keyboard.press("x")

    expect(page.get_by_text("This could not be sent.")).to_be_visible()
    assert shown(page) == before
    page.unroute("**/items/**")
    lost: list[str] = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().text())
        route.abort()

    page.route("**/items/**", lose)
    page.keyboard.press("x")
    expect(page.get_by_text("This could not be sent.")).to_have_count(2)
    page.unroute("**/items/**")
    press(page, "x")

    assert len(lost) == 1
    assert Decision.objects.filter(rule="").count() == 1


def test_two_at_the_same_item_the_second_is_told(open_window: Callable[..., Visitor], table: Desk):
    first, second = open_window(), open_window()
    page = start(first, table)
    second.sign_in(make_member(table.project, Role.ADJUDICATOR))
    second.page.goto(page.url)
    ready(second.page)

    choice = page.locator(".candidates button").filter(has_text=WORDS)
    press(page, choice.get_attribute("data-key") or "")
    second.page.keyboard.press("x")

    told = f"{table.adjudicator.username} has decided this meanwhile: Quote: {WORDS}"
    expect(second.page.locator("#toasts")).to_contain_text(told)
    expect(second.page.locator(".decided")).to_contain_text("Decided by")
    assert Decision.objects.filter(rule="").count() == 1


def test_fingers_and_buttons_do_the_same(open_window: Callable[..., Visitor], table: Desk):
    window = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = start(window, table)
    first = shown(page)

    page.locator(".candidates button").first.tap()
    page.wait_for_function("before => document.querySelector('#decide')?.dataset.item !== before", arg=first)
    page.get_by_role("button", name="Reject").tap()
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    page.locator("#text mark.gold").first.tap()
    expect(page.locator(".decided")).to_be_visible()

    assert Decision.objects.filter(rule="").count() == 2


@pytest.mark.parametrize("size", [(1440, 900, "light"), (320, 700, "dark")])
def test_every_state_is_accessible_and_fits(
    open_window: Callable[..., Visitor], table: Desk, size: tuple[int, int, Any]
):
    width, height, scheme = size
    window = open_window(viewport={"width": width, "height": height}, color_scheme=scheme)
    manager = table.project.memberships.get(role=Role.MANAGER).user
    window.sign_in(manager)
    page, base = window.page, f"/p/{table.project.slug}"

    def look() -> None:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url

    page.goto(f"{base}/adjudicate/")
    look()
    page.goto(f"{base}/adjudicate/{table.entry.pk}/")
    ready(page)
    look()
    page.keyboard.press("e")
    page.locator("#edit[open]").wait_for()
    look()
    page.keyboard.press("Escape")
    for _number in range(2):
        page.keyboard.press("1")
        settled(page)
        page.wait_for_timeout(200)
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    look()
    page.locator("#text mark.gold").first.click()
    expect(page.locator(".decided")).to_be_visible()
    look()
    table.finish()
    page.reload()
    look()
    page.goto(f"{base}/adjudicate/?show=finished")
    look()
    page.goto(f"{base}/adjudicate/lessons/")
    look()
    page.goto(f"{base}/articles/{table.entry.pk}/gold/")
    look()
    member = table.project.memberships.get(user=table.reviewers[1])
    page.goto(f"{base}/articles/{table.entry.pk}/feedback/?of={member.pk}")
    look()
    table.hand_in(1, SHORTER)
    page.goto(f"{base}/adjudicate/{table.entry.pk}/")
    look()
