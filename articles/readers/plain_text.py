"""Readable text of no known format: its paragraphs as they stand."""

import re

from articles.outlets import outlet_at, outlet_named
from articles.outlets.findings import Extract
from articles.outlets.times import read_time
from articles.readers.assembly import Facts, document
from articles.readers.base import Document, Source
from articles.readers.opening import is_title, take_title
from articles.text.blocks import Block, Dropped, Kind, Reason
from articles.text.language import language_of
from articles.text.tidy import one_line

name = "plain text"

NOTE = "no known format: read as plain paragraphs"

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*\n\s*")
_ADDRESS_LINE = re.compile(
    r"(?:(?:原文|来源|來源|链接|网址|Source|URL)[^：:\n]{0,6}[：:]\s*)?(?P<address>https?://\S+)"
)
_OPENING = 6
_ADDRESS = re.compile(r"https?://\S+")
_LABELLED = re.compile(
    r"(?:标题|標題|题目|題目|Title)\s?[：:]\s?(?P<title>\S.{0,200})"
    r"|(?:来源|來源|媒体|媒體|出处|出處|Source)\s?[：:]\s?(?P<outlet>(?!https?:)[^\s，。？！][^，。？！]{0,30})"
    r"|(?:作者|Author|By)\s?[：:]\s?(?P<author>[^\s，。？！][^，。？！]{0,60})"
    r"|(?:日期|时间|時間|发布时间|發布時間|发表时间|發表時間|Date|Published)\s?[：:]\s?(?P<time>\S.{0,40})"
    r"|(?:网址|網址|链接|連結|原文|原文链接|原文連結|来源|來源|Source|URL|Link)\s?[：:]\s?(?P<address>https?://\S+)"
)


def recognises(source: str) -> bool:
    """Any text that holds something to read."""
    return bool(source.strip())


def read(source: Source) -> list[Document]:
    """Return the text as one article: its first short line is the title."""
    text, labelled = _take_labels(source.text)
    paragraphs = _paragraphs(text)
    address = source.address or _word(labelled, "address", _ADDRESS) or _take_address(paragraphs)
    found = Extract(blocks=[Block(Kind.PARAGRAPH, paragraph) for paragraph in paragraphs])
    title = _word(labelled, "title") or take_title(found)
    outlet = outlet_at(address) or outlet_named(_word(labelled, "outlet"))
    facts = Facts(
        title=title,
        address=address or None,
        outlet_names=[_word(labelled, "outlet")],
        authors=[words for kind, words, _line in labelled if kind == "author"],
        notes=[NOTE],
        before=[
            Dropped(line, Reason.TIME_LINE if kind == "time" else Reason.CREDIT, 1)
            for kind, _words, line in labelled
        ],
    )
    found.time = read_time(_word(labelled, "time"), outlet.zone if outlet else "")
    return [document(source, name, facts, found, outlet)]


def _take_labels(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Take the lines off that say of the article what it is: what, its words and the whole line.

    They stand at the beginning, or below the title.
    """
    lines = text.strip().split("\n")
    found: list[tuple[str, str, str]] = []
    rest: list[str] = []
    for number, line in enumerate(lines):
        match = _LABELLED.fullmatch(line.strip())
        if match:
            found.append((match.lastgroup or "", match[match.lastgroup or 0].strip(), line.strip()))
        elif len(rest) == 1 and line.strip():
            apart = "\n\n" if any(not one.strip() for one in lines[number:]) else "\n"
            return (rest[0] + apart + "\n".join(lines[number:]), found) if found else (text, [])
        elif line.strip():
            rest.append(line)
            if not is_title(line.strip()):
                return text, []
    return text, []


def _word(labelled: list[tuple[str, str, str]], kind: str, shape: re.Pattern[str] | None = None) -> str:
    words = (words for one, words, _line in labelled if one == kind)
    return next((word for word in words if shape is None or shape.fullmatch(word)), "")


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
