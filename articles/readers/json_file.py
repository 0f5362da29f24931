"""A file that is one JSON value: an article, a list of articles, or an object that holds the list."""

import json
import re
from dataclasses import replace

from articles.problems import ImportProblem
from articles.readers.base import Document, Source
from articles.readers.records import article, fields, holds_text
from articles.text.tidy import one_line

name = "JSON"

_LIST = re.compile(r"\s*\[\s*\{\s*\"")
_OBJECT = re.compile(r"\s*\{\s*\"[^\"\n]{0,80}\"\s*:")
_NEXT_LINE = re.compile(r"^\{\"", re.MULTILINE)
#: Under which names an object holds its list; ``items`` is that of JSON Feed.
_LISTS = ("items", "articles", "entries", "posts", "data", "results", "documents", "news", "文章", "数据")


def recognises(source: str) -> bool:
    """Whether the text opens as a list of objects does, or as one object on several lines."""
    if _LIST.match(source):
        return True
    if not _OBJECT.match(source):
        return False
    first, _, rest = source.strip().partition("\n")
    if first.rstrip().endswith("}"):  # a line that is an object: JSON Lines, except if it holds a list
        return not rest.strip() and any(f'"{key}"' in first for key in _LISTS) and '"text"' not in first[:80]
    return bool(rest) and _NEXT_LINE.search(rest) is None


def read(source: Source) -> list[Document]:
    """Return the articles in their order; raises ImportProblem at the first that is none."""
    try:
        value = json.loads(source.raw.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ImportProblem(
            source.name,
            "The file is not valid JSON.",
            "Export it again, or correct it, and import it then.",
        ) from error
    if not isinstance(value, list) and _inside(value) is None:
        return [_article(source, value, "")]
    records = value if isinstance(value, list) else _inside(value) or []
    if not records:
        raise ImportProblem(
            source.name, "There is no article in the list.", "Export it again when it has some."
        )
    feed = _feed_title(value)
    articles = [_article(source, record, f"item {number}") for number, record in enumerate(records, start=1)]
    return [one if one.outlet or not feed else replace(one, outlet=feed) for one in articles]


def _feed_title(value: object) -> str:
    """Return the name of a JSON Feed, which is its outlet."""
    is_feed = isinstance(value, dict) and "jsonfeed" in str(value.get("version", ""))
    return one_line(str(value.get("title", ""))) if is_feed and isinstance(value, dict) else ""


def _inside(value: object) -> list[object] | None:
    """Return the list that an object holds its articles in, or None if it is itself the article."""
    if not isinstance(value, dict) or holds_text(fields(value)):
        return None
    lists = (value.get(key) for key in _LISTS)
    return next((found for found in lists if isinstance(found, list)), None)


def _article(source: Source, record: object, locator: str) -> Document:
    values = fields(record) if isinstance(record, dict) else {}
    if not holds_text(values):
        raise ImportProblem(
            ", ".join(filter(None, (source.name, locator))),
            'The article has no "text" with words in it.',
            'Give every article a "text" key that holds it as a string.',
        )
    return article(source, values, locator, name)
