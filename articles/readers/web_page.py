"""A whole web page, as a browser saves it."""

import re

from articles.outlets.extraction import extract
from articles.outlets.main_part import furniture_marks, main_part
from articles.readers.assembly import document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.page_facts import page_facts, page_time
from articles.text.tree import parse_html

name = "web page"

_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = 2_000  # code points


def recognises(source: str) -> bool:
    """Whether the text opens as a whole page of HTML does."""
    return _PAGE.match(source[:_OPENING]) is not None


def read(source: Source) -> list[Document]:
    """Return the one article of the page."""
    root = parse_html(source.text)
    facts = page_facts(root)
    facts.address = source.address or facts.address
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    main = main_part(root)
    found = extract(root, outlet, title=title, address=facts.address or "", marks=furniture_marks(root, main))
    found.time = page_time(root) or found.time
    return [document(source, name, facts, found, outlet)]
