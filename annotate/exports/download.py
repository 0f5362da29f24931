"""A whole file, from the tables to what goes over the wire."""

from collections.abc import Generator
from datetime import date

from annotate.exports.gather import records
from annotate.exports.proof import Proof
from annotate.exports.selection import Selection
from annotate.exports.writers import Writer
from config.database import read_snapshot

PIECE = 65_536  # characters: many short lines go as one piece, each would cost a system call


def pieces(selection: Selection, writer: Writer, proof: Proof) -> Generator[str]:
    """Yield the file as of now, each span proven; nothing at all if it would hold no row.

    The first piece is the first article, so that it leaves at once. Close the iterator if you stop
    early: it keeps a snapshot of the database open.
    """
    with read_snapshot():
        waiting: list[str] = []
        size = PIECE  # the first piece is not kept waiting
        for chunk in writer.chunks(proof.over(records(selection, writer.row))):
            waiting.append(chunk)
            size += len(chunk)
            if size >= PIECE:
                yield "".join(waiting)
                waiting, size = [], 0
        if waiting:
            yield "".join(waiting)


def is_empty(selection: Selection, writer: Writer) -> bool:
    """Whether the file would hold no row."""
    found = pieces(selection, writer, Proof())
    try:
        return next(found, None) is None
    finally:
        found.close()


def file_name(slug: str, writer: Writer, day: date) -> str:
    """Return what the file is called; a slug holds nothing that a file system minds."""
    return f"{slug}-{day:%Y-%m-%d}{writer.suffix}"
