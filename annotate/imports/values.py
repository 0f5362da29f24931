"""Small values out of hostile JSON: words, offsets, attributes, and what an article says of itself."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from math import isfinite

from annotate.imports.foreign import Remark, gettext_noop
from articles.outlets import outlet_at, outlet_named
from articles.outlets.times import read_time
from articles.readers.base import Document
from articles.text.addresses import canonical_address
from articles.text.blocks import Block
from articles.text.canonical import place_lines
from articles.text.language import language_of
from articles.text.tidy import one_line, storable

NOT_JSON = gettext_noop("This is not valid JSON. It is left out.")
NOT_OBJECT = gettext_noop("This is no JSON object. It is left out.")
NO_TEXT = gettext_noop("There is no text here. It is left out.")
NO_TAG = gettext_noop(
    "“%(shown)s” is no tag: it does not say where it begins, where it ends, and which label it has. "
    "It is left out."
)
REPLACED = gettext_noop("Characters that no database holds, replaced one for one: %(count)s.")

Record = Mapping[str, object]

NO_OFFSET = -(2**53)  # what is said to be an offset and is none; it lies in no text
_LONGEST_NAME = 40  # code points of the name of an attribute or a link
_LONGEST_TITLE = 120
_SHOWN = 60  # code points of what a remark repeats
_SPELT, _CUT = "x_", "_h"  # before code points of a name, and before the digest of one that is cut
_DIGEST = 6  # hexadecimal digits
_POINT = re.compile(r"10[0-9a-f]{4}|[0-9a-f]{1,5}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WHOLE = re.compile(r"([0-9]{1,12})(?:\.0+)?")
_BLANKS = " \t\r\ufeff"


def records(text: str) -> tuple[list[tuple[str, Record]], list[Remark]]:
    """Return the JSON objects of a text with their places, and what could not be read.

    One object a line, a list of objects, or objects one after another over several lines.
    """
    whole = text.strip(_BLANKS + "\n")
    if whole.startswith("["):
        return _listed(whole)
    lines = [(number, line.strip(_BLANKS)) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if lines and _parsed(lines[0][1]) is None and (found := _streamed(whole)):
        return found, []
    return _each((f"line {number}", _parsed(line)) for number, line in lines)


def _listed(whole: str) -> tuple[list[tuple[str, Record]], list[Remark]]:
    items = _parsed(whole)
    if not isinstance(items, list):
        return [], [Remark("", NOT_JSON)]
    return _each((f"item {number}", item) for number, item in enumerate(items, start=1))


def _each(found: Iterator[tuple[str, object]]) -> tuple[list[tuple[str, Record]], list[Remark]]:
    good: list[tuple[str, Record]] = []
    remarks = []
    for where, item in found:
        if isinstance(item, dict):
            good.append((where, item))
        else:
            remarks.append(Remark(where, NOT_JSON if item is None else NOT_OBJECT))
    return good, remarks


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _streamed(whole: str) -> list[tuple[str, Record]]:
    """Return objects that stand one after another; nothing unless all of them can be read."""
    decoder = json.JSONDecoder()
    found: list[tuple[str, Record]] = []
    at = 0
    while at < len(whole):
        try:
            item, at = decoder.raw_decode(whole, at)
        except (ValueError, RecursionError):
            return []
        if not isinstance(item, dict):
            return []
        found.append((f"item {len(found) + 1}", item))
        while whole[at : at + 1].isspace():
            at += 1
    return found


def word(value: object, *, longest: int = 2000) -> str:
    """Return a value as one storable line, empty if it is no word or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return storable(one_line(str(value)))[0][:longest]


def prose(value: object, *, longest: int = 2000) -> str:
    """Return a text with its line ends, storable."""
    return storable(value)[0][:longest] if isinstance(value, str) else ""


def label_of(value: object) -> str:
    """Return the name of a label, empty if it is none; a long one is cut when the file is settled."""
    return word(value)


def offset(value: object) -> int:
    """Return an offset, NO_OFFSET for what is none. Tables that have gaps give ``12.0`` and ``"12"``."""
    if isinstance(value, bool):
        return NO_OFFSET
    if isinstance(value, int):
        return value
    whole = _WHOLE.fullmatch(str(value)) if isinstance(value, float | str) else None
    return int(whole[1]) if whole else NO_OFFSET


def objects(value: object) -> list[Record]:
    """Return the objects in a list, without what else is in it."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def no_tag(where: str, value: object) -> Remark:
    """Say of something among the tags that it is none."""
    return Remark(where, NO_TAG, {"shown": storable(json.dumps(value, ensure_ascii=False))[0][:_SHOWN]})


def clean(text: object) -> tuple[str, tuple[Remark, ...]]:
    """Return a text as it can be stored, with a remark if something had to be replaced."""
    cleaned, count = storable(text if isinstance(text, str) else "")
    return cleaned, (Remark("", REPLACED, {"count": count}),) if count else ()


def words_of(value: object) -> str | None:
    """Return the words that a file says a tag holds, None if it does not say."""
    return storable(value)[0] if isinstance(value, str) else None


def name_of(value: object) -> str:
    """Return a name as exports may hold it: ``Org-Arg`` becomes ``org_arg``, others their code points."""
    said = word(value)
    if _NAME.fullmatch(said):
        return said
    plain = _short(re.sub(r"[^a-z0-9]+", "_", _HUMP.sub("_", said).lower()).strip("_"))
    if _NAME.fullmatch(plain) and said.isascii():
        return plain
    return _short(f"{_SPELT}{'_'.join(f'{ord(sign):x}' for sign in said)}").rstrip("_")


def _short(name: str) -> str:
    """Return a name as long as it may be: of a longer one a digest takes the place of the end."""
    if len(name) <= _LONGEST_NAME:
        return name
    most = _LONGEST_NAME - len(_CUT) - _DIGEST
    begun = name[: most + 1].rpartition("_")[0] or name[:most]
    return f"{begun}{_CUT}{sha256(name.encode()).hexdigest()[:_DIGEST]}"


def as_said(name: str) -> str:
    """Return the words that ``name_of`` has spelt by their code points, any other name as it is."""
    spelt, cut, _digest = name.partition(_CUT)
    points = spelt.removeprefix(_SPELT).split("_")
    if not name.startswith(_SPELT) or not all(map(_POINT.fullmatch, points)):
        return name
    return "".join(chr(int(point, 16)) for point in points) + ("…" if cut else "")


def attributes(value: object) -> dict[str, object]:
    """Return what a file says of a tag, by names that exports may hold; other values become JSON text."""
    if not isinstance(value, dict):
        return {}
    return {name_of(name): _attribute(said) for name, said in value.items()}


def _attribute(value: object) -> object:
    if isinstance(value, str):
        return storable(value)[0]
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [storable(one)[0] for one in value]
    return storable(json.dumps(value, ensure_ascii=False))[0]


def article(text: str, told: Sequence[Record], *, file_format: str, where: str) -> Document:
    """Return a text with what is told about it; of several records the first that says something counts."""
    placed = place_lines(text)
    address = _first(told, "url", "address", "link")
    moment = read_time(_first(told, "published", "date", "datetime"))
    outlet = _first(told, "outlet", "publisher")
    known = outlet_at(address) or outlet_named(outlet)
    first_line = text[placed[0].start : placed[0].end] if placed else ""
    return Document(
        title=one_line(_first(told, "title", "headline") or first_line)[:_LONGEST_TITLE],
        blocks=tuple(Block(block.kind, text[block.start : block.end]) for block in placed),
        format=file_format,
        url=canonical_address(address),
        outlet=known.name if known else outlet or None,
        published=moment.iso() if moment else None,
        published_kind="unknown" if moment is None else ("page" if moment.instant else "day"),
        authors=_list(told, "authors", "author"),
        tags=_list(told, "tags"),
        lang=language_of(text),
        locator=where,
        verbatim=text,
        external_id=_first(told, "id", "external_id", "doc_id") or None,
    )


def with_told(document: Document, **told: object) -> Document:
    """Return the document with what the file says for certain; empty values change nothing."""
    return replace(document, **{name: value for name, value in told.items() if value})  # type: ignore[arg-type]


def _first(told: Sequence[Record], *names: str) -> str:
    return next((said for record in told for name in names if (said := word(record.get(name)))), "")


def _list(told: Sequence[Record], *names: str) -> tuple[str, ...]:
    for record in told:
        for name in names:
            value = record.get(name)
            values = value if isinstance(value, list) else [value]
            if words := tuple(filter(None, map(word, values))):
                return words
    return ()
