"""From the Markdown of guidelines to sections of clean HTML.

Nothing but prose comes out: HTML in the text is text, images become links, since no remote image is ever
loaded, and links lead to web pages, addresses and places in the same text only. A heading that ends in
names of labels in braces, such as ``### Titles {quote source}``, is about these labels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}}
DEEPEST = 6  # there is no <h7>
KEPT = 16  # texts whose sections are remembered

_NAMED = re.compile(r"[ \t]*\{([a-z][a-z0-9_-]*(?:[ ,]+[a-z][a-z0-9_-]*)*)\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what follows it up to the next one; before the first heading there is no title.

    ``level`` is that of the heading, 1 to 6, and 0 where there is none; ``anchor`` is its ``id`` on the
    page; ``labels`` are the names in braces. Headings stand one level lower in ``html``, below the title
    of the page.
    """

    level: int
    title: str
    anchor: str
    labels: frozenset[str]
    html: str


def _image(_renderer: object, tokens: Sequence[Token], at: int, *_options: Any) -> str:
    token = tokens[at]
    source = str(token.attrGet("src") or "")
    return f'<a href="{escapeHtml(source)}">{escapeHtml(token.content or source)}</a>'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _image)
    return parser


_PARSER = _parser()


@lru_cache(maxsize=KEPT)
def sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a Markdown text in their order."""
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    starts = [0, *(at for at, token in enumerate(tokens) if at and _is_heading(token)), len(tokens)]
    parts = (tokens[start:end] for start, end in pairwise(starts) if end > start)
    return tuple(_section(number, part, env) for number, part in enumerate(parts, start=1))


def _is_heading(token: Token) -> bool:
    return token.type == "heading_open" and token.level == 0


def _section(number: int, tokens: list[Token], env: dict[str, Any]) -> Section:
    level, title, labels, anchor = 0, "", frozenset[str](), f"rule-{number}"
    if _is_heading(tokens[0]):
        level = int(tokens[0].tag[1:])
        labels = _take_labels(tokens[1])
        title = "".join(_words(tokens[1].children or ()))
        tokens[0].attrSet("id", anchor)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + 1, DEEPEST)}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return Section(level, title, anchor, labels, cleaned(html))


def _take_labels(inline: Token) -> frozenset[str]:
    """Take the names of labels off the end of a heading and return them."""
    last = inline.children[-1] if inline.children else None
    found = _NAMED.search(last.content) if last is not None and last.type == "text" else None
    if last is None or found is None:
        return frozenset()
    last.content = last.content[: found.start()]
    return frozenset(re.split(r"[ ,]+", found.group(1)))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content


def cleaned(html: str) -> str:
    """Return the HTML without anything that is not prose."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)


def about(found: Sequence[Section], label: str, titles: Sequence[str]) -> list[Section]:
    """Return the sections about a label, each with those below it.

    These are the sections that name it in braces. Where none does, it is those whose heading has one of
    the ``titles`` in it: the label's own, in any language, and those of its attributes.
    """
    named = {section.anchor for section in found if label in section.labels}
    if not named:
        wanted = [title.casefold() for title in titles if title.strip()]
        saying = [one for one in found if any(_says(one.title.casefold(), word) for word in wanted)]
        named = {one.anchor for one in _nearest(saying)}
    return list(_with_those_below(found, named))


def _nearest(saying: Sequence[Section]) -> Iterator[Section]:
    """Yield those below which no other one stands: a heading over everything is about nothing."""
    for one, following in zip_longest(saying, saying[1:]):
        if following is None or following.level <= one.level:
            yield one


def _with_those_below(found: Sequence[Section], named: set[str]) -> Iterator[Section]:
    above = 0  # the level of the section that brings those below it along
    for section in found:
        if above and section.level <= above:
            above = 0
        if section.anchor in named and not above:
            above = section.level
        if above:
            yield section


def _says(heading: str, word: str) -> bool:
    """Whether a heading has the word in it; one of Latin letters begins where a word begins."""
    at = heading.find(word)
    while at > 0 and word[0].isascii() and heading[at - 1].isalnum() and heading[at - 1].isascii():
        at = heading.find(word, at + 1)
    return at >= 0


def shown(found: Sequence[Section]) -> list[str]:
    """Return the HTML of some sections, their headings from ``<h2>`` on without leaving a level out."""
    above: list[int] = []
    written = []
    for section in found:
        if not section.level:
            written.append(section.html)
            continue
        above = [*(level for level in above if level < section.level), section.level]
        old, new = min(section.level + 1, DEEPEST), min(len(above) + 1, DEEPEST)
        html = section.html.replace(f"<h{old}", f"<h{new}", 1).replace(f"</h{old}>", f"</h{new}>", 1)
        written.append(html)
    return written


def contents(found: Sequence[Section]) -> list[Mapping[str, object]]:
    """Return what a list of contents shows: anchor, title, and how deep below the highest heading."""
    titled = [section for section in found if section.title.strip()]
    highest = min((section.level for section in titled), default=1)
    return [
        {"anchor": one.anchor, "title": one.title.strip(), "depth": one.level - highest} for one in titled
    ]
