"""One block with its marks and its notes as HTML: the unit that the page swaps.

Every piece of text passes ``escape`` here; the result is a ``Markup`` that templates leave alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import NamedTuple, Self

from annotate.marking.lanes import LANES, Drawn, lanes, segments

TAGS = {"title": "h1", "heading": "h2"}


class Markup(str):
    """A string that is HTML already."""

    __slots__ = ()

    def __html__(self) -> Self:
        return self


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block ``[start, end)`` of the text, in code points.

    ``since`` is where the block before ends: what begins in the blanks between is shown with this one.
    """

    index: int
    kind: str
    start: int
    end: int
    since: int | None = None

    def begins(self, span: "SpanView") -> bool:
        """Whether this is the first block that the span touches."""
        return (self.start if self.since is None else self.since) <= span.start < self.end


@dataclass(frozen=True, slots=True)
class LabelView:
    """What a label looks like: title in the page's language, colour slot, its first attribute."""

    name: str
    title: str
    slot: int
    attribute: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)  # value → title
    test: str = ""
    digit: int = 0


class SpanView(NamedTuple):
    """A span as the page shows it. ``source`` is the number of the linked source, ``said_by`` its words."""

    number: int
    start: int
    end: int
    label: LabelView
    words: str
    who: str  # initials
    name: str
    attrs: Mapping[str, str] = MappingProxyType({})
    source: int | None = None
    said_by: str = ""
    guess: tuple[int, int] | None = None  # where the speaker seems to stand, when none is linked
    guess_words: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the rows say besides the article, in the page's language."""

    notes: str = "Tags of this paragraph"


def row(text: str, block: BlockView, spans: Sequence[SpanView], *, lang: str, words: Words) -> Markup:
    """Return the block's row: its text with nested marks, and a note for each span that begins in it."""
    notes = "".join(_note(span, lang) for span in spans if block.begins(span))
    tag, length = TAGS.get(block.kind, "p"), block.end - block.start
    aside = f'<ol class="notes" aria-label="{_quoted(words.notes)}">{notes}</ol>' if notes else ""
    return Markup(
        f'<div class="row {block.kind}" id="b{block.index}">'
        f'<{tag} class="blk" data-o="{block.start}" data-n="{length}" lang="{_quoted(lang)}">'
        f"{marked(text, block, spans)}</{tag}>{aside}</div>"
    )


def marked(text: str, block: BlockView, spans: Sequence[SpanView]) -> str:
    """Return the block's text as HTML with one mark for each span over each segment."""
    if not spans:
        return _text(text[block.start : block.end])
    drawn = [
        Drawn(
            span.number,
            max(span.start, block.start) if block.begins(span) else span.start,
            span.end,
            span.label.slot,
        )
        for span in spans
    ]
    lane_of = lanes(drawn)
    return "".join(
        _opening(segment.spans, lane_of, segment.start, segment.end)
        + _text(text[segment.start : segment.end])
        + "</mark>" * len(segment.spans)
        for segment in segments(block.start, block.end, drawn, lane_of)
    )


def _opening(spans: Sequence[Drawn], lane_of: Mapping[int, int], start: int, end: int) -> str:
    """Open the marks over one segment, the outermost first; only the innermost is filled."""
    return "".join(
        f'<mark class="c{span.slot} k{min(lane_of[span.number], LANES - 1)}'
        f"{' s' if span.start == start else ''}{' e' if span.end == end else ''}"
        f'{" in" if depth == len(spans) else ""}" data-a="{span.number}"'
        f"{_details(span) if span.start == start else ''}>"
        for depth, span in enumerate(spans, start=1)
    )


def _details(span: Drawn) -> str:
    """Point from the first mark of a span to its note."""
    return f' aria-details="n{span.number}"'


def _text(text: str) -> str:
    """Escape; a line feed inside a block is a line break, and counts as one code point in both forms."""
    return escape(text, quote=False).replace("\n", "<br>")


def _note(span: SpanView, lang: str) -> str:
    label = span.label
    value = str(span.attrs.get(label.attribute, "")) if span.attrs else ""  # an import may hold numbers
    return (
        f'<li class="note c{label.slot}" id="n{span.number}" data-a="{span.number}" data-s="{span.start}"'
        f' data-e="{span.end}" data-l="{_quoted(label.name)}"{_data(span, value)}>'
        f'<button type="button" class="nb">'
        f'<span class="lb">{_quoted(label.title)}</span> <span class="q" lang="{_quoted(lang)}">'
        f"{_text(span.words)}</span>{_said_by(span, lang)}{_attribute(label, value)}"
        f' <span class="who" title="{_quoted(span.name)}">{_quoted(span.who)}</span></button></li>'
    )


def _data(span: SpanView, value: str) -> str:
    """Return what a script wants to know besides; what is not said is empty."""
    said = f' data-v="{escape(value)}"' if value else ""
    if span.source is not None:
        said += f' data-src="{span.source}"'
    if span.guess:
        said += f' data-gs="{span.guess[0]}" data-ge="{span.guess[1]}"'
    return said + ' data-mine="1"' if span.mine else said


def _said_by(span: SpanView, lang: str) -> str:
    if span.said_by:
        return f' <span class="by" lang="{_quoted(lang)}">— {_text(span.said_by)}</span>'
    if span.guess:
        return f' <span class="by guess" lang="{_quoted(lang)}">— {_text(span.guess_words)}？</span>'
    return ""


def _attribute(label: LabelView, value: str) -> str:
    return f' <span class="at">{escape(label.choices.get(value, value))}</span>' if value else ""


@lru_cache(maxsize=512)
def _quoted(name: str) -> str:
    """Escape what stands again and again on a page: names of labels, languages and people."""
    return escape(name)
