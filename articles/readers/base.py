"""What every reader takes and gives."""

from dataclasses import dataclass
from typing import Protocol

from articles.text.blocks import Block, Dropped


@dataclass(frozen=True, slots=True)
class Source:
    """One file as text: plain line ends, no control characters (``raw`` has them all).

    ``address`` is where the person who brings it says it is from, ``saved_from`` where the file does.
    """

    text: str
    raw: str
    name: str
    address: str | None = None
    notes: tuple[str, ...] = ()
    saved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was found in a file.

    ``blocks`` begin with the title, except if ``verbatim`` is set: then that text stands as it is
    and the blocks are its lines. ``published`` is a day or an instant in ISO 8601,
    ``published_kind`` says whose word it is. ``locator`` tells where in the file the article
    stands, ``lang`` is a BCP 47 tag.
    """

    title: str
    blocks: tuple[Block, ...]
    format: str
    url: str | None = None
    mirror_url: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_kind: str = "unknown"
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str | None = None
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    locator: str = ""
    verbatim: str | None = None
    external_id: str | None = None


class Reader(Protocol):
    """A module for one file format."""

    @property
    def name(self) -> str:
        """What the format is called in a document's provenance."""

    def recognises(self, source: str) -> bool:
        """Whether a text is of this format."""

    def read(self, source: Source) -> list[Document]:
        """Return the articles in a text of this format; raises ImportProblem if there is none."""
