"""Made-up files in the shapes of other tools."""

import json

from annotate.imports.bundle import packed
from annotate.imports.foreign import ForeignFile

#: An emoji, a character of plane 2, a combining mark, CRLF and blanks: each counts differently somewhere.
TEXT = "他说😀：“𠮷野家😀好吃”。\r\n  咖啡 cafe\u0301 也好，价格上涨。\n末段。"


def utf16(text: str) -> int:
    """Return how many UTF-16 units a text is long."""
    return len(text.encode("utf-16-le")) // 2


def found(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return where the words stand, in code points."""
    start = text.index(words)
    return start, start + len(words)


def found16(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return where the words stand, in UTF-16 units."""
    start = utf16(text[: text.index(words)])
    return start, start + utf16(words)


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def task(*results: dict[str, object], text: str = TEXT, **more: object) -> dict[str, object]:
    """Return a task of Label Studio's with one annotation."""
    return {
        "id": 7,
        "data": {"text": text},
        "annotations": [{"completed_by": 1, "result": list(results)}],
        **more,
    }


def region(key: str, label: str, words: str, text: str = TEXT) -> dict[str, object]:
    start, end = found(words, text)
    return {
        "id": key,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": start, "end": end, "text": words, "labels": [label]},
    }


def brat(ann: str, text: str = TEXT) -> bytes:
    """Return a pair of brat's files as one."""
    return packed([("a.ann", ann.encode()), ("a.txt", text.encode())])


def words_in(file: ForeignFile) -> list[tuple[str, str]]:
    return [(span.label, span.words) for document in file.documents for span in document.spans]


def said(file: ForeignFile) -> list[str]:
    return [str(remark) for remark in file.remarks]
