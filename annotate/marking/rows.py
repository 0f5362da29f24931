"""One block with its marks and its notes as HTML: the unit that the page swaps.

Every piece of text passes ``escape`` here; the result is a ``Markup`` that templates leave alone.
"""

import json
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


class AttributeView(NamedTuple):
    """An attribute in the page's language; ``offered`` are the values that can be given, in order."""

    name: str
    title: str
    choices: Mapping[str, str]  # value → title
    offered: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LabelView:
    """What a label looks like: title in the page's language, colour slot, attributes.

    ``look`` is its classes in the style sheet, if they are more than the slot's. The first attribute
    stands by itself, ``more`` are the others. ``digit`` is 0 if no key tags with it.
    """

    name: str
    title: str
    slot: int
    attribute: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)  # value → title
    offered: Sequence[str] = ()
    more: Sequence[AttributeView] = ()
    look: str = ""
    test: str = ""
    digit: int = 0

    @property
    def classes(self) -> str:
        """The classes of the style sheet that give its colour and line."""
        return self.look or f"c{self.slot}"


class LinkView(NamedTuple):
    """A link to another span: the kind's name and title, the span's number and words."""

    kind: str
    title: str
    number: int
    words: str


class TalkView(NamedTuple):
    """What has been said about a span: threads that are open, comments not read, threads resolved.

    ``words`` say so in the page's language.
    """

    open: int
    unread: int
    resolved: int
    words: str


class SpanView(NamedTuple):
    """A span as the page shows it.

    ``sources`` are the numbers of the linked sources, ``said_by`` their words as a list in the page's
    language. ``links`` are the other links: kind, number, title and words of each.
    """

    number: int
    start: int
    end: int
    label: LabelView
    words: str
    who: str  # initials
    name: str
    attrs: Mapping[str, str] = MappingProxyType({})
    sources: Sequence[int] = ()
    said_by: str = ""
    links: Sequence["LinkView"] = ()
    guess: tuple[int, int] | None = None  # where the speaker seems to stand, when none is linked
    guess_words: str = ""
    mine: bool = False
    talk: TalkView | None = None


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
    look_of = {span.number: span.label.classes for span in spans}
    return "".join(
        _opening(segment.spans, lane_of, look_of, segment.start, segment.end)
        + _text(text[segment.start : segment.end])
        + "</mark>" * len(segment.spans)
        for segment in segments(block.start, block.end, drawn, lane_of)
    )


def _opening(
    spans: Sequence[Drawn], lane_of: Mapping[int, int], look_of: Mapping[int, str], start: int, end: int
) -> str:
    """Open the marks over one segment, the outermost first; only the innermost is filled."""
    return "".join(
        f'<mark class="{look_of[span.number]} k{min(lane_of[span.number], LANES - 1)}'
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
        f'<li class="note {label.classes}" id="n{span.number}" data-a="{span.number}" data-s="{span.start}"'
        f' data-e="{span.end}" data-l="{_quoted(label.name)}"{_data(span, value)}>'
        f'<button type="button" class="nb">'
        f'<span class="lb">{_quoted(label.title)}</span> <span class="q" lang="{_quoted(lang)}">'
        f"{_text(span.words)}</span>{_said_by(span, lang)}{_links(span, lang)}{_attribute(label, value)}"
        f"{_more(span)}"
        f'{talk_mark(span.talk)} <span class="who" title="{_quoted(span.name)}">{_quoted(span.who)}</span>'
        "</button></li>"
    )


def talk_mark(talk: TalkView | None) -> Markup:
    """Return what shows at a note that something has been said about its tag: how much, and if it is new."""
    if talk is None:
        return Markup()
    state = " done" if not talk.open else " new" if talk.unread else ""
    return Markup(
        f' <span class="said{state}" title="{_quoted(talk.words)}"><span aria-hidden="true">'
        f'{talk.open or "✓"}</span><span class="vh">{_quoted(talk.words)}</span></span>'
    )


def _data(span: SpanView, value: str) -> str:
    """Return what a script wants to know besides; what is not said is empty."""
    said = f' data-v="{escape(value)}"' if value else ""
    if span.sources:
        said += f' data-src="{" ".join(map(str, span.sources))}"'
    if span.links:
        links = " ".join(f"{link.kind}:{link.number}" for link in span.links)
        said += f' data-links="{escape(links)}"'
    if span.guess:
        said += f' data-gs="{span.guess[0]}" data-ge="{span.guess[1]}"'
    if span.label.more and span.attrs:
        values = {one.name: str(span.attrs[one.name]) for one in span.label.more if one.name in span.attrs}
        said += f' data-vs="{escape(json.dumps(values))}"'
    return said + ' data-mine="1"' if span.mine else said


def _said_by(span: SpanView, lang: str) -> str:
    if span.said_by:
        return f' <span class="by" lang="{_quoted(lang)}">— {_text(span.said_by)}</span>'
    if span.guess:
        return f' <span class="by guess" lang="{_quoted(lang)}">— {_text(span.guess_words)}？</span>'
    return ""


def _links(span: SpanView, lang: str) -> str:
    return "".join(
        f' <span class="by link"><span>{escape(link.title)}</span> <span lang="{escape(lang)}">'
        f"{_text(link.words)}</span></span>"
        for link in span.links
    )


def _attribute(label: LabelView, value: str) -> str:
    return f' <span class="at">{escape(label.choices.get(value, value))}</span>' if value else ""


def _more(span: SpanView) -> str:
    """Return the values of the further attributes, each with the name of what it says."""
    return "".join(
        f' <span class="at more"><span class="vh">{escape(one.title)} </span>'
        f"{escape(one.choices.get(value, value))}</span>"
        for one in span.label.more
        if (value := str(span.attrs.get(one.name, "")))
    )


@lru_cache(maxsize=512)
def _quoted(name: str) -> str:
    """Escape what stands again and again on a page: names of labels, languages and people."""
    return escape(name)
