"""Made-up files in the shapes of other tools."""

import json

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
