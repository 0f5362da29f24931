"""A feed as it was downloaded: RSS or Atom, one article for each item."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import lxml.etree

from articles.outlets.extraction import extract
from articles.outlets.times import Moment, read_time
from articles.problems import ImportProblem
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.text.tidy import one_line
from articles.text.tree import parse_html

name = "feed"

_OPENING = 4_000  # code points
_FEED = re.compile(
    r"\A\s*(?:<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s)*<(?:rss|feed|rdf:RDF|RDF)\b",
    re.DOTALL,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
_AUTHORS = ("creator", "author")

Element = lxml.etree._Element


def recognises(source: str) -> bool:
    """Whether the root of the text is that of a feed."""
    return _FEED.match(source[:_OPENING]) is not None


def read(source: Source) -> list[Document]:
    """Return the articles of the feed in its order."""
    # No entity is resolved and nothing is fetched, whatever the file asks for.
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    page = _DECLARATION.sub("", source.text).encode()
    root = cast("Element | None", lxml.etree.fromstring(page, parser))  # None if all of it is broken
    nodes = [] if root is None else [node for node in root.iter() if _local(node) in {"item", "entry"}]
    items = [node for node in nodes if _text(node, "title") or _body(node)]  # some only name a file
    if root is None or not items:
        raise ImportProblem(source.name, "The feed holds no items.", "Download it again when it has some.")
    channel = _text(root, "title") or next((_text(element, "title") for element in root if len(element)), "")
    return [_article(source, item, channel, number) for number, item in enumerate(items, start=1)]


def _article(source: Source, item: Element, channel: str, number: int) -> Document:
    facts = Facts(
        title=_text(item, "title"),
        address=_address(item),
        outlet_names=[channel] if channel else [],
        authors=[
            author for author in (_author(child) for child in item if _local(child) in _AUTHORS) if author
        ],
        tags=[tag for tag in (_tag(child) for child in item if _local(child) == "category") if tag],
        feed_time=_time(item),
    )
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    found = extract(parse_html(_body(item)), outlet, title=title, address=facts.address or "")
    return replace(document(source, name, facts, found, outlet), locator=f"item {number}")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(item: Element, local: str) -> Iterator[Element]:
    return (child for child in item if _local(child) == local)


def _text(item: Element, local: str) -> str:
    return next((one_line("".join(child.itertext())) for child in _children(item, local)), "")


def _body(item: Element) -> str:
    """Return the fullest of an item's texts as HTML."""
    for local in _BODIES:
        for child in _children(item, local):
            inside = "".join(lxml.etree.tostring(part, encoding="unicode") for part in child)
            body = f"{child.text or ''}{inside}"
            if body.strip():
                return body
    return ""


def _address(item: Element) -> str | None:
    links = list(_children(item, "link"))
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    guids = [guid for guid in _children(item, "guid") if guid.get("isPermaLink") != "false"]
    said = (one_line(element.text or "") for element in (*links, *guids))
    return next((text for text in said if text.startswith(("http://", "https://"))), None)


def _author(element: Element) -> str:
    return _text(element, "name") or one_line(element.text or "")


def _tag(element: Element) -> str:
    return element.get("term") or one_line(element.text or "")


def _time(item: Element) -> Moment | None:
    moments = (read_time(_text(item, local)) for local in _DATES)
    return next((moment for moment in moments if moment), None)
