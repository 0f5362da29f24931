"""What a file with tags holds, in short: all that somebody has to know before it is imported.

It can be kept as JSON, so that a large file need not be read again for each page that shows it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from annotate.imports.foreign import ForeignDocument, ForeignFile, Remark, gettext_noop
from annotate.imports.units import Unit
from articles.problems import ImportProblem
from articles.text.canonical import place_lines

SHOWN_BLOCKS = 30  # paragraphs of the first text
SHOWN_SIGNS = 20_000  # code points of it
SHOWN_SPANS = 400  # tags of it: drawing them takes the square of their number, where they lie on each other
MOST_REMARKS = 200  # that are kept
MOST_NAMES = 1_000  # for each of which somebody would have to say what it is here

MANY_NAMES = gettext_noop("It has more than 1,000 different labels, links and annotators.")
OTHER_FIELD = gettext_noop(
    "Look whether the right field holds the labels, or bring them together, and import the file then."
)

Ends = tuple[tuple[str, ...], tuple[str, ...]]


class Stretch(NamedTuple):
    """A tag of the first text, in its code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class FirstText:
    """The beginning of the first text with tags: its paragraphs are ranges of code points, half-open."""

    title: str
    lang: str
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    spans: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. The labels, kinds of links and annotators are counted by how often they stand in it.

    ``ends`` are the labels that the links of each kind begin and end at. ``projects`` are the slugs of those
    that native texts come from; ``more`` counts remarks that are left out.
    """

    format: str
    unit: Unit
    texts: int
    labels: Counter[str]
    links: Counter[str]
    people: Counter[str]
    ends: Mapping[str, Ends]
    projects: tuple[str, ...]
    remarks: tuple[Remark, ...]
    more: int
    first: FirstText | None

    def as_json(self) -> dict[str, Any]:
        """Return what ``from_json`` takes."""
        first = self.first
        return {
            "format": self.format,
            "unit": str(self.unit),
            "texts": self.texts,
            "labels": dict(self.labels),
            "links": dict(self.links),
            "people": dict(self.people),
            "ends": {kind: list(map(list, sides)) for kind, sides in self.ends.items()},
            "projects": list(self.projects),
            "remarks": [[remark.where, remark.sentence, dict(remark.values)] for remark in self.remarks],
            "more": self.more,
            "first": first and [first.title, first.lang, first.text, first.paragraphs, first.spans],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Contents":
        """Return the contents that were kept."""
        first = told["first"]
        return cls(
            format=told["format"],
            unit=Unit(told["unit"]),
            texts=told["texts"],
            labels=Counter(told["labels"]),
            links=Counter(told["links"]),
            people=Counter(told["people"]),
            ends={kind: (tuple(starts), tuple(goals)) for kind, (starts, goals) in told["ends"].items()},
            projects=tuple(told["projects"]),
            remarks=tuple(Remark(*remark) for remark in told["remarks"]),
            more=told["more"],
            first=first and _first(first),
        )


def contents_of(file: ForeignFile, name: str) -> Contents:
    """Count what is in a file of this name; raises ImportProblem if too many names are in it."""
    documents = file.documents
    labels, links = labels_in(file), links_in(file)
    people = Counter(span.annotator for document in documents for span in document.spans if span.annotator)
    if len(labels) + len(links) + len(people) > MOST_NAMES:
        raise ImportProblem(name, MANY_NAMES, OTHER_FIELD)
    shown = [*islice((one for one in documents if one.spans), 1), *documents[:1]]
    return Contents(
        format=file.format,
        unit=file.unit,
        texts=len(documents),
        labels=labels,
        links=links,
        people=people,
        ends=_ends(file),
        projects=tuple(sorted({document.project for document in documents})),
        remarks=file.remarks[:MOST_REMARKS],
        more=max(0, len(file.remarks) - MOST_REMARKS),
        first=_beginning(shown[0]) if shown else None,
    )


def labels_in(file: ForeignFile) -> Counter[str]:
    """Count the tags of each label."""
    return Counter(span.label for document in file.documents for span in document.spans)


def links_in(file: ForeignFile) -> Counter[str]:
    """Count the links of each kind."""
    return Counter(link.kind for document in file.documents for link in document.relations)


def _ends(file: ForeignFile) -> dict[str, Ends]:
    found: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for document in file.documents:
        labels = {span.key: span.label for span in document.spans}
        for link in document.relations:
            for side, key in zip(found[link.kind], (link.from_key, link.to_key), strict=True):
                if key in labels:
                    side.add(labels[key])
    return {kind: (tuple(sorted(starts)), tuple(sorted(goals))) for kind, (starts, goals) in found.items()}


def _beginning(document: ForeignDocument) -> FirstText:
    text = document.text[:SHOWN_SIGNS]
    blocks = document.blocks or place_lines(text)
    paragraphs = tuple(
        (block.start, min(block.end, len(text)))
        for block in islice(blocks, SHOWN_BLOCKS)
        if block.start < len(text)
    )
    end = paragraphs[-1][1] if paragraphs else 0
    shown = [span for span in document.spans if span.start < end]
    if len(shown) > SHOWN_SPANS:  # no paragraph behind the last one, which would look as if it had no tags
        paragraphs = tuple(place for place in paragraphs if place[0] <= shown[SHOWN_SPANS - 1].start)
        end = paragraphs[-1][1]
    return FirstText(
        title=document.title,
        lang=document.article.lang or "",
        text=text[:end],
        paragraphs=paragraphs,
        spans=tuple(Stretch(span.start, min(span.end, end), span.label) for span in shown[:SHOWN_SPANS]),
    )


def _first(told: Sequence[Any]) -> FirstText:
    title, lang, text, paragraphs, spans = told
    return FirstText(
        title,
        lang,
        text,
        tuple((start, end) for start, end in paragraphs),
        tuple(Stretch(*span) for span in spans),
    )
