"""The canonical text of a document, as a revision stores it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.readers.base import Document
from articles.text.blocks import PlacedBlock
from articles.text.canonical import canonical_text, place_lines
from articles.text.digest import sha256_of


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an article. ``blocks`` lie in ``text`` by code points, half-open."""

    text: str
    digest: str
    blocks: list[dict[str, Any]]


def wording_of(document: Document, *, own: Sequence[PlacedBlock] = ()) -> Wording:
    """Lay out the document's text: joined from its blocks, or kept as it is if it is verbatim.

    ``own`` are the blocks of a verbatim text that brought them along; else its lines are its blocks.
    """
    placed: Sequence[PlacedBlock]
    if document.verbatim is not None:
        text, placed = document.verbatim, own or place_lines(document.verbatim)
    else:
        text, placed = canonical_text(document.blocks)
    return Wording(text, sha256_of(text), [_as_json(block) for block in placed])


def _as_json(block: PlacedBlock) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": str(block.kind), "start": block.start, "end": block.end}
    if block.level is not None:
        found["level"] = block.level
    if block.href is not None:
        found["href"] = block.href
    return found
