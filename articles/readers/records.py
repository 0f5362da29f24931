"""Articles as named values: what a JSON object and the row of a table have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from articles.outlets import outlet_at, outlet_named
from articles.outlets.extraction import extract
from articles.outlets.times import Moment, from_milliseconds, read_time
from articles.problems import ImportProblem
from articles.readers.assembly import Facts, document, known_outlet, plain_title
from articles.readers.base import Document, Source
from articles.readers.fragment import looks_like_page
from articles.readers.opening import take_title
from articles.text.addresses import canonical_address
from articles.text.blocks import Block
from articles.text.canonical import place_lines
from articles.text.language import language_of
from articles.text.tidy import one_line, storable, tidy_source
from articles.text.tree import parse_html

#: What a value is called, in English and Chinese; of several the first counts. Written without
#: blanks, hyphens and underscores, in lower case.
NAMES = {
    "text": "text contenttext maintext plaintext fulltext articletext 文本 正文 articlebody body content "
    "article 正文内容 正文內容 内容 內容 内文 內文 全文 文章 文章内容 文章內容",
    "html": "html contenthtml bodyhtml rawhtml 网页 網頁",
    "title": "title headline 标题 標題 题目 題目 题名 題名 文章标题 文章標題",
    "url": "url address link href permalink canonicalurl sourceurl 链接 鏈接 連結 网址 網址 地址"
    " 原文链接 原文連結 原文地址 原文網址",
    "outlet": "outlet publisher media sitename newspaper source 媒体 媒體 来源 來源 出处 出處 网站 網站"
    " 报纸 報紙",
    "published": "published date datetime createdat publishedat datepublished pubdate publishdate"
    " publicationdate publishtime time 发布时间 發佈時間 發布時間 发表时间 發表時間 发布日期 發布日期"
    " 日期 时间 時間",
    "authors": "authors author byline creator 作者 记者 記者",
    "tags": "tags tag keywords categories category 标签 標籤 关键词 關鍵詞 分类 分類",
    "id": "id externalid docid guid 编号 編號",
}
_PLACES = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names.split())}
_EITHER = _PLACES["正文"][1]  # from here on, what is called so may be plain text or HTML
_DEEPER = 100  # added to the rank of what stands in "meta"
_LONGEST_TITLE = 120  # code points
_LONGEST_NAME = 40  # code points that the name of a value may have
_MILLISECONDS = 100_000_000_000  # seconds since 1970 stay below for a thousand years


@lru_cache(maxsize=2048)
def field_of(name: str) -> tuple[str, int] | None:
    """Return what a value of this name is, and its rank among the names for that; None if nothing."""
    if len(name) > _LONGEST_NAME:
        return None
    return _PLACES.get("".join(sign for sign in name.casefold() if sign not in "_- \ufeff\u3000"))


def fields(record: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a record by what they are; what the record lacks may stand in ``meta``."""
    found: dict[str, tuple[int, object]] = {}
    meta = record.get("meta")
    for depth, place in enumerate((record, meta if isinstance(meta, dict) else {})):
        for name, value in place.items():
            known = field_of(name) if isinstance(name, str) else None
            if known is None or value in (None, "", []):
                continue
            rank = known[1] + _DEEPER * depth
            if known[0] not in found or rank < found[known[0]][0]:
                found[known[0]] = (rank, value)
    rank, text = found.get("text", (0, None))
    if rank % _DEEPER >= _EITHER and isinstance(text, str) and looks_like_page(text):
        found.setdefault("html", found.pop("text"))
    return {field: value for field, (_, value) in found.items()}


def holds_text(values: Mapping[str, object]) -> bool:
    """Whether a record says what its article reads."""
    return any(isinstance(values.get(field), str) for field in ("text", "html"))


def article(source: Source, values: Mapping[str, object], locator: str, name: str) -> Document:
    """Return the article of a record: plain text character for character, a page cleaned.

    ``values`` come from ``fields`` and hold text; ``name`` is the format's. Raises ImportProblem if
    the text is empty.
    """
    if isinstance(values.get("text"), str):
        return _as_it_stands(source, values, locator, name)
    facts = _facts(source, values)
    outlet = known_outlet(facts)
    title, _ = plain_title(facts, outlet)
    body, notes = tidy_source(str(values["html"]))
    found = extract(parse_html(body), outlet, title=title, address=facts.address or "")
    facts.title = facts.title or take_title(found)
    facts.notes = notes
    where = replace(source, name=f"{source.name}, {locator}")
    made = document(where, name, facts, found, outlet)
    return replace(made, locator=locator, external_id=_identity(values))


def _as_it_stands(source: Source, values: Mapping[str, object], locator: str, name: str) -> Document:
    text, replaced = storable(str(values["text"]))
    placed = place_lines(text)
    if not placed:
        raise ImportProblem(
            f"{source.name}, {locator}", "The text is empty.", "Fill its text in, or remove it."
        )
    address = _word(values, "url")
    moment = _time(values)
    notes = [f"replaced {replaced} characters that no database holds"] if replaced else []
    blocks = tuple(Block(block.kind, text[block.start : block.end]) for block in placed)
    return Document(
        title=one_line(_word(values, "title") or blocks[0].text)[:_LONGEST_TITLE],
        blocks=blocks,
        format=name,
        url=canonical_address(source.address or address),
        outlet=_outlet(values, address),
        published=moment.iso() if moment else None,
        published_kind=_kind(moment),
        authors=_words(values, "authors"),
        tags=_words(values, "tags"),
        lang=language_of(text),
        notes=(*source.notes, *notes),
        locator=locator,
        verbatim=text,
        external_id=_identity(values),
    )


def _facts(source: Source, values: Mapping[str, object]) -> Facts:
    said = _said_outlet(values)
    return Facts(
        title=_word(values, "title"),
        address=source.address or _word(values, "url") or None,
        outlet_names=[said] if said else [],
        authors=_words(values, "authors"),
        tags=_words(values, "tags"),
        feed_time=_time(values),
    )


def _kind(moment: Moment | None) -> str:
    if moment is None:
        return "unknown"
    return "page" if moment.instant else "day"


def _time(values: Mapping[str, object]) -> Moment | None:
    """Return the time of publication, also from seconds or milliseconds since 1970."""
    value = values.get("published")
    if isinstance(value, int) and not isinstance(value, bool):
        return from_milliseconds(value if abs(value) >= _MILLISECONDS else value * 1000)
    return read_time(_word(values, "published"))


def _word(values: Mapping[str, object], field: str) -> str:
    """Return a value as a text without bad characters, empty if it is none."""
    value = values.get(field)
    return storable(value)[0] if isinstance(value, str) else ""


def _words(values: Mapping[str, object], field: str) -> tuple[str, ...]:
    """Return a value as texts; of an object, its name."""
    value = values.get(field)
    words = _named(value if isinstance(value, list) else [value])
    return tuple(storable(one_line(word))[0] for word in words if word.strip())


def _named(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        word = value.get("name") if isinstance(value, dict) else value
        if isinstance(word, str):
            yield word


def _identity(values: Mapping[str, object]) -> str | None:
    value = values.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return storable(str(value))[0] or None


def _said_outlet(values: Mapping[str, object]) -> str:
    said = next(iter(_words(values, "outlet")), "")
    return "" if said.startswith(("http://", "https://")) else said


def _outlet(values: Mapping[str, object], address: str) -> str | None:
    known = outlet_at(address)
    said = _said_outlet(values)
    named = outlet_named(said)
    return known.name if known else (named.name if named else said or None)
