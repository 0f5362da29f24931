"""An article in Markdown, with or without front matter, and pages that hold several of them."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from markdown_it import MarkdownIt

from articles.outlets import outlet_named
from articles.outlets.extraction import extract
from articles.outlets.findings import Extract
from articles.outlets.times import Moment, read_time
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.front_matter import split_front_matter, text_of, texts_of, time_of
from articles.readers.issue_export import Issue, issue_in
from articles.readers.labels import dropped, moment_in, take_marked_lines, word
from articles.readers.liquid import without_template_signs
from articles.readers.opening import take_title
from articles.readers.source_line import SourceLine, find_source_line
from articles.text.blocks import Block, Kind
from articles.text.language import language_of
from articles.text.tidy import one_line
from articles.text.tree import parse_html, words_in

name = "Markdown"

_SIGN = re.compile(
    r"^#{1,6}[ \t]+\S|^!\[[^\[\]\n]*\]\([^()\n]+\)|^>[ \t]+\S|^[^\n]*\*\*[^*\n]+\*\*|^[^\n]*\[[^\[\]\n]+\]\(https?://[^()\n]+\)",
    re.MULTILINE,
)
_DATED_NAME = re.compile(r"(?:^|/)(?P<day>\d{4}-\d\d?-\d\d?)-[^/]*$")
_ADDRESSES = (
    *("from", "link", "source", "url", "original_url", "canonical_url", "canonicalURL", "original"),
    *("source_url", "source_link", "original_link", "origin", "link_to_original", "原文链接", "原文"),
)
_TIMES = ("date", "published", "pubDate", "publishDate", "date_published", "published_at")
_SHORTCODE = re.compile(r"\{\{[<%](?P<inside>[^<>{}\n]{1,500})[%>]\}\}")
_CAPTION = re.compile(r"""\bcaption\s*=\s*(?P<sign>["'])(?P<words>.*?)(?P=sign)""")
_NOTE = re.compile(r"\[\^(?P<name>[^\[\]\s]{1,40})\](?P<colon>:)?")
_TITLED_PICTURE = re.compile(r'<p>(?P<picture><img [^<>]*?title="(?P<words>[^"<>]+)"[^<>]*/?>)</p>')
# Kramdown, and people, need no blank behind the signs of a heading; one sign alone may be a tag.
_TIGHT_HEADING = re.compile(r"^(#{2,6})(?=[\u3010\u4e00-\u9fff])", re.MULTILINE)
# The summary that a clipper puts above the article.
_EXCERPT = re.compile(r"^>\s?##\s?Excerpt[ \t]*\n(?:>[^\n]*\n)+", re.MULTILINE)
_CALLOUT = re.compile(r"^(?P<sign>>[ \t]*)\[![\w-]{1,20}\][+-]?[ \t]*", re.MULTILINE)
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])(?P<words>[^=\n]{1,400})(?<=[^\s=])==(?![=])")
# CommonMark takes no emphasis that begins or ends with a sign and has a letter beside it, as Chinese has.
_STRONG = re.compile(r"(?<![*\\])\*\*(?![\s*])(?P<words>[^*\n`]{1,400})(?<![\s*\\])\*\*(?!\*)")
# A picture with words beside it, in the middle of lines without blank lines.
_PICTURE_LINE = re.compile(
    r"(?<=[^\n])\n(?P<picture>!\[[^\[\]\n]*\]\([^()\n]+\))[ \t]*(?P<words>[^\s!\[][^\n]*)\n(?=[^\n])"
)
_OPENING = 8  # blocks that may hold the line about the origin
# A page that collects articles: a heading, then a line with the source of the one below it.
_COLLECTED = re.compile(
    r"^##[ \t]+(?P<title>[^\n]+)\n+`(?P<column>[^`\n]*)`[^\n\[]*\[(?:轉載自|转载自)(?P<outlet>[^\]\n]+)\]\((?P<address>https?://[^)\n]+)\)[^\n]*$",
    re.MULTILINE,
)


def recognises(source: str) -> bool:
    """Whether front matter opens the text or a sign of Markdown stands in it."""
    return split_front_matter(source)[0] is not None or _SIGN.search(source) is not None


def read(source: Source) -> list[Document]:
    """Return the article, or each of the articles that the page collects."""
    collected = list(_COLLECTED.finditer(source.text))
    if collected:
        return _collection(source, collected)
    issue = issue_in(source.text)
    if issue:
        return [_from_issue(source, issue)]
    values, body, notes = split_front_matter(source.text)
    values = values or {}
    body = _EXCERPT.sub("", body, count=1)
    origin = find_source_line(body)
    body, lines = take_marked_lines(body, but=origin.line.strip("\n") if origin else "")
    labels = [label for _line, said in lines for label in said]
    facts = Facts(
        title=text_of(values, "title") or word(labels, "title"),
        address=source.address
        or _first(text_of(values, field) for field in _ADDRESSES)
        or word(labels, "address")
        or (origin.address if origin else None),
        outlet_names=[
            *([origin.publisher] if origin else []),
            word(labels, "outlet"),
            *texts_of(values, "categories"),
            *(text for text in (text_of(values, "source"),) if "://" not in text),
        ],
        authors=_people(values) or [label.words for label in labels if label.kind == "author"],
        tags=texts_of(values, "tags"),
        feed_time=_first_time(values) or moment_in(labels, "") or _day_in_name(source.name),
        notes=notes,
        before=[dropped(line, said) for line, said in lines],
    )
    return [_article(source, body, facts, origin)]


def _people(values: Mapping[str, object]) -> list[str]:
    """Return the authors; a clipper for notes writes their names as links to notes."""
    names = texts_of(values, "author") or texts_of(values, "authors")
    return [name.removeprefix("[[").removesuffix("]]") for name in names]


def _from_issue(source: Source, issue: Issue) -> Document:
    """Return the article that somebody keeps in an issue; the day is that of the issue."""
    facts = Facts(
        title=issue.title,
        address=source.address or issue.address,
        mirror=issue.mirror,
        feed_time=read_time(issue.day),
    )
    return _article(source, issue.body, facts)


def _day_in_name(name: str) -> Moment | None:
    """Return the day that opens a file's name, as in ``2018-06-02-title.md``."""
    match = _DATED_NAME.search(name)
    return read_time(match["day"]) if match else None


def _first_time(values: Mapping[str, object]) -> Moment | None:
    return next((moment for name in _TIMES if (moment := time_of(values, name))), None)


def _first(words: Iterable[str]) -> str | None:
    return next((word for word in words if word.startswith("http")), None)


def _article(source: Source, body: str, facts: Facts, origin: SourceLine | None = None) -> Document:
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    found = extract(parse_html(to_html(body)), outlet, title=title, address=facts.address or "")
    if origin:
        _sign(found, origin)
    if not facts.title:
        facts.title = take_title(found)
    return document(source, name, facts, found, outlet)


def _sign(found: Extract, origin: SourceLine) -> None:
    """Make a byline of the block that is the line about the article's origin."""
    words = one_line(words_in(parse_html(to_html(origin.line))))
    for number, block in enumerate(found.blocks[:_OPENING]):
        if one_line(block.text) == words:
            found.blocks[number] = Block(Kind.BYLINE, block.text)


def to_html(body: str) -> str:
    """Return Markdown as HTML. In Chinese, where nobody wraps lines by hand, a line end is kept."""
    chinese = (language_of(body) or "").startswith("zh")
    parser = MarkdownIt("commonmark", {"breaks": chinese}).enable(["table", "strikethrough"])
    plain = _TIGHT_HEADING.sub(r"\1 ", without_template_signs(body))
    plain = _plain_marks(_PICTURE_LINE.sub(r"\n\n\g<picture>\n\n\g<words>\n\n", plain))
    page = str(parser.render(_NOTE.sub(_note, _SHORTCODE.sub(_shortcode, plain))))
    return _TITLED_PICTURE.sub(r"<figure>\g<picture><figcaption>\g<words></figcaption></figure>", page)


def _plain_marks(body: str) -> str:
    """Return Markdown with the marks of note-takers gone, and with bold words that a sign begins or ends."""
    if "[!" in body:
        body = _CALLOUT.sub(r"\g<sign>", body)
    if "==" in body:
        body = _HIGHLIGHT.sub(r"\g<words>", body)
    return _STRONG.sub(r"<strong>\g<words></strong>", body) if "**" in body and "```" not in body else body


def _shortcode(match: re.Match[str]) -> str:
    """Return what a site builder's own sign stands for: a picture's caption, or something embedded."""
    caption = _CAPTION.search(match["inside"])
    words = html.escape(caption["words"] if caption else match["inside"].strip())
    return f"<figure><figcaption>{words}</figcaption></figure>" if caption else f"<iframe>{words}</iframe>"


def _note(match: re.Match[str]) -> str:
    """Keep the mark of a footnote as words; what it says would be taken for the target of a link."""
    return f"\\[{match['name']}\\]{' ' if match['colon'] else ''}"


def _collection(source: Source, headings: list[re.Match[str]]) -> list[Document]:
    ends = [match.start() for match in headings[1:]] + [len(source.text)]
    documents = []
    for match, end in zip(headings, ends, strict=True):
        outlet = outlet_named(match["outlet"])
        facts = Facts(
            title=match["title"],
            address=match["address"],
            outlet_names=[outlet.name if outlet else match["outlet"]],
            tags=[match["column"].strip()],
        )
        line = source.text.count("\n", 0, match.start()) + 1
        article = _article(source, source.text[match.end() : end], facts)
        documents.append(_located(article, line) if len(headings) > 1 else article)
    return documents


def _located(article: Document, line: int) -> Document:
    return replace(article, locator=f"line {line}")
