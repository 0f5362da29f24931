"""From the words of an HTML page to a tree of elements, however deep and broken."""

import re
from html.parser import HTMLParser
from typing import cast

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

MAX_DEPTH = 500
"""Levels kept by the patient parser; what lies deeper hangs at this level."""

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_RAW = frozenset(["script", "style"])  # their words must never come out
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_PARTING = frozenset(["p", "div", "li", "td", "blockquote", "section", "h1", "h2", "h3", "h4", "h5", "h6"])
# lxml counts the levels itself and gives up at 2,048, with the text lost.
_TOO_DEEP = lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT


_WORDS = lxml.etree.XPath("string()", smart_strings=False)  # ten times as fast as joining what itertext gives


class _PatientParser(HTMLParser):
    """Builds a tree of bounded depth from any stream of tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = lxml.etree.TreeBuilder(
            element_factory=lxml.html.HTMLParser().makeelement,
        )
        self.open: list[str] = ["html", "body"]
        for tag in self.open:
            self.builder.start(tag, {})
        self.too_deep: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"html", "body"}:
            return
        if tag == "p" and self.open[-1] == "p":
            self.handle_endtag("p")
        if len(self.open) >= MAX_DEPTH and tag not in _VOID and tag not in _RAW:
            self.too_deep.append(tag)
            if tag in _PARTING:
                self._part()
            return
        name = tag if tag.isalnum() else "span"
        self.builder.start(name, {key: value or "" for key, value in attrs if _NAME.fullmatch(key)})
        if tag in _VOID:
            self.builder.end(name)
        else:
            self.open.append(name)

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            if tag == self.too_deep[-1]:
                self.too_deep.pop()
            if tag in _PARTING:
                self._part()
            return
        name = tag if tag.isalnum() else "span"
        if name not in self.open[2:]:
            return
        while True:
            last = self.open.pop()
            self.builder.end(last)
            if last == name:
                return

    def _part(self) -> None:
        """Part two paragraphs whose elements lie too deep to be opened."""
        for _ in range(2):
            self.builder.start("br", {})
            self.builder.end("br")

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def finish(self) -> HtmlElement:
        """Close what is open and return the root."""
        self.close()
        while self.open:
            self.builder.end(self.open.pop())
        return cast("HtmlElement", self.builder.close())


def _patiently(page: str) -> HtmlElement:
    parser = _PatientParser()
    parser.feed(page)
    return parser.finish()


def parse_html(page: str) -> HtmlElement:
    """Return the root of the page's tree, comments left out.

    The page must hold neither NUL nor lone surrogates. A page nested deeper than lxml allows is
    read again by a slower parser that keeps all its words.
    """
    if not page.strip():
        return lxml.html.Element("html")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: HtmlElement = lxml.html.document_fromstring(page.encode(), parser=parser)
    except lxml.etree.ParserError:  # nothing but comments
        return lxml.html.Element("html")
    if any(entry.type == _TOO_DEEP for entry in parser.error_log.filter_from_fatals()):
        return _patiently(page)
    return root


def strip_scripts(root: HtmlElement) -> None:
    """Remove scripts and style sheets from a tree; nobody reads them."""
    lxml.etree.strip_elements(root, "script", "style", with_tail=False)


def words_in(element: HtmlElement) -> str:
    """Return all the words inside an element, blanks as they stand in the source."""
    return str(_WORDS(element))
