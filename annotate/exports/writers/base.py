"""The shape that every export format has."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from annotate.exports.record import ArticleRecord, Row


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; the page translates it. Django's own would not be pure."""
    return message


class Snippet(NamedTuple):
    """A few lines of Python that load a file with one library."""

    library: str
    code: str


def loading(file_name: str, **codes: str) -> tuple[Snippet, ...]:
    """Return for each library its code, with the name of the file in the place of ``{file}``."""
    return tuple(Snippet(library, code.format(file=file_name)) for library, code in codes.items())


class Writer(Protocol):
    """One format. Add a format by adding a module here and one entry in WRITERS.

    ``name``, ``description`` and ``cannot_hold`` are sentences for the page, in English.
    """

    @property
    def name(self) -> str:
        """What people call the format."""

    @property
    def description(self) -> str:
        """In one line, whom the format is for."""

    @property
    def suffix(self) -> str:
        """How file names end; no two formats end alike."""

    @property
    def media_type(self) -> str:
        """The media type of the file."""

    @property
    def row(self) -> Row:
        """What one row of the file stands for."""

    @property
    def cannot_hold(self) -> tuple[str, ...]:
        """What is lost on the way, one sentence each; empty if nothing is."""

    def chunks(self, records: Iterable[ArticleRecord]) -> Iterator[str]:
        """Yield the file piece by piece, holding at most one article in memory.

        Yields nothing at all if the records give no row: there is no file that holds only a header.
        """

    def snippets(self, file_name: str) -> tuple[Snippet, ...]:
        """Return the code that loads a file of this format."""
