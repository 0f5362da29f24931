"""A piece of a web page, as a clipboard hands it over."""

import re

from articles.outlets import outlet_at
from articles.outlets.extraction import extract
from articles.readers.assembly import Facts, document
from articles.readers.base import Document, Source
from articles.readers.opening import take_title
from articles.text.tree import parse_html

name = "pasted page"

# The clipboard of Windows puts its own lines before the page.
_CLIPBOARD_HEAD = re.compile(r"\A\s*Version:[\d.]+\n(?:\w+:[^\n]*\n)+", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<!--\s*StartFragment\s*-->(?P<inside>.*?)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|a|h[1-6]|ul|ol|li|b|strong|em|i|table|tr|td|blockquote|figure|img|section|article|main|meta|font|time|center|pre|hr)\b[^<>]*>",
    re.IGNORECASE,
)


def recognises(source: str) -> bool:
    """Whether the text begins with a tag of HTML, or holds several."""
    if _CLIPBOARD_HEAD.match(source):
        return True
    start = source.lstrip()
    return (
        _TAG.match(start) is not None
        or start.startswith("<!--")
        or (start.startswith("<") and len(_TAG.findall(source)) > 1)
    )


def looks_like_page(text: str) -> bool:
    """Whether what stands for an article is HTML: it opens with a tag and closes one."""
    start = text.lstrip()
    return start.startswith("<") and "</" in start and _TAG.match(start) is not None


def read(source: Source) -> list[Document]:
    """Return the one article that was pasted; its first heading or short line is the title."""
    body = _CLIPBOARD_HEAD.sub("", source.text)
    inside = _FRAGMENT.search(body)
    address = source.address or source.saved_from
    outlet = outlet_at(address)
    found = extract(parse_html(inside["inside"] if inside else body), outlet, address=address or "")
    facts = Facts(title=take_title(found), address=address)
    return [document(source, name, facts, found, outlet)]
