"""Made-up articles in the formats that people save, and short ways to read them."""

import pytest

from articles.problems import ImportProblem
from articles.readers import read
from articles.readers.base import Document

LEAD = "这是编出来的第一段，说的是没有发生过的事情。"
BODY = "这是第二段，里面也没有一句真话，但是长得像新闻。"
ASTRAL = "😀他去𠮷野家，e\u0301。"
STAMPED = "<!--1643953383000-->\n[{title}]({address})\n------\n\n<div><p>{lead}</p><p>{body}</p></div>\n"


def one(text: str | bytes, name: str = "某文.md", **more: str) -> Document:
    (document,) = read(text if isinstance(text, bytes) else text.encode(), name, **more)
    return document


def item(
    title: str = "题目", address: str = "https://www.dw.com/zh/a-1", lead: str = LEAD, body: str = BODY
) -> str:
    return STAMPED.format(title=title, address=address, lead=lead, body=body)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def problem(raw: bytes, name: str = "某文.txt") -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read(raw, name)
    return caught.value
