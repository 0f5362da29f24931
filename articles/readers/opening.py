"""The title of a text that does not say which of its lines is the title."""

import re
from dataclasses import replace

from articles.outlets.findings import Extract
from articles.text.blocks import Block, Dropped, Kind

_LONGEST_TITLE = 120  # code points
_SENTENCE_END = tuple("。．.；;，,！!")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?]?")
_OPENING = 2
_NO_TITLE = frozenset({Kind.CAPTION, Kind.BYLINE, Kind.TABLE_ROW})


def take_title(found: Extract) -> str:
    """Remove the title from the blocks of an extract and return it.

    It is the first heading if that stands at the beginning, else the first short line. If there
    is none, the first sentence is lent as a title and stays in its block.
    """
    blocks = found.blocks
    text_blocks = [block for block in blocks[: _OPENING + 1] if block.kind not in _NO_TITLE]
    if not text_blocks:
        return ""
    heading = next((block for block in text_blocks[:_OPENING] if block.kind == Kind.HEADING), None)
    first = heading or text_blocks[0]
    line, _, rest = first.text.partition("\n")
    alone = len(blocks) == 1 and not rest
    if (heading or is_title(line)) and not alone:
        number = blocks.index(first)
        if rest:
            blocks[number] = Block(first.kind, rest, first.level)
        else:
            del blocks[number]
            found.dropped = [_moved(piece, number) for piece in found.dropped]
        return line
    sentence = _SENTENCE.match(line)
    return (sentence.group() if sentence else line)[:_LONGEST_TITLE].strip()


def _moved(piece: Dropped, number: int) -> Dropped:
    """Count one block less before a piece that stood behind block ``number``."""
    return replace(piece, after=piece.after - 1) if piece.after > number else piece


def is_title(line: str) -> bool:
    """Whether a line is short and does not end as a sentence does."""
    return 0 < len(line) <= _LONGEST_TITLE and not line.endswith(_SENTENCE_END)
