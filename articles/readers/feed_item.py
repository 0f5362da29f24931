"""A saved item of a news feed: a stamp or a date, ``[title](address)``, a rule, HTML."""

import re

from articles.outlets.extraction import extract
from articles.outlets.times import from_milliseconds, read_time
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.headline import after_rule, find_headline, milliseconds
from articles.text.blocks import Dropped, Reason
from articles.text.tree import parse_html

name = "feed item"

_DATE_LINE = re.compile(r"\A\s*(?:日期|Date)\s*[：:]\s*(?P<date>[^\n<]+)(?:\n|\Z)")


def recognises(source: str) -> bool:
    """Whether a headline with a rule below it stands among the first lines."""
    return find_headline(source) is not None


def read(source: Source) -> list[Document]:
    """Return the one article of the item."""
    headline = find_headline(source.text)
    if headline is None:
        return []
    body = after_rule(source.text, headline)
    stamp = milliseconds(source.text[: headline.start()])
    feed = from_milliseconds(stamp) if stamp is not None else None
    before = []
    dated = _DATE_LINE.match(body)
    if dated:
        feed = feed or read_time(dated["date"])
        before = [Dropped(dated.group().strip(), Reason.TIME_LINE, 1)]
        body = body[dated.end() :]
    facts = Facts(
        title=headline["title"],
        address=source.address or headline["address"],
        feed_time=feed,
        before=before,
    )
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    found = extract(parse_html(body), outlet, title=title, address=facts.address or "")
    return [document(source, name, facts, found, outlet)]
