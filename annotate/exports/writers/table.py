"""Tables for spreadsheets: RFC 4180 with a byte order mark, and no cell that runs as a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from annotate.exports.record import ArticleRecord

MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine

# Half-width and full-width signs that begin a formula; apostrophes before them are ours or were there
# before, and one more keeps the two apart, so that taking one away always gives the cell back.
_RUNS = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_SUSPECT = frozenset("'=+-@\t\r＝＋－＠")


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: an apostrophe goes before it."""
    # Most cells begin harmlessly, and looking at one character is quicker than the expression.
    return f"'{cell}" if cell[:1] in _SUSPECT and _RUNS.match(cell) else cell


def table(
    records: Iterable[ArticleRecord],
    header: Sequence[str],
    rows: Callable[[ArticleRecord], Iterable[Sequence[str | int]]],
) -> Iterator[str]:
    """Yield the rows of each article as one piece; the header comes with the first row there is."""
    lead: list[Sequence[str | int]] = [header]
    mark = MARK
    for record in records:
        if found := list(rows(record)):
            yield mark + _written([*lead, *found])
            lead, mark = [], ""


def _written(rows: Iterable[Sequence[str | int]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()
