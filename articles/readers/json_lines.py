"""One JSON object a line, each with a ``text`` that is kept character for character."""

import json
from collections.abc import Iterator, Mapping

from articles.outlets import outlet_at, outlet_named
from articles.outlets.times import Moment, read_time
from articles.problems import ImportProblem
from articles.readers.base import Document, Source
from articles.text.addresses import canonical_address
from articles.text.blocks import Block
from articles.text.canonical import place_lines
from articles.text.language import language_of
from articles.text.tidy import one_line, storable

name = "JSON Lines"

_LONGEST_TITLE = 120  # code points
_TITLE_KEYS = ("title", "headline")
_ADDRESS_KEYS = ("url", "address", "link")
_TIME_KEYS = ("published", "date", "datetime", "created_at")
_ID_KEYS = ("id", "external_id", "doc_id")


def recognises(source: str) -> bool:
    """Whether the first line that is not blank is a JSON object, or was meant to be one."""
    first = source.lstrip().split("\n", 1)[0].strip()
    if not first.startswith("{"):
        return False
    return first.endswith("}") or '"text"' in first


def read(source: Source) -> list[Document]:
    """Return one document for each line; raises ImportProblem at the first that is broken."""
    documents = [_document(source, record, number) for number, record in _records(source)]
    if not documents:
        raise ImportProblem(source.name, "There is no line in it.", "Add one JSON object a line.")
    return documents


def _records(source: Source) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield every object with the number of its line, the first being 1."""
    # The text before tidying: control characters inside JSON strings are escaped anyway, and what
    # stands in them must not change.
    for number, line in enumerate(source.raw.split("\n"), start=1):
        if not line.strip("\ufeff \t\r"):
            continue
        where = f"{source.name}, line {number}"
        try:
            record = json.loads(line.strip("\ufeff \t\r"))
        except (ValueError, RecursionError) as error:
            raise ImportProblem(
                where,
                "The line is not valid JSON.",
                "Correct the line, or export the file again, and import it then.",
            ) from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise ImportProblem(
                where,
                'The line has no "text" with words in it.',
                'Give every line a "text" key that holds the article as a string.',
            )
        yield number, record


def _document(source: Source, record: Mapping[str, object], number: int) -> Document:
    text, replaced = storable(str(record["text"]))
    placed = place_lines(text)
    if not placed:
        raise ImportProblem(
            f"{source.name}, line {number}", "The text is empty.", "Remove the line or fill its text in."
        )
    blocks = tuple(Block(block.kind, text[block.start : block.end]) for block in placed)
    address = _word(record, _ADDRESS_KEYS)
    moment = read_time(_word(record, _TIME_KEYS))
    notes = [f"replaced {replaced} characters that no database holds"] if replaced else []
    return Document(
        title=one_line(_word(record, _TITLE_KEYS) or blocks[0].text)[:_LONGEST_TITLE],
        blocks=blocks,
        format=name,
        url=canonical_address(source.address or address),
        outlet=_outlet(record, address),
        published=moment.iso() if moment else None,
        published_kind=_kind(moment),
        authors=_words(record, ("authors", "author")),
        tags=_words(record, ("tags",)),
        lang=language_of(text),
        notes=(*source.notes, *notes),
        locator=f"line {number}",
        verbatim=text,
        external_id=_identity(record),
    )


def _kind(moment: Moment | None) -> str:
    if moment is None:
        return "unknown"
    return "page" if moment.instant else "day"


def _word(record: Mapping[str, object], keys: tuple[str, ...]) -> str:
    """Return the first of these values that is a text, also from ``meta``, without bad characters."""
    meta = record.get("meta")
    places = (record, meta) if isinstance(meta, dict) else (record,)
    words = (place.get(key) for place in places for key in keys)
    return storable(next((word for word in words if isinstance(word, str) and word), ""))[0]


def _words(record: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        value = record.get(key)
        values = value if isinstance(value, list) else [value]
        words = tuple(
            storable(one_line(word))[0] for word in values if isinstance(word, str) and word.strip()
        )
        if words:
            return words
    return ()


def _identity(record: Mapping[str, object]) -> str | None:
    value = next((record[key] for key in _ID_KEYS if key in record), None)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return storable(str(value))[0] or None


def _outlet(record: Mapping[str, object], address: str) -> str | None:
    known = outlet_at(address)
    said = _word(record, ("outlet", "publisher"))
    named = outlet_named(said)
    return known.name if known else (named.name if named else said or None)
