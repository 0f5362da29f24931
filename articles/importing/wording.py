"""The canonical text of a document, as a revision stores it."""

from dataclasses import asdict, dataclass
from typing import Any

from articles.readers.base import Document
from articles.text.canonical import canonical_text, place_lines
from articles.text.digest import sha256_of


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an article. ``blocks`` lie in ``text`` by code points, half-open."""

    text: str
    digest: str
    blocks: list[dict[str, Any]]


def wording_of(document: Document) -> Wording:
    """Lay out the document's text: joined from its blocks, or kept as it is if it is verbatim."""
    if document.verbatim is not None:
        text, placed = document.verbatim, place_lines(document.verbatim)
    else:
        text, placed = canonical_text(document.blocks)
    blocks = [{name: value for name, value in asdict(block).items() if value is not None} for block in placed]
    return Wording(text, sha256_of(text), blocks)
