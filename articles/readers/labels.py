"""The lines below a title that say what an article is: ``来源：…``, ``作者：…``, ``日期：…``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.outlets.times import Moment, read_time
from articles.readers.opening import is_title
from articles.text.blocks import Dropped, Reason
from articles.text.tidy import one_line

_NAMES = {
    "title": "标题|標題|题目|題目|Title",
    "outlet": "来源|來源|媒体|媒體|出处|出處|Source",
    "author": "作者|[记記]者|Author|By",
    "time": "日期|时间|時間|[发發][布佈表](?:时间|時間|日期|[于於])?|Date|Published(?: Time)?",
    "address": "网址|網址|链接|連結|原文|原文链接|原文連結|来源|來源|Source|URL(?: Source)?|Link",
}
_VALUES = {
    "title": r"\S.{0,200}",
    "outlet": r"(?!https?:)[^\s，。？！][^，。？！]{0,30}",
    "author": r"[^\s，。？！][^，。？！]{0,60}",
    "time": r"\S.{0,40}",
    "address": r"https?://\S+",
}
_LABELLED = re.compile(
    "|".join(
        rf"(?:(?:{names})\s?[：:]|[【\[](?:{names})[】\]]\s?[：:]?)\s?(?P<{kind}>{_VALUES[kind]})"
        for kind, names in _NAMES.items()
    )
)
_BEGINS = re.compile(
    r"[【\[](?:正文|全文|内容|內容|Text)[】\]]\s?[：:]?|(?:正文|全文|内容|內容|Markdown Content)\s?[：:]"
)
_PROPERTY = re.compile(r"[\w\u4e00-\u9fff][\w \u4e00-\u9fff-]{0,20}[：:]\s.{0,120}")
_LINK = re.compile(r"\[(?P<label>[^\[\]\n]{0,300})\]\((?P<address>https?://[^\s()]+)\)")
_ORIGINAL = re.compile(
    r"(?:(?:查看|[阅閱][读讀])?原文(?:[链鏈]接|[连連]結|地址|[网網]址)?"
    r"|Source|(?:Read |View )?(?:the )?[Oo]riginal|Link)"
)
_MARKS = re.compile(r"^(?:>\s?|[-*+]\s+)+|\*\*|__")
_BARS = re.compile(r"\s+[|｜·•]\s+")
_TIGHT_PROPERTY = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]\S{1,20}(?:\s\S{1,4})?")
_LONGEST_NAME = 24  # code points of a line that may be the outlet's name
_TELLING = frozenset({"address", "time", "begins"})
_MOST_MARKED, _LONGEST_MARKED = 20, 400  # lines, and code points of one
_MOST_LINES = 12  # below the title


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that a line says of its article.

    ``kind`` is title, outlet, author, time, address, name (perhaps the outlet's), other, or begins.
    """

    kind: str
    words: str


def read_label(line: str) -> Label | None:
    """Return what a line says of its article, or None if it says nothing of the kind."""
    if _BEGINS.fullmatch(line.strip()):
        return Label("begins", "")
    match = _LABELLED.fullmatch(line.strip())
    return Label(match.lastgroup or "", match[match.lastgroup or 0].strip()) if match else None


def word(labels: Iterable[Label], kind: str, shape: re.Pattern[str] | None = None) -> str:
    """Return the first words of a kind that have a shape, "" if there are none."""
    return next(
        (one.words for one in labels if one.kind == kind and (shape is None or shape.fullmatch(one.words))),
        "",
    )


def dropped(line: str, labels: Iterable[Label]) -> Dropped:
    """Return a line that was taken off an article."""
    timed = any(label.kind == "time" for label in labels)
    return Dropped(line, Reason.TIME_LINE if timed else Reason.CREDIT, 1)


def read_marked_line(line: str) -> list[Label]:
    """Return what a line of Markdown says, part by part; nothing if one of its parts says something else."""
    found: list[Label] = []
    for part in _BARS.split(_MARKS.sub("", line.strip())):
        link = _LINK.fullmatch(part.strip())
        if link and _ORIGINAL.fullmatch(link["label"].strip()):
            found.append(Label("address", link["address"]))
            continue
        label = read_label(_LINK.sub(_linked_words, part))
        # When something takes place is article.
        if label is None or (label.kind == "time" and read_time(label.words) is None):
            return []
        found.append(label)
    return found


def take_marked_lines(body: str, *, but: str) -> tuple[str, list[tuple[str, list[Label]]]]:
    """Take off the lines of Markdown that tell the address or the time; return the rest, and these.

    They stand among the first, below a heading at most; what else stands among them is left where it is,
    and so is the line ``but``.
    """
    lines = body.split("\n")
    found: list[tuple[str, list[Label], int]] = []
    rest: list[str] = []
    for number, line in enumerate(lines[:_MOST_MARKED]):
        said = read_marked_line(line) if len(line) <= _LONGEST_MARKED and line != but else []
        beside = bool(found) and found[-1][2] == number - 1 and _PROPERTY.fullmatch(line.strip()) is not None
        opens = bool(said) and said[0].kind == "title" and not any(one.strip() for one in rest)
        if opens or beside or any(label.kind in _TELLING for label in said):
            found.append((line.strip("> "), said, number))
            continue
        rest.append(line)
        if not _may_precede(line):
            rest.extend(lines[number + 1 : _MOST_MARKED])
            break
    return "\n".join([*rest, *lines[_MOST_MARKED:]]), [(line, said) for line, said, _number in found]


def _may_precede(line: str) -> bool:
    """Whether a line is blank, a rule, a heading, links, or short, so that more of the kind may follow."""
    bare = _LINK.sub("", _MARKS.sub("", line.strip()))
    return line.lstrip().startswith("#") or len(bare) <= _LONGEST_NAME


def _linked_words(match: re.Match[str]) -> str:
    """Return the words of a link, or where it leads if they say no more."""
    return match["address"] if "://" in match["label"] else match["label"]


def head_above(text: str) -> tuple[list[tuple[str, list[Label]]], int]:
    """Return the lines above a text's title that only say what it is, part by part, and how many they are.

    So databases of the press print them: names and days between bars, labels, and a blank line below.
    """
    lines = text.split("\n")
    block = lines[: next((number for number, line in enumerate(lines) if not line.strip()), 0)]
    below = next((line.strip() for line in lines[len(block) :] if line.strip()), "")
    if not 0 < len(block) <= _MOST_LINES or not is_title(below):
        return [], 0
    said = [
        (line.strip(), [label for part in _BARS.split(line.strip()) for label in _labels_in(part)])
        for line in block
    ]
    dated = any(label.kind == "time" for _line, labels in said for label in labels)
    barred = any(len(labels) > 1 for _line, labels in said)
    return (said, len(block)) if dated and barred and all(labels for _line, labels in said) else ([], 0)


def head_of(text: str) -> tuple[str, list[tuple[str, list[Label]]], int]:
    """Return the title of a plain text, the lines below it with what they say, and how many they are.

    The first lines are taken for that if they stand together, one of them is labelled, and each of the
    others is a day or a name. The title is "" if the text begins otherwise.
    """
    lines = text.split("\n")
    block = lines[: next((number for number, line in enumerate(lines) if not line.strip()), 0)]
    if not 1 < len(block) <= _MOST_LINES or not is_title(block[0].strip()) or read_label(block[0]):
        return "", [], 0
    said = [(line.strip(), _labels_in(line)) for line in block[1:]]
    named = sum(label.kind not in {"name", "other"} for _line, labels in said for label in labels)
    if not named or not all(labels for _line, labels in said):
        return "", [], 0
    return block[0].strip(), said, len(block)


def _labels_in(line: str) -> list[Label]:
    label = read_label(line)
    if label:
        return [label]
    words = one_line(line)
    if read_time(words):
        return [Label("time", words)]
    if _PROPERTY.fullmatch(words) or _TIGHT_PROPERTY.fullmatch(words):
        return [Label("other", words)]
    return [Label("name", words)] if is_title(words) and len(words) <= _LONGEST_NAME else []


def moment_in(labels: Iterable[Label], zone: str) -> Moment | None:
    """Return the time that the labels give."""
    return read_time(word(labels, "time"), zone)
