"""From a selection to the ranges that may be tagged: one rule for every way in."""

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotate.marking.graphemes import widen
from annotate.marking.units import sentences, trim
from articles.models import Revision


def tidy_ranges(revision: Revision, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges to tag for a selection ``[start, end)``, in code points of the text.

    One range for each block that the selection touches: widened to whole grapheme clusters, then
    trimmed of blanks and of ，。；：、 at both ends; blocks of which nothing is left are passed over.
    Raises ValidationError if the selection lies outside of the text or nothing is left.
    """
    if not 0 <= start < end <= len(revision.text):
        raise ValidationError(
            _("The selection lies outside of the article. Reload the page and select the words again.")
        )
    found = [
        _tidy(revision.text, block["start"], block["end"], start, end)
        for block in revision.blocks
        if block["start"] < end and start < block["end"]
    ]
    ranges = [(left, right) for left, right in found if left < right]
    if not ranges:
        raise ValidationError(_("Only blanks or punctuation are selected. Select some words."))
    return ranges


def _tidy(text: str, block_start: int, block_end: int, start: int, end: int) -> tuple[int, int]:
    block = text[block_start:block_end]
    left, right = widen(block, max(start - block_start, 0), min(end - block_start, len(block)))
    left, right = trim(block, left, right)
    return block_start + left, block_start + right


def block_around(revision: Revision, at: int) -> tuple[int, int]:
    """Return the block ``[start, end)`` that holds the code point ``at``, or the one before it."""
    place = bisect_right(revision.blocks, at, key=itemgetter("start")) - 1
    block = revision.blocks[max(place, 0)]
    return block["start"], block["end"]


def sentence_around(revision: Revision, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of whole sentences that ``[start, end)`` touches, inside its block."""
    block_start, block_end = block_around(revision, start)
    block = revision.text[block_start:block_end]
    left, right = sentence_in(block, start - block_start, end - block_start)
    return block_start + left, block_start + right


def sentence_in(block: str, start: int, end: int) -> tuple[int, int]:
    """Return the same in code points of the block."""
    touched = [(left, right) for left, right in _sentences(block) if left < end and start < right]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


@lru_cache(maxsize=512)
def _sentences(block: str) -> list[tuple[int, int]]:
    """Cut a block once for all its spans."""
    return sentences(block)
