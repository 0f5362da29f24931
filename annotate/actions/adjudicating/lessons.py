"""What became of each reviewer's tags: line by line for them, and counted for the team."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotate.actions.adjudicating.gold import TOGETHER
from annotate.actions.adjudicating.reading import handed_in
from annotate.adjudicating.fates import Told, fates
from annotate.adjudicating.items import Reading
from annotate.adjudicating.kinds import Fate
from annotate.adjudicating.stored import from_json
from annotate.adjudicating.tags import Said, canonical
from annotate.models import Assignment, Decision, DecisionItem, Lesson, Span
from annotate.models.labels import labels_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """One item with its decision, and what the gold has of it now."""

    item: DecisionItem
    decision: Decision
    gold: tuple[Said, ...]
    readings: tuple[Reading, ...]

    @property
    def origins(self) -> set[int]:
        """The keys of the reviewers' tags that the gold was made from."""
        return {key for result in self.decision.results for key in result["from"]}

    def lines(self, reviewer: int) -> list[Told]:
        """Return what became of the tags of one reviewer, by the key of their assignment."""
        reading = next((one for one in self.readings if reviewer in one.reviewers), None)
        mine = [said._replace(sources=()) for said in reading.said] if reading is not None else []
        lines = fates(mine, self.gold)
        if reading is not None and any(said.sources for one in self.readings for said in one.said):
            chosen = self.origins.issuperset(reading.keys)
            return [_linked_otherwise(line) if not chosen else line for line in lines]
        return lines


def _linked_otherwise(line: Told) -> Told:
    """Of tags that differ by what they are linked to only, the one not chosen was not simply kept."""
    return line._replace(fate=Fate.DETAILS) if line.fate == Fate.KEPT else line


def outcomes(gold: Assignment) -> Iterator[Outcome]:
    """Yield what was decided about each item of the gold, in the order of the text, by two queries."""
    said = _said(gold)
    held = Decision.objects.live().filter(item__assignment=gold, item__withdrawn_at=None)
    for decision in held.select_related("item").order_by("item__start", "item__end", "item__pk"):
        made = tuple(said[result["span"]] for result in decision.results if result["span"] in said)
        yield Outcome(decision.item, decision, made, tuple(from_json(decision.item.spans)))


def compared(work: Assignment, gold: Assignment) -> list[Told]:
    """Return how the tags of one person's work differ from the gold, thing by thing, by two queries."""
    return fates(list(_said(work).values()), list(_said(gold).values()))


def _said(gold: Assignment) -> Mapping[int, Said]:
    rows = (
        Span.objects.live().filter(assignment=gold).values_list("pk", "start", "end", "label__name", "attrs")
    )
    return {pk: Said(start, end, label, canonical(attrs)) for pk, start, end, label, attrs in rows}


def count_lessons(gold: Assignment) -> None:
    """Keep how many tags of each reviewer came to the same end. Call once when the gold is finished."""
    counts: defaultdict[int, Counter[tuple[str, Fate]]] = defaultdict(Counter)
    reviewers = [work.pk for work in handed_in(gold.entry)]
    for outcome in outcomes(gold):
        for reviewer in reviewers:
            counts[reviewer].update(_counted(outcome.lines(reviewer)))
    labels = labels_of(gold.entry.project).by_name
    Lesson.objects.filter(assignment__in=reviewers).delete()
    Lesson.objects.bulk_create(
        [
            Lesson(assignment_id=reviewer, label=labels[label], fate=fate, number=number)
            for reviewer, found in counts.items()
            for (label, fate), number in sorted(found.items())
        ],
        batch_size=TOGETHER,
    )


def _counted(lines: Iterable[Told]) -> Iterator[tuple[str, Fate]]:
    for line in lines:
        said = line.mine or line.gold
        if said is not None:
            yield said.label, line.fate
