"""One JSON object a line, each with a ``text`` that is kept character for character."""

import json
from collections.abc import Iterator

from articles.problems import ImportProblem
from articles.readers.base import Document, Source
from articles.readers.records import article, fields, holds_text

name = "JSON Lines"

_BLANKS = "\ufeff \t\r"


def recognises(source: str) -> bool:
    """Whether the first line that is not blank is a JSON object, or was meant to be one."""
    first = source.lstrip().split("\n", 1)[0].strip()
    if not first.startswith("{"):
        return False
    return first.endswith("}") or '"text"' in first


def read(source: Source) -> list[Document]:
    """Return one document for each line; raises ImportProblem at the first that is broken."""
    documents = [article(source, values, f"line {number}", name) for number, values in _records(source)]
    if not documents:
        raise ImportProblem(source.name, "There is no line in it.", "Add one JSON object a line.")
    return documents


def _records(source: Source) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the values of every object with the number of its line, the first being 1."""
    # The text before tidying: control characters inside JSON strings are escaped anyway, and what
    # stands in them must not change.
    lines = (line.strip(_BLANKS) for line in source.raw.split("\n"))
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        where = f"{source.name}, line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ImportProblem(
                where,
                "The line is not valid JSON.",
                "Correct the line, or export the file again, and import it then.",
            ) from error
        values = fields(record) if isinstance(record, dict) else {}
        if not holds_text(values):
            raise ImportProblem(
                where,
                'The line has no "text" with words in it.',
                'Give every line a "text" key that holds the article as a string.',
            )
        yield number, values
