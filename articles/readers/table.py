"""A table with a line of names above its rows: CSV and its kin, one article a row."""

import csv
import io
import re
from collections.abc import Iterator

from articles.problems import ImportProblem
from articles.readers.base import Document, Source
from articles.readers.records import article, field_of, fields, holds_text

name = "CSV"

_DELIMITERS = ",\t;|"
_LONGEST_HEAD = 2_000  # code points
_LONGEST_NAME = 40  # code points
_PARTS = re.compile(r"\s*[;；、|]\s*")
# A whole article stands in one cell; the usual limit is 131,072. It is one for the whole process.
csv.field_size_limit(2**26)


def recognises(source: str) -> bool:
    """Whether the first line names columns, and one of them holds the text of articles."""
    return _delimiter(source) is not None


def read(source: Source) -> list[Document]:
    """Return the article of each row that is not empty; raises ImportProblem at the first that is none.

    Rows are counted as a spreadsheet does: that of the names is row 1.
    """
    documents = [article(source, values, f"row {number}", name) for number, values in _records(source)]
    if not documents:
        raise ImportProblem(
            source.name, "There is no row below the names of the columns.", "Add one row an article."
        )
    return documents


def _head(source: str) -> str:
    return source[:_LONGEST_HEAD].lstrip("\ufeff \n\r").split("\n", 1)[0]


def _delimiter(source: str) -> str | None:
    """Return what parts the columns: the sign by which the first line gives the most known names."""
    head = _head(source)
    best, most = None, 0
    for sign in _DELIMITERS:
        names = _cells(head, sign)
        known = [field[0] for field in map(field_of, names) if field]
        is_table = len(names) > 1 and {"text", "html"} & set(known) and len(known) * 2 >= min(len(names), 4)
        if is_table and max(map(len, names)) <= _LONGEST_NAME and len(known) > most:
            best, most = sign, len(known)
    return best


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _records(source: Source) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the values of every row that holds any, with its number."""
    # The text before tidying, because what stands in a cell must not change; without the NULs that
    # some versions of Python refuse.
    text = source.raw.lstrip("\ufeff \n\r").replace("\x00", "\ufffd")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text) or ",")
    names = [cell.strip() for cell in next(rows, [])]
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise _broken(source, number) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, _values(source, names, row, number)


def _values(source: Source, names: list[str], row: list[str], number: int) -> dict[str, object]:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        raise _broken(source, number)
    values = fields(dict(reversed(list(zip(names, row, strict=False)))))
    for field in ("authors", "tags"):
        if isinstance(value := values.get(field), str):
            values[field] = _PARTS.split(value)
    if not holds_text(values):
        raise ImportProblem(
            f"{source.name}, row {number}", "The row has no text.", "Fill its text in, or remove the row."
        )
    return values


def _broken(source: Source, number: int) -> ImportProblem:
    return ImportProblem(
        f"{source.name}, row {number}",
        "The row has more cells than there are columns, or a quotation mark is missing.",
        "Put quotation marks around cells with commas or line breaks, and import the file then.",
    )
