"""The one shape that comes out of every format of tagged texts.

Offsets count Unicode code points of the text and are half-open, whatever the file counted in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotate.imports.units import Unit
from articles.readers.base import Document
from articles.text.blocks import PlacedBlock

Attributes = Mapping[str, object]


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; the page translates it. Django's own would not be pure."""
    return message


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say about a file or a place in it: an English sentence and what stands in it.

    ``where`` is empty if the whole file is meant. The sentence holds ``%(name)s`` for each value.
    """

    where: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        said = self.sentence % self.values if self.values else self.sentence
        return f"{self.where}: {said}" if self.where else said


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag as its file has it: offsets in the file's unit, ``words`` only if the file holds them.

    ``key`` is what links call it, unique in its text; ``created`` and ``updated`` are ISO 8601 or empty.
    """

    key: str
    start: int
    end: int
    label: str
    words: str | None = None
    attrs: Attributes = field(default_factory=dict)
    annotator: str = ""
    note: str = ""
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A directed link between two tags of one text, by their keys."""

    from_key: str
    to_key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One text of a file before its offsets are settled. ``article`` holds the text as ``verbatim``.

    ``blocks`` are the file's own, in code points, if it has any.
    """

    where: str
    article: Document
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    remarks: tuple[Remark, ...] = ()
    blocks: tuple[PlacedBlock, ...] = ()
    project: str = ""  # the slug of the project that a native file comes from

    @property
    def text(self) -> str:
        """The text that the marks lie in."""
        return self.article.verbatim or ""


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A tag that slices: ``text[start:end] == words``, in code points."""

    key: str
    start: int
    end: int
    label: str
    words: str
    attrs: Attributes
    annotator: str
    note: str
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """One text with everything in it that can be stored."""

    where: str
    article: Document
    spans: tuple[ForeignSpan, ...]
    relations: tuple[Link, ...]
    project: str = ""
    blocks: tuple[PlacedBlock, ...] = ()

    @property
    def text(self) -> str:
        """The text, kept character for character."""
        return self.article.verbatim or ""

    @property
    def title(self) -> str:
        """The title that the file gives, else the text's first words."""
        return self.article.title


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What a file holds: its format, what it counts in, its texts, and what there is to say about it."""

    format: str
    unit: Unit
    documents: tuple[ForeignDocument, ...]
    remarks: tuple[Remark, ...]
