"""The one text that all offsets count in."""

from collections.abc import Iterable

from articles.text.blocks import Block, Kind, PlacedBlock


def canonical_text(blocks: Iterable[Block]) -> tuple[str, list[PlacedBlock]]:
    """Join the blocks by one line feed each, and say where each of them lies.

    Offsets are code points, half-open. Blocks may hold line feeds of their own, so the text must
    never be split at them.
    """
    texts: list[str] = []
    placed: list[PlacedBlock] = []
    start = 0
    for block in blocks:
        end = start + len(block.text)
        placed.append(PlacedBlock(block.kind, start, end, block.level, block.href))
        texts.append(block.text)
        start = end + 1
    return "\n".join(texts), placed


def place_lines(text: str) -> list[PlacedBlock]:
    """Say where the non-empty lines of a text lie that is kept character for character.

    Every line is a paragraph; blanks at its ends and a carriage return belong to no block.
    Offsets are code points, half-open.
    """
    placed: list[PlacedBlock] = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            placed.append(PlacedBlock(Kind.PARAGRAPH, first, first + len(words)))
        start += len(line) + 1
    return placed
