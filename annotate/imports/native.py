"""Our own JSON Lines, as ``exports.writers.native`` writes them: everything is read back."""

from collections.abc import Mapping

from annotate.imports.foreign import Draft, Link, Mark, Remark, gettext_noop
from annotate.imports.units import Unit
from annotate.imports.values import (
    NO_TEXT,
    Record,
    article,
    attributes,
    clean,
    label_of,
    name_of,
    no_tag,
    objects,
    offset,
    prose,
    with_told,
    word,
    words_of,
)
from articles.readers.base import Document
from articles.text.blocks import Kind, PlacedBlock
from articles.text.digest import sha256_of

name = "native"
title = "Xiwen JSON Lines"
units = (Unit.CODE_POINTS,)

_KINDS = frozenset(Kind)
_HEADINGS = range(1, 7)
_LEFT = frozenset({"suggested", "rejected"})

OTHER_DIGEST = gettext_noop(
    "The text is not the one that was exported: its SHA-256 differs. Every tag is checked against its words."
)
SUGGESTED = gettext_noop("Suggestions are no tags, so they are left out: %(count)s.")


def recognises(record: Record) -> bool:
    """Whether this is a line of our own export."""
    return "schema_version" in record and isinstance(record.get("spans"), list)


def read(found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
    """Return one draft for each line that has a text."""
    drafts, remarks = [], []
    for where, record in found:
        draft = _draft(where, record)
        if draft is None:
            remarks.append(Remark(where, NO_TEXT))
        else:
            drafts.append(draft)
    return drafts, remarks


def _draft(where: str, record: Record) -> Draft | None:
    text, replaced = clean(record.get("text"))
    if not text.strip():
        return None
    remarks = [Remark(where, one.sentence, one.values) for one in replaced]
    digest = record.get("text_sha256")
    if digest and not replaced and digest != sha256_of(text):
        remarks.append(Remark(where, OTHER_DIGEST))
    told = record.get("spans")
    remarks += (
        [no_tag(where, one) for one in told if not isinstance(one, dict)] if isinstance(told, list) else []
    )
    spans = [span for span in objects(told) if span.get("status") not in _LEFT]
    left = len(objects(told)) - len(spans)
    if left:
        remarks.append(Remark(where, SUGGESTED, {"count": left}))
    keys = {_key(span) for span in spans}
    return Draft(
        where=where,
        article=_article(where, text, record),
        marks=tuple(_mark(span, number) for number, span in enumerate(spans)),
        links=tuple(
            Link(word(link.get("from")), word(link.get("to")), name_of(link.get("type")))
            for link in objects(record.get("relations"))
            # A link of a suggestion is left out with it.
            if not left or {word(link.get("from")), word(link.get("to"))} <= keys
        ),
        remarks=tuple(remarks),
        blocks=_blocks(record, len(text)),
        project=word(_object(record, "provenance").get("project")),
    )


def _article(where: str, text: str, record: Record) -> Document:
    publication = _object(record, "publication")
    told = [{"title": record.get("title"), "id": record.get("external_id")}, publication]
    document = article(text, told, file_format=title, where=where)
    kind = word(publication.get("published_kind"))
    return with_told(
        document,
        lang=word(record.get("lang"), longest=35),
        published_kind=kind if document.published and kind in {"page", "feed", "day"} else "",
    )


def _mark(span: Record, number: int) -> Mark:
    return Mark(
        key=_key(span) or f"s{number}",
        start=offset(span.get("start")),
        end=offset(span.get("end")),
        label=label_of(span.get("label")),
        words=words_of(span.get("text")),
        attrs=attributes(span.get("attrs")),
        annotator=word(span.get("annotator"), longest=40),
        note=prose(span.get("note")),
        created=word(span.get("created_at"), longest=40),
        updated=word(span.get("updated_at"), longest=40),
    )


def _key(span: Record) -> str:
    return word(span.get("id"), longest=80)


def _object(record: Record, name: str) -> Mapping[str, object]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _blocks(record: Record, length: int) -> tuple[PlacedBlock, ...]:
    """Return the file's blocks if they lie in order inside the text, else none."""
    placed = []
    last = 0
    for block in objects(record.get("blocks")):
        kind, start, end = block.get("kind"), offset(block.get("start")), offset(block.get("end"))
        if kind not in _KINDS or not last <= start < end <= length:
            return ()
        level = block.get("level")
        href = block.get("href")
        placed.append(
            PlacedBlock(
                Kind(str(kind)),
                start,
                end,
                level if isinstance(level, int) and level in _HEADINGS else None,
                word(href) or None,
            )
        )
        last = end
    return tuple(placed)
