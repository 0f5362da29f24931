"""A report on agreement as the page shows it: names, rounded numbers and pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from annotate.measures.comparing import Counts
from annotate.measures.values import Reason
from annotate.models import Label, Membership
from annotate.models.projects import in_language
from annotate.reports.agreement_content import Content
from annotate.reports.agreement_names import Names
from annotate.reports.agreement_sums import ANY
from annotate.views.agreement.plots import (
    FEW,
    Part,
    Point,
    Scale,
    Segment,
    parts_of,
    points_of,
    scale_of,
    segments_of,
)

MOST_IN_MATRIX = 12  # reviewers; more of them are listed pair by pair
MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Number:
    """A number to show: ``text`` is empty if it is undefined, and ``reason`` says why."""

    text: str
    reason: str = ""
    interval: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None


def number(found: Mapping[str, Any]) -> Number:
    """Return a stored number as it is shown."""
    value = found["value"]
    if value is None:
        return Number("", _reason(found.get("reason", "")))
    low, high = found.get("low"), found.get("high")
    interval = "" if low is None else _("%(low)s to %(high)s") % {"low": _two(low), "high": _two(high)}
    return Number(_two(value), "", interval, value, low, high)


def _two(value: float | None) -> str:
    return str(number_format(round(value or 0.0, 2) + 0.0, 2)).replace("-", "−")


def _reason(reason: str) -> str:
    match reason:
        case Reason.NO_SPANS:
            return _("no tags")
        case Reason.NO_VALUES:
            return _("no values to compare")
        case _:
            return _("no disagreement to expect")


@dataclass(frozen=True, slots=True)
class Line:
    """One label, or all of them."""

    title: str
    slot: int
    counts: Counts
    f1: Number
    exact_f1: Number
    overlap_f1: Number
    u_alpha: Number
    kappa: Number | None
    by_hand: Number | None
    parts: list[Part]

    @property
    def is_few(self) -> bool:
        """Whether too little was tagged for the numbers to mean much."""
        return self.counts.spans < FEW


@dataclass(frozen=True, slots=True)
class BarLine:
    """Counts with their bar and their F1."""

    counts: Counts

    @property
    def f1(self) -> Number:
        """Span F1."""
        return _f1(self.counts)

    @property
    def parts(self) -> list[Part]:
        """The bar of all tags."""
        return parts_of(self.counts)

    @property
    def is_few(self) -> bool:
        """Whether too little was tagged for the number to mean much."""
        return self.counts.spans < FEW


@dataclass(frozen=True, slots=True)
class Dot:
    """A line's uα in the plot, with its interval if there is one."""

    line: Line
    x: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Cell(BarLine):
    """What two reviewers have in common."""

    names: tuple[str, str]
    articles: int


@dataclass(frozen=True, slots=True)
class Week(BarLine):
    """One week of submissions, from its Monday on."""

    day: date
    articles: int


@dataclass(frozen=True, slots=True)
class Mixed:
    """The same words under two labels, and how often."""

    titles: tuple[str, str]
    spans: int


class Shown:
    """A report for one member, of one label or of all."""

    def __init__(self, content: Content, names: Names, member: Membership, label: int | None) -> None:
        self.content, self.names, self.member = content, names, member
        self.label = label or ANY
        by_hand = content["by_hand"]
        self._by_hand = {line["label"]: line["f1"] for line in by_hand["labels"]} if by_hand else {}
        self.overall = self._line(content["overall"], by_hand["overall"]["f1"] if by_hand else None)
        self.lines = sorted(
            (self._labelled(line) for line in content["labels"]), key=lambda line: (line.slot, line.title)
        )
        self.headline = self._headline()
        self.boundaries = {
            "binary": number(content["overall"]["binary_u_alpha"]),
            "cu": number(content["overall"]["cu_alpha"]),
        }

    def title(self, label: int) -> str:
        """Return what a label is called on the page."""
        found = self.names.labels.get(label)
        return found.title if found else _("a removed label")

    def _line(self, line: Content, by_hand: Content | None, label: Label | None = None) -> Line:
        counts = Counts(*line["counts"])
        return Line(
            title=label.title if label else _("All labels"),
            slot=label.slot if label else 0,
            counts=counts,
            f1=number(line["f1"]),
            exact_f1=number(line["exact_f1"]),
            overlap_f1=number(line["overlap_f1"]),
            u_alpha=number(line["u_alpha"]),
            kappa=number(line["character_kappa"]) if "character_kappa" in line else None,
            by_hand=number(by_hand) if by_hand else None,
            parts=parts_of(counts),
        )

    def _labelled(self, line: Content) -> Line:
        return self._line(line, self._by_hand.get(line["label"]), self.names.labels.get(line["label"]))

    def _headline(self) -> Line:
        """Return the line of the label that is asked for; without tags of it, an empty one."""
        if self.label == ANY:
            return self.overall
        for line in self.content["labels"]:
            if line["label"] == self.label:
                return self._labelled(line)
        nothing: Content = {"value": None, "reason": Reason.NO_SPANS}
        empty = dict.fromkeys(("f1", "exact_f1", "overlap_f1", "u_alpha"), nothing)
        return self._line({"counts": Counts(), **empty}, None, self.names.labels.get(self.label))

    @property
    def mean_of_pairs(self) -> str:
        """The mean of the pairs' F1, where there are several pairs and no label is asked for."""
        mean = self.content["overall"]["mean_of_pairs"]
        has_several = len(self.content["pairs"]) > 1
        return _two(mean) if has_several and mean is not None and self.label == ANY else ""

    @property
    def scale(self) -> Scale:
        """The axis of the plot of uα."""
        known = (self.overall, *self.lines)
        ends = [line.u_alpha.value if line.u_alpha.low is None else line.u_alpha.low for line in known]
        return scale_of([end for end in ends if end is not None])

    @property
    def dots(self) -> list[Dot]:
        """The points of the plot of uα, all labels first."""
        scale = self.scale
        return [
            Dot(
                line,
                scale.at(line.u_alpha.value),
                "" if line.u_alpha.low is None else scale.at(line.u_alpha.low),
                "" if line.u_alpha.high is None else scale.at(line.u_alpha.high),
            )
            for line in (self.overall, *self.lines)
            if line.u_alpha.value is not None
        ]

    @property
    def pairs(self) -> list[Cell]:
        """The pairs of reviewers, the lowest first; at most fifty."""
        cells = [self._cell(pair) for pair in self.content["pairs"]]
        return sorted(cells, key=lambda cell: (cell.f1.value is None, cell.f1.value))[:MOST_PAIRS]

    @property
    def matrix(self) -> list[tuple[str, list[Cell | None]]]:
        """A row for each reviewer with a cell for each; none for too few or too many of them."""
        reviewers: list[int] = self.content["reviewers"]
        if not 2 < len(reviewers) <= MOST_IN_MATRIX:  # noqa: PLR2004 - two make one pair
            return []
        cells = {tuple(pair["reviewers"]): self._cell(pair) for pair in self.content["pairs"]}
        return [
            (self._name(row), [cells.get((min(row, one), max(row, one))) for one in reviewers])
            for row in reviewers
        ]

    @property
    def reviewers(self) -> list[str]:
        """Who was compared."""
        return [self._name(one) for one in self.content["reviewers"]]

    def _name(self, reviewer: int) -> str:
        return self.names.shown(reviewer, self.member)

    def _cell(self, pair: Content) -> Cell:
        first, second = pair["reviewers"]
        counts = self.counts(pair["counts"])
        return Cell(counts, (self._name(first), self._name(second)), pair["articles"])

    def counts(self, by_label: Mapping[str, Sequence[int]]) -> Counts:
        """Return the counts of the label that is asked for."""
        return Counts(*by_label.get(str(self.label), ()))

    @property
    def weeks(self) -> list[Week]:
        """The weeks in which something comparable was submitted."""
        return [
            Week(self.counts(week["counts"]), date.fromisoformat(week["week"]), week["articles"])
            for week in self.content["weeks"]
        ]

    @property
    def plotted(self) -> list[tuple[Point, Week]]:
        """The weeks of which there is a number, with their points in the plot."""
        weeks = [week for week in self.weeks if week.counts.spans]
        points = points_of(
            [week.day.toordinal() for week in weeks],
            [week.f1.value or 0.0 for week in weeks],
            [week.counts.spans for week in weeks],
        )
        return list(zip(points, weeks, strict=True))

    @property
    def half(self) -> str:
        """One half, as the language of the page writes it."""
        return str(number_format(0.5, 1))

    @property
    def segments(self) -> list[Segment]:
        """The lines of the plot over time."""
        return segments_of([point for point, _week in self.plotted])

    @property
    def worst(self) -> list[tuple[int, Counts]]:
        """The articles with tags of the label that is asked for, by entry, those that agree least first."""
        known = ((one["entry"], self.counts(one["counts"])) for one in self.content["worst"])
        rows = [(entry, counts) for entry, counts in known if counts.spans]
        return sorted(rows, key=lambda row: (2 * row[1].same / row[1].spans, -row[1].spans, row[0]))

    @property
    def mixed(self) -> list[Mixed]:
        """Which labels two reviewers gave to the same words, the most frequent first."""
        rows = sorted(self.content["confused"], key=lambda row: -row[2])
        return [
            Mixed((self.title(first), self.title(second)), spans)
            for first, second, spans in rows
            if self.label in (ANY, first, second)
        ]

    @property
    def attributes(self) -> list[dict[str, object]]:
        """What was said of tags that both reviewers made."""
        return [
            {
                "label": self.title(one["label"]),
                "name": self._attribute(one["label"], one["name"]),
                "pairs": one["pairs"],
                "same": one["same"],
                "alpha": number(one["alpha"]),
                "kappa": number(one["kappa"]) if "kappa" in one else None,
            }
            for one in self.content["values"]
            if self.label in (ANY, one["label"])
        ]

    def _attribute(self, label: int, name: str) -> str:
        found = self.names.labels.get(label)
        for attribute in found.attributes if found else []:
            if attribute["name"] == name and attribute.get("titles"):
                return in_language(attribute["titles"])
        return name

    @property
    def links(self) -> list[dict[str, object]]:
        """The links between tags that both reviewers made."""
        return [
            {
                "kind": kind.title if (kind := self.names.kinds.get(one["kind"])) else _("a removed link"),
                "links": one["links"],
                "same": one["same"],
                "f1": _two(one["f1"]),
            }
            for one in self.content["links"]
        ]


def _f1(counts: Counts) -> Number:
    return number({"value": counts.f1.as_float(), "reason": Reason.NO_SPANS})
