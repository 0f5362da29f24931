"""Readable text of no known format: its paragraphs as they stand."""

import re

from articles.outlets import outlet_at, outlet_named
from articles.outlets.extraction import extract_paragraphs
from articles.readers.assembly import Facts, document
from articles.readers.base import Document, Source
from articles.readers.labels import Label, dropped, head_above, head_of, moment_in, read_label, word
from articles.readers.opening import is_title, take_title
from articles.text.language import language_of
from articles.text.tidy import one_line

name = "plain text"

NOTE = "no known format: read as plain paragraphs"

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n\s*")
_ADDRESS_LINE = re.compile(
    r"(?:(?:原文|来源|來源|链接|連結|网址|網址|Source|URL)[^：:\n]{0,6}[：:]\s*)?(?P<address>https?://\S+)"
)
_OPENING, _CLOSING = 6, 6
_OPENS = frozenset({"title", "begins"})  # labels below which no title is looked for
_ADDRESS = re.compile(r"https?://\S+")


def recognises(source: str) -> bool:
    """Any text that holds something to read."""
    return bool(source.strip())


def read(source: Source) -> list[Document]:
    """Return the text as one article: its first short line is the title."""
    text, lines = _take_labels(source.text)
    labels = [label for _line, said in lines for label in said]
    paragraphs = _paragraphs(text)
    address = source.address or word(labels, "address", _ADDRESS) or _take_address(paragraphs)
    outlet = outlet_at(address) or outlet_named(word(labels, "outlet"))
    found = extract_paragraphs(paragraphs, outlet)
    title = word(labels, "title") or take_title(found)
    facts = Facts(
        title=title,
        address=address or None,
        outlet_names=[word(labels, "outlet")],
        guessed_names=[word(labels, "name")],
        authors=[label.words for label in labels if label.kind == "author"],
        notes=[NOTE],
        before=[dropped(line, said) for line, said in lines],
    )
    found.time = moment_in(labels, outlet.zone if outlet else "")
    return [document(source, name, facts, found, outlet)]


def _take_labels(text: str) -> tuple[str, list[tuple[str, list[Label]]]]:
    """Take the lines off that say of the article what it is; return the rest, and these with what they say.

    They stand at the beginning, or below the title.
    """
    lines = text.strip().split("\n")
    found: list[tuple[str, list[Label]]] = []
    rest: list[str] = []
    for number, line in enumerate(lines):
        label = read_label(line)
        if label:
            found.append((line.strip(), [label]))
        elif line.strip() and any(said[0].kind in _OPENS for _line, said in found):
            return "\n".join(lines[number:]), found
        elif len(rest) == 1 and line.strip():
            apart = "\n\n" if any(not one.strip() for one in lines[number:]) else "\n"
            return (rest[0] + apart + "\n".join(lines[number:]), found) if found else _take_head(text)
        elif line.strip():
            rest.append(line)
            if not is_title(line.strip()):
                return text, []
    return text, []


def _take_head(text: str) -> tuple[str, list[tuple[str, list[Label]]]]:
    """Take the block off that holds labelled lines and, bare, the outlet's name or the day."""
    above, count = head_above(text.strip())
    if above:
        return "\n".join(text.strip().split("\n")[count:]).strip(), above
    title, said, count = head_of(text.strip())
    return ("\n".join([title, *text.strip().split("\n")[count:]]) if title else text), said


def _paragraphs(text: str) -> list[str]:
    """Part a text at blank lines, or if it has none at every line.

    Lines between blank lines are kept apart in Chinese, where nobody wraps lines by hand, and
    joined in other languages.
    """
    groups = _BLANK_LINES.split(text.strip())
    if len(groups) == 1:
        groups = text.strip().split("\n")
    chinese = (language_of(text) or "").startswith("zh")
    paragraphs = []
    for group in groups:
        lines = [one_line(line) for line in group.split("\n")]
        paragraphs.append(("\n" if chinese else " ").join(line for line in lines if line))
    return [paragraph for paragraph in paragraphs if paragraph]


def _take_address(paragraphs: list[str]) -> str | None:
    """Remove a line that is only an address from the beginning, or labelled from the end; return that."""
    for number, paragraph in enumerate(paragraphs):
        # Behind the text, only a label tells that an address is its own.
        inside = number >= _OPENING
        match = None if inside and number < len(paragraphs) - _CLOSING else _ADDRESS_LINE.fullmatch(paragraph)
        if match and not (inside and match.start("address") == 0):
            del paragraphs[number]
            return match["address"]
    return None
