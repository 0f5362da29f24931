"""What adjudicating a pair of the five seeds costs, counted in real keys."""

import pytest
from playwright.sync_api import Page, expect

from annotate.actions.ranges import tidy_ranges
from annotate.adjudicating.stored import from_json
from annotate.adjudicating.tags import Said, alike
from annotate.marking.units import clauses, sentences
from annotate.models import Decision, DecisionItem, Entry, Project, Span, Way
from articles.models import Revision
from articles.readers import read
from tests.annotate.disagreeing import Tag, careful, hasty, submit
from tests.browser.hands import ready
from tests.browsing import Visitor
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


def is_clauses(revision: Revision, tag: Tag) -> bool:
    """Return whether a tag goes from the beginning of a clause to the end of one."""
    [block] = [one for one in revision.blocks if one["start"] <= tag.start < one["end"]]
    text = revision.text[block["start"] : block["end"]]
    found = [
        tidy_ranges(revision, *(place + block["start"] for place in clause))[0]
        for sentence in sentences(text)
        for clause in clauses(text, sentence)
    ]
    return any(start == tag.start for start, _end in found) and any(end == tag.end for _start, end in found)


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
        work = DecisionItem.objects.live().get(key=shown(self.page)).assignment
        if label.input_value() != wanted.label:
            self.press(str(label_of(work.entry.project, wanted.label).digit))
        if (wanted.start, wanted.end) != self.place() and is_clauses(work.revision, wanted):
            self.press("s")
        self.move("start", wanted.start, by_word=("L", "H"), by_one=("}", "{"))
        self.move("end", wanted.end, by_word=("l", "h"), by_one=("]", "["))
        self.press("Enter", decides=True)

    def place(self) -> tuple[int, ...]:
        fields = (self.page.locator(f"#edit input[name={edge}]") for edge in ("start", "end"))
        return tuple(int(field.input_value()) for field in fields)

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
