"""The text of an article that is adjudicated: what is gold, what is undecided, and one item's candidates."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from annotate.adjudicating.items import Reading
from annotate.marking.lanes import LANES, Drawn, lanes, segments
from annotate.marking.rows import TAGS, BlockView, Markup
from annotate.models import Assignment, Decision, DecisionItem, Label, Span
from annotate.models.labels import labels_of
from annotate.views.bench.rows import blocks_of
from articles.models import Revision

LETTERS = "ABCDEFGHIJKLMNOPQRST"  # a candidate each; a project has at most 20 reviewers


class Mark(NamedTuple):
    """A stretch ``[start, end)`` that is drawn: gold, undecided (``open``) or a candidate (``cand``)."""

    start: int
    end: int
    slot: int
    look: str
    item: str = ""  # the key of the item that it belongs to
    letter: str = ""
    line: str = ""  # a class of the style sheet, where the label has not the usual line of its colour


@dataclass(frozen=True, slots=True)
class Candidates:
    """The item that is shown, and its candidates in the order of their letters."""

    item: DecisionItem
    readings: Sequence[Reading]


Stretch = tuple[int, int]


def marks_of(gold: Assignment, shown: Candidates | None, within: Stretch | None = None) -> list[Mark]:
    """Return what is drawn on the text, or on ``within``, in the order of the text, by three queries."""
    spans = Span.objects.live().filter(assignment=gold)
    held = Decision.objects.live().filter(item__assignment=gold, item__withdrawn_at=None)
    items = DecisionItem.objects.undecided().filter(assignment=gold)
    if within is not None:
        spans = spans.crossing(*within)
        held = held.filter(item__start__lt=within[1], item__end__gt=within[0])
        items = items.filter(start__lt=within[1], end__gt=within[0])
    rows = held.order_by().values_list("item__key", "results")
    keys = {result["span"]: key for key, results in rows for result in results}
    labels = labels_of(gold.entry.project).by_pk
    current = shown.item.key if shown else ""
    marks = [
        Mark(start, end, labels[label].slot, "gold", keys.get(pk, ""), line=_line(labels[label]))
        for pk, start, end, label in spans.values_list("pk", "start", "end", "label_id")
        if keys.get(pk, "") != current or not current
    ]
    for key, start, end in items.values_list("key", "start", "end"):
        marks += [Mark(start, end, 0, "open", key)] if key != current else []
    marks += _candidates(shown, labels_of(gold.entry.project).by_name) if shown else []
    return sorted(marks)


def _candidates(shown: Candidates, labels: dict[str, Label]) -> Iterable[Mark]:
    for letter, reading in zip(LETTERS, shown.readings, strict=False):
        for said in reading.said:
            label = labels[said.label]
            yield Mark(said.start, said.end, label.slot, "cand", shown.item.key, letter, _line(label))


def _line(label: Label) -> str:
    return label.look.removeprefix(f"c{label.slot}")


def blocks_touching(revision: Revision, stretches: Collection[Stretch]) -> list[BlockView]:
    """Return the blocks that any of some stretches of the text touches."""
    return [
        block
        for block in blocks_of(revision)
        if any(block.start < end and start < block.end for start, end in stretches)
    ]


def draw(text: str, blocks: Sequence[BlockView], marks: Sequence[Mark], *, lang: str) -> dict[str, Markup]:
    """Return the HTML of each block's row by its id."""
    by_block: defaultdict[int, list[tuple[int, Mark]]] = defaultdict(list)
    place = 0
    for number, mark in enumerate(marks):
        while place < len(blocks) and blocks[place].end <= mark.start:
            place += 1
        for block in blocks[place:]:
            if block.start >= mark.end:
                break
            by_block[block.index].append((number, mark))
    return {f"b{block.index}": _row(text, block, by_block[block.index], lang) for block in blocks}


def _row(text: str, block: BlockView, marks: Sequence[tuple[int, Mark]], lang: str) -> Markup:
    tag = TAGS.get(block.kind, "p")
    return Markup(
        f'<div class="row {block.kind}" id="b{block.index}">'
        f'<{tag} class="blk" data-o="{block.start}" data-n="{block.end - block.start}" lang="{escape(lang)}">'
        f"{_marked(text, block, marks)}</{tag}></div>"
    )


def _marked(text: str, block: BlockView, marks: Sequence[tuple[int, Mark]]) -> str:
    if not marks:
        return _plain(text[block.start : block.end])
    by_number = dict(marks)
    drawn = [Drawn(number, mark.start, mark.end, mark.slot) for number, mark in marks]
    lane_of = lanes(drawn)
    parts = []
    for segment in segments(block.start, block.end, drawn, lane_of):
        for depth, span in enumerate(segment.spans, start=1):
            lane, mark = min(lane_of[span.number], LANES - 1), by_number[span.number]
            parts.append(_opening(mark, lane, segment.start, segment.end, depth == len(segment.spans)))
        parts.append(_plain(text[segment.start : segment.end]) + "</mark>" * len(segment.spans))
    return "".join(parts)


def _opening(mark: Mark, lane: int, start: int, end: int, inner: bool) -> str:  # noqa: FBT001 - drawn often
    begins, ends = start <= mark.start, mark.end <= end
    letter = f' data-letter="{mark.letter}"' if mark.letter and begins else ""
    classes = f"{mark.look} c{mark.slot}{mark.line} k{lane}"
    return (
        f'<mark class="{classes}{" s" if begins else ""}{" e" if ends else ""}'
        f'{" in" if inner else ""}" data-i="{mark.item}"{letter}>'
    )


def _plain(text: str) -> str:
    """Escape; a line feed inside a block is a line break, and counts as one code point in both forms."""
    return escape(text, quote=False).replace("\n", "<br>")
