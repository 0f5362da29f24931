"""A post of a Jekyll site that keeps saved articles: front matter, headline, HTML."""

from articles.outlets.extraction import extract
from articles.outlets.times import from_milliseconds
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.front_matter import split_front_matter, text_of, texts_of, time_of
from articles.readers.headline import after_rule, find_headline, milliseconds
from articles.text.tree import parse_html

name = "Jekyll post"


def recognises(source: str) -> bool:
    """Whether front matter opens the text, and then a headline with a rule or a tag of HTML."""
    if not source.lstrip().startswith("---"):
        return False
    values, body, _ = split_front_matter(source)
    if values is None:
        return False
    headline = find_headline(body)
    # Further down, a link above a rule is part of somebody's Markdown.
    return body.lstrip().startswith("<") or (headline is not None and not body[: headline.start()].strip())


def read(source: Source) -> list[Document]:
    """Return the one article of the post."""
    values, body, notes = split_front_matter(source.text)
    if values is None:
        return []
    headline = find_headline(body)
    stamp = milliseconds(body[: headline.start()] if headline else body)
    feed = from_milliseconds(stamp) if stamp is not None else None
    # The front matter drops dots, escapes quotes and cuts long titles; the headline does not.
    said = headline.groupdict() if headline else {"title": "", "address": ""}
    facts = Facts(
        title=said["title"] or text_of(values, "title"),
        address=source.address or said["address"] or text_of(values, "from"),
        outlet_names=[*reversed(texts_of(values, "categories")), text_of(values, "author")],
        authors=[text_of(values, "author")],
        tags=texts_of(values, "tags"),
        feed_time=feed or time_of(values, "date"),
        notes=notes,
    )
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    root = parse_html(after_rule(body, headline) if headline else body)
    found = extract(root, outlet, title=title, address=facts.address or "")
    return [document(source, name, facts, found, outlet)]
