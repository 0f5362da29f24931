"""Readable text of no known format: its paragraphs as they stand."""

import re

from articles.outlets import outlet_at
from articles.outlets.findings import Extract
from articles.readers.assembly import Facts, document
from articles.readers.base import Document, Source
from articles.readers.opening import take_title
from articles.text.blocks import Block, Kind
from articles.text.language import language_of
from articles.text.tidy import one_line

name = "plain text"

NOTE = "no known format: read as plain paragraphs"

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n\s*")
_ADDRESS_LINE = re.compile(
    r"(?:(?:原文|来源|來源|链接|网址|Source|URL)[^：:\n]{0,6}[：:]\s*)?(?P<address>https?://\S+)"
)
_OPENING = 6


def recognises(source: str) -> bool:
    """Any text that holds something to read."""
    return bool(source.strip())


def read(source: Source) -> list[Document]:
    """Return the text as one article: its first short line is the title."""
    paragraphs = _paragraphs(source.text)
    address = source.address or _take_address(paragraphs)
    found = Extract(blocks=[Block(Kind.PARAGRAPH, text) for text in paragraphs])
    facts = Facts(title=take_title(found), address=address, notes=[NOTE])
    return [document(source, name, facts, found, outlet_at(address))]


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
    """Remove a line that is only an address from the beginning, and return the address."""
    for number, paragraph in enumerate(paragraphs[:_OPENING]):
        match = _ADDRESS_LINE.fullmatch(paragraph)
        if match:
            del paragraphs[number]
            return match["address"]
    return None
