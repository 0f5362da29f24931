"""What a web page says of itself in its head: metadata for machines."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from articles.outlets.times import Moment, read_time
from articles.readers.assembly import Facts
from articles.readers.page_title import SUFFIX, article_title, shown_title
from articles.text.tidy import one_line
from articles.text.tree import words_in

_TITLES = ("og:title", "twitter:title", "title", "articletitle")
_TIMES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "og:published_time",
    "og:article:published_time",
    "og:release_date",
    "date",
    "dc.date",
)
_AUTHORS = (
    *("author", "article:author", "og:article:author", "byl", "dc.creator", "dable:author"),
    *("parsely-author", "sailthru.author", "article_author"),
)
_TAGS = ("article:tag", "keywords", "news_keywords")
_SITES = ("og:site_name", "application-name", "dc.publisher", "mediaid", "sitename")
_ADDRESSES = ("og:url", "twitter:url", "url")
_MOST_TAGS = 20
_LONGEST_NAME = 40  # code points
_LONGEST_SITE = 24
_LONGEST_AUTHOR = 24
# Of microdata, of microformats as Blogger has them, and of the forums that Discuz! runs.
_AUTHOR_MARKS = (
    "//*[@itemprop='author' or contains(@class,'vcard')]"
    "/descendant-or-self::*[@itemprop='name' or @class='fn' or @class='fn n']"
    "[not(ancestor::*[contains(@class,'comment')])]"
    " | //*[@class='authi']/a[contains(@class,'xw1')]"
    " | //*[@class='author']/a"
)
_BY = re.compile(r"^[Bb][Yy]\s+")
_BETWEEN_NAMES = re.compile(r"\s*[,，、;；]\s*(?:and\s+)?")
_NAME = re.compile(r"(?!(?:name|author|admin|\d+)$)[^@:/{}<>,\n]{2,40}")


def page_facts(root: HtmlElement) -> Facts:
    """Return the title, address, time, names and tags that a page's head gives."""
    metas = _metas(root)
    linked = next(_articles(root), {})
    title = article_title(root, _word(linked.get("headline")) or _first(metas, _TITLES))
    address = (
        _canonical(root)
        or _first(metas, _ADDRESSES)
        or _word(linked.get("url"))
        or _linked_title(root, title)
    )
    return Facts(
        title=title,
        address=address or None,
        outlet_names=[
            name
            for name in (
                _account(root),
                _name(linked.get("provider")),
                _first(metas, _SITES),
                _name(linked.get("publisher")),
            )
            if name
        ],
        guessed_names=[_site(shown_title(root), title)],
        authors=_people(root, metas, linked),
        tags=_keywords(metas, linked),
        feed_time=None,
    )


def page_time(root: HtmlElement, zone: str = "") -> Moment | None:
    """Return the time of publication in the page's head; an instant only if its zone is there.

    ``zone`` is that of the country whose address the page has, "" if it has none.
    """
    metas = _metas(root)
    linked = next(_articles(root), {})
    words = [_word(linked.get("datePublished")), *(value for name in _TIMES for value in metas.get(name, []))]
    moments = (read_time(word, zone) for word in words if word)
    return next((moment for moment in moments if moment), None)


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = one_line(meta.get("content", ""))
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _articles(root: HtmlElement) -> Iterator[dict[str, object]]:
    """Yield what the page says of articles in JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        graphs = [
            item["@graph"]
            for item in items
            if isinstance(item, dict) and isinstance(item.get("@graph"), list)
        ]
        for item in (*items, *(entry for graph in graphs for entry in graph)):
            if isinstance(item, dict) and "rticle" in str(item.get("@type", "")):
                yield item


def _word(value: object) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    return _word(value.get("name")) if isinstance(value, dict) else _word(value)


def _canonical(root: HtmlElement) -> str:
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and link.get("href", "").startswith("http"):
            return str(link.get("href"))
    return ""


def _linked_title(root: HtmlElement, title: str) -> str:
    """Return where a page's title leads that is a link, as readers of feeds show it."""
    links = ((link.get("href", ""), one_line(words_in(link))) for link in root.iter("a"))
    outside = [(target, words) for target, words in links if target.startswith("http")]
    # Or it stands below the title, as the name of its host.
    return next(
        (target for target, words in outside if words and (words == title or words == _host(target))), ""
    )


def _host(address: str) -> str:
    """Return the host of an address without ``www.``, "" if it is broken."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _account(root: HtmlElement) -> str:
    """Return the name of the account that published on a platform, where the page holds it apart."""
    found = root.xpath("//*[@id='js_name']")
    return one_line(words_in(found[0]))[:_LONGEST_SITE] if found else ""


def _site(shown: str, title: str) -> str:
    """Return the site's name: the last part of a page's title that follows the article's own."""
    before, found, behind = shown.rpartition(title) if title else ("", "", "")
    _, *names = SUFFIX.split(behind) if found else [""]
    name = names[-1].strip() if names else before.strip()[:-1].strip() if before.strip().endswith(":") else ""
    return name if len(name) <= _LONGEST_SITE else ""


def _people(root: HtmlElement, metas: dict[str, list[str]], linked: dict[str, object]) -> list[str]:
    authors = linked.get("author")
    named = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    named = [name for name in named if name] or [name for meta in _AUTHORS for name in metas.get(meta, [])]
    named = named or _shown_author(root)
    parts = (_BY.sub("", part.strip()) for line in named for part in _BETWEEN_NAMES.split(line))
    return [name for name in parts if _NAME.fullmatch(name)]


def _shown_author(root: HtmlElement) -> list[str]:
    """Return the first name that the page's own marks call the author's, where its head names nobody."""
    found = root.xpath(_AUTHOR_MARKS)
    name = one_line(words_in(found[0])) if found else ""
    return [name] if len(name) <= _LONGEST_AUTHOR else []


def _keywords(metas: dict[str, list[str]], linked: dict[str, object]) -> list[str]:
    words = linked.get("keywords")
    lists = [_word(word) for word in words] if isinstance(words, list) else [_word(words)]
    lists += [value for name in _TAGS for value in metas.get(name, [])]
    tags = [tag.strip() for line in lists for tag in re.split(r"[,，;、]", line)]
    return [tag for tag in dict.fromkeys(tags) if tag and len(tag) <= _LONGEST_NAME][:_MOST_TAGS]
