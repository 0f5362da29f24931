"""The card beside the text: one item, what the reviewers say about it, and what was decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from annotate.adjudicating.items import Reading
from annotate.adjudicating.kinds import ItemKind, Reason
from annotate.adjudicating.rules import shuffled
from annotate.adjudicating.stored import from_json
from annotate.adjudicating.tags import Said, canonical
from annotate.forms.adjudication import ATTRIBUTE
from annotate.models import Decision, DecisionItem, Entry, Label, Relation, Span
from annotate.models.adjudication import KIND_NAMES, REASON_NAMES
from annotate.models.labels import ProjectLabels, labels_of
from annotate.models.projects import in_language
from annotate.views.adjudication.text import LETTERS
from articles.importing.sentences import listed

ENDS = 16  # code points shown of each end of what the candidates have in common
LONGEST_KEY = 9  # candidates that have a digit


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a candidate's words; ``differs`` if not all candidates have it, ``gap`` if left out."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """An attribute or a source in words."""

    title: str
    value: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One tag of a candidate as the card shows it."""

    label: Label
    pieces: tuple[Piece, ...]
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading: how many reviewers it is from, never who."""

    name: str
    letter: str
    key: str
    tags: tuple[Shown, ...]
    count: int
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute that may be edited: the field's name, a title, and the values with their titles."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]
    present: str


@dataclass(frozen=True, slots=True)
class Choosable:
    """A label that may be given, with the fields of its attributes."""

    label: Label
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the page says of one item."""

    item: DecisionItem
    kind: str | Promise
    candidates: tuple[Candidate, ...]
    readings: tuple[Reading, ...]
    reviewers: int
    decision: Decision | None
    gold: tuple[Span, ...]
    reasons: tuple[tuple[str, str | Promise], ...]

    @property
    def takes_all(self) -> bool:
        """Whether all candidates may go into the gold together, as different labels of the same words."""
        return self.item.kind == ItemKind.LABEL

    @property
    def edit(self) -> Said:
        """What editing starts from: what is in the gold already, else the first candidate."""
        if self.gold:
            first = self.gold[0]
            return Said(first.start, first.end, first.label.name, canonical(first.attrs))
        return self.readings[0].said[0]

    @property
    def choices(self) -> list[Choosable]:
        """The labels that may be given."""
        labels = labels_of(self.item.assignment.entry.project).by_pk.values()
        return [_choosable(label, self.edit) for label in labels if label.archived_at is None]


def card_of(entry: Entry, item: DecisionItem, reviewers: int) -> Card:
    """Return the card of an item, by three queries."""
    item.assignment.entry = entry
    readings = shuffled(from_json(item.spans), seed_of(entry))
    held = Decision.objects.live().filter(item=item).select_related("adjudicator")
    decision = held.first()
    made = [result["span"] for result in decision.results] if decision else []
    gold = tuple(Span.objects.live().filter(pk__in=made).select_related("label")) if made else ()
    labels = labels_of(entry.project)
    return Card(
        item=item,
        kind=KIND_NAMES[ItemKind(item.kind)],
        candidates=_candidates(entry, labels, readings, decision),
        readings=tuple(readings),
        reviewers=reviewers,
        decision=decision,
        gold=gold,
        reasons=tuple((reason.value, REASON_NAMES[reason]) for reason in Reason if reason != Reason.NONE),
    )


def _choosable(label: Label, edited: Said) -> Choosable:
    present = edited.attributes if edited.label == label.name else {}
    return Choosable(
        label,
        tuple(
            Field(
                f"{ATTRIBUTE}{label.name}-{one['name']}",
                in_language(one["titles"]),
                tuple(
                    (choice["value"], in_language(choice["titles"]))
                    for choice in one["choices"]
                    if not choice.get("archived") or choice["value"] == present.get(one["name"])
                ),
                str(present.get(one["name"], "")),
            )
            for one in label.attributes
            if not one.get("archived") or one["name"] in present
        ),
    )


def seed_of(entry: Entry) -> str:
    """Return what the order of an article's candidates is drawn by."""
    return f"{entry.project.uid}:{entry.pk}"


def _candidates(
    entry: Entry, labels: ProjectLabels, readings: Sequence[Reading], decision: Decision | None
) -> tuple[Candidate, ...]:
    sources = _sources(readings)
    core = _core(readings)
    common = _common(readings, sources)
    named = {name for reading in readings for said in reading.said for name in said.attributes}
    chosen = set(decision.chosen) if decision else set()
    return tuple(
        Candidate(
            name=reading.name,
            letter=letter,
            key=str(number) if number <= LONGEST_KEY else "",
            tags=tuple(
                Shown(
                    labels.by_name[said.label],
                    pieces(entry.revision.text, said, core),
                    _details(labels.by_name[said.label], said, sources[reading.name, said], common, named),
                )
                for said in reading.said
            ),
            count=len(reading.reviewers),
            is_taken=bool(chosen.issuperset(reading.keys) and chosen),
        )
        for number, (letter, reading) in enumerate(zip(LETTERS, readings, strict=False), start=1)
    )


def _core(readings: Iterable[Reading]) -> tuple[int, int]:
    """Return the words that all have tagged; an empty range if there are none."""
    ranges = [(reading.said[0].start, reading.said[-1].end) for reading in readings]
    low, high = max(start for start, _end in ranges), min(end for _start, end in ranges)
    return (low, high) if low < high else (low, low)


def pieces(text: str, said: Said, core: tuple[int, int]) -> tuple[Piece, ...]:
    """Cut a candidate's words into what only some have, at both ends, and what all have, shortened."""
    low, high = max(said.start, core[0]), min(said.end, core[1])
    if low >= high:
        return (Piece(_shortened(text[said.start : said.end]), differs=True),)
    found = [
        Piece(_shortened(text[said.start : low]), differs=True),
        Piece(_shortened(text[low:high])),
        Piece(_shortened(text[high : said.end]), differs=True),
    ]
    return tuple(piece for piece in found if piece.text)


def _shortened(words: str) -> str:
    if len(words) <= 3 * ENDS:
        return words
    return f"{words[:ENDS]} … {words[-ENDS:]}"


Sources = dict[tuple[str, Said], str]


def _sources(readings: Iterable[Reading]) -> defaultdict[tuple[str, Said], str]:
    """Return the words that each tag of each reading is linked to, by one query."""
    by_key = {
        key: (reading.name, said)
        for reading in readings
        for said in reading.said
        for key in reading.spans[said]
    }
    rows = Relation.objects.live().filter(from_span__in=by_key).order_by("to_span__start", "pk")
    words: defaultdict[tuple[str, Said], list[str]] = defaultdict(list)
    for key, found in rows.values_list("from_span_id", "to_span__words"):
        if found not in words[by_key[key]]:
            words[by_key[key]].append(found)
    return defaultdict(str, {place: listed(found) for place, found in words.items()})


Known = tuple[str, str]  # the name of an attribute and its value, or nothing and a source


def _common(readings: Iterable[Reading], sources: Mapping[tuple[str, Said], str]) -> set[Known]:
    """Return the attributes and sources that all tags of all readings have."""
    sets: list[set[Known]] = [
        {("", sources[reading.name, said]), *((name, repr(value)) for name, value in said.attributes.items())}
        for reading in readings
        for said in reading.said
    ]
    return set.intersection(*sets)


def _details(
    label: Label, said: Said, source: str, common: set[Known], named: set[str]
) -> tuple[Detail, ...]:
    """Return the attributes, those also that only another candidate has, and who is named as the source."""
    found = []
    attributes = said.attributes
    for definition in label.attributes:
        name, value = definition["name"], attributes.get(definition["name"])
        if name in named:
            titles = {choice["value"]: in_language(choice["titles"]) for choice in definition["choices"]}
            words = _("not set") if value is None else titles.get(str(value), str(value))
            found.append(Detail(in_language(definition["titles"]), words, (name, repr(value)) not in common))
    if source:
        found.append(Detail("", source, ("", source) not in common))
    return tuple(found)
