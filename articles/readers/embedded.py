"""The article that a page holds as data, for a script to show: JSON-LD, or the state of an application."""

import html
import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_BODIES = frozenset(
    ["articlebody", "content", "body", "html", "text", "articlecontent", "contenthtml", "bodyhtml", "detail"]
)
_STATE = re.compile(r"\s*(?:window|self|globalThis)\.__?\w{1,40}\s*=\s*(?=[{\[])")
_TAG = re.compile(r"</?(?:p|div|br|span|h[1-6])\b[^<>]*>", re.IGNORECASE)
_SHORTEST = 100  # code points of words that are an article
_MOST_NODES = 20_000
_LONGEST_SCRIPT = 4_000_000  # code points


def embedded_article(root: HtmlElement) -> str:
    """Return the longest text that the page's data call an article's body, as HTML; "" if there is none."""
    bodies = (body for data in _data(root) for body in _bodies(data))
    best = max(bodies, key=_words, default="")
    if _words(best) < _SHORTEST:
        return ""
    return best if _TAG.search(best) else _paragraphs(best)


def _words(body: str) -> int:
    return len(re.sub(r"<[^<>]*>|\s", "", body))


def _paragraphs(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _data(root: HtmlElement) -> Iterator[object]:
    """Yield what the scripts of a page hold that are data and no program."""
    for script in root.iter("script"):
        text = script.text or ""
        if len(text) > _LONGEST_SCRIPT:
            continue
        if "json" in script.get("type", ""):
            start = 0
        elif state := _STATE.match(text):
            start = state.end()
        else:
            continue
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text[start:].lstrip())[0]
        except (ValueError, RecursionError):
            continue


def _bodies(data: object) -> Iterator[str]:
    """Yield the texts whose names say that they are a body, however deep they lie."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
            named = ((name, value) for name, value in node.items() if isinstance(value, str))
            yield from (value for name, value in named if str(name).lower() in _BODIES)
