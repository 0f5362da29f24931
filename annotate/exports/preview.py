"""A look at a file before it is downloaded: its first line, and the proof."""

from collections import deque
from dataclasses import dataclass

from annotate.exports.gather import records
from annotate.exports.proof import Proof
from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.exports.writers import Writer
from annotate.exports.writers.table import MARK

HEAD, TAIL = 420, 180  # code points shown of a long line


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file, empty if there is no file; and the proof, None if it was not taken."""

    first_line: str
    proof: Proof | None


def preview(selection: Selection, writer: Writer, *, prove: bool) -> Preview:
    """Make the first line and, if wanted, prove every span of the selection, not only the file's."""
    proof = Proof()
    source = proof.over(records(selection, Row.ARTICLE if prove else writer.row))
    first = next(writer.chunks(source), "")
    if prove:
        deque(source, maxlen=0)
    return Preview(shortened(first_line(first)), proof if prove else None)


def first_line(chunk: str) -> str:
    """Return the first row, in a table together with the header."""
    if chunk.startswith(MARK):
        return "\n".join(chunk.removeprefix(MARK).split("\r\n")[:2])
    return chunk.partition("\n")[0]


def shortened(line: str) -> str:
    """Leave out the middle of a long line."""
    if len(line) <= HEAD + TAIL:
        return line
    return f"{line[:HEAD]} … {line[-TAIL:]}"
