"""A whole web page, as a browser saves it."""

import re

from articles.outlets.extraction import extract
from articles.outlets.findings import Extract
from articles.outlets.main_part import furniture_marks, main_part
from articles.outlets.times import Moment, read_time
from articles.readers.assembly import document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.page_facts import page_facts, page_time
from articles.readers.saved_page import saved_from, saved_on
from articles.text.tree import parse_html

name = "web page"

_PAGE = re.compile(
    r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(r"(?P<year>20\d\d)\s?[-年/.]\s?(?P<month>\d{1,2})\s?[-月/.]\s?(?P<day>\d{1,2})(?!\d)")
_HEAD = 600  # code points above the article that may hold its day
_OPENING = 2_000  # code points


def recognises(source: str) -> bool:
    """Whether the text opens as a whole page of HTML does."""
    return _PAGE.match(source[:_OPENING]) is not None


def _day_shown(found: Extract, title: str) -> Moment | None:
    """Return the day that stands between the title and the article; its zone is nowhere said."""
    before = " ".join(piece.text for piece in found.dropped if piece.after == 0)
    shown = before.rfind(title) if title else -1
    match = _DAY.search(before, shown + len(title) if shown >= 0 else max(0, len(before) - _HEAD))
    return read_time(f"{match['year']}-{match['month']}-{match['day']}") if match else None


def read(source: Source) -> list[Document]:
    """Return the one article of the page."""
    root = parse_html(source.text)
    facts = page_facts(root)
    stated = page_time(root)
    facts.address = source.address or facts.address or source.saved_from or saved_from(source.text)
    facts.notes = saved_on(source.text)
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    main = main_part(root)
    found = extract(root, outlet, title=title, address=facts.address or "", marks=furniture_marks(root, main))
    found.time = stated or found.time or _day_shown(found, title)
    return [document(source, name, facts, found, outlet)]
