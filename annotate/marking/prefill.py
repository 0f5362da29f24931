"""Values that the words of a new span suggest for its attribute. Never more than a suggestion."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotate.marking.lexicon import BLANK, QUOTE_PAIRS
from annotate.marking.quoted import said, stretches
from annotate.marking.sources import source_type

#: What may stand beside a quotation in a direct quote: the marks between two quoted sentences.
_NO_WORDS = re.compile(rf"(?:[。！？!?；;…，,、：:.\"—·“”‘’{re.escape(''.join(QUOTE_PAIRS))}]|{BLANK})*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A span's words, what stands before and after them in its block, and how the span is linked."""

    words: str
    before: str
    after: str
    inside_quote: bool
    has_source: bool

    @property
    def block(self) -> str:
        """The text of the whole block."""
        return self.before + self.words + self.after

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand in ``block``, in code points."""
        return len(self.before), len(self.before) + len(self.words)


def prefill(
    rule: str, *, words: str, before: str, after: str, inside_quote: bool, has_source: bool
) -> str | None:
    """Return the value that ``rule`` suggests for a span, or None if it suggests none.

    ``before`` and ``after`` are the rest of the block around the span's ``words``: quotation marks pair off
    from its start. ``inside_quote`` says that a span tagged as quote holds this one, ``has_source`` that
    it is linked to a source. A rule that is not known suggests nothing, so that no tag is ever refused.
    """
    suggest = RULES.get(rule)
    return suggest(Surroundings(words, before, after, inside_quote, has_source)) if suggest else None


def _quote_type(given: Surroundings) -> str:
    """Tell ``direct``, ``mixed`` or ``indirect`` by how much of the span stands in quotation marks."""
    start, end = given.span
    last, touched = start, False
    outside: list[str] = []
    for opening, closing in stretches(given.block):
        if opening < end and start < closing:
            outside.append(given.block[last : max(last, opening)])
            last, touched = closing, True
    outside.append(given.block[last:end])
    if not touched:
        return "indirect"
    return "direct" if _NO_WORDS.fullmatch("".join(outside)) else "mixed"


def _source_type(given: Surroundings) -> str | None:
    return source_type(given.words)


def _voice(given: Surroundings) -> str:
    """Tell whether the ``author`` or a ``source`` speaks; words in quotation marks are a source's."""
    start, end = given.span
    quoted = any(opening <= start and end <= closing for opening, closing in said(given.block))
    return "source" if given.inside_quote or given.has_source or quoted else "author"


RULES: Mapping[str, Callable[[Surroundings], str | None]] = {
    "quotation_marks": _quote_type,
    "source_words": _source_type,
    "surroundings": _voice,
}
