"""doccano's JSON Lines: ``label`` with triples, or ``entities`` with ``relations``.

doccano counts UTF-16 units, except in projects that count grapheme clusters; files of the same shape
from other tools count code points. The file itself has to prove it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from annotate.imports.foreign import Draft, Link, Mark, Remark, gettext_noop
from annotate.imports.units import Unit
from annotate.imports.values import (
    NO_OFFSET,
    NO_TEXT,
    Record,
    article,
    clean,
    label_of,
    name_of,
    no_tag,
    objects,
    offset,
    word,
    words_of,
)

name = "doccano"
title = "doccano"
units = (Unit.UTF_16, Unit.CODE_POINTS, Unit.CLUSTERS)

_LABELS = ("label", "labels", "entities")
LONGEST_PERSON = 40  # code points
_TRIPLE = 3

CATEGORY = gettext_noop("A label of the whole text (“%(label)s”) is no tag. It is left out.")


def recognises(record: Record) -> bool:
    """Whether this is a line of doccano's."""
    if any(isinstance(record.get(key), list) for key in _LABELS):
        return _text_of(record) is not None or "text" not in record
    return _triples(record) is not None


def read(found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
    """Return one draft for each line that has a text."""
    drafts, remarks = [], []
    for where, record in found:
        text, replaced = clean(_text_of(record))
        if text.strip():
            drafts.append(_draft(where, record, text, replaced))
        else:
            remarks.append(Remark(where, NO_TEXT))
    return drafts, remarks


def signed(drafts: Mapping[str, list[Draft]]) -> dict[str, list[Draft]]:
    """Return the drafts of files with the names of their annotators.

    Where each annotates for themselves, doccano writes a file for each, which is called after them. That
    it was so is known by examples that stand in several files.
    """
    counts = Counter(
        example
        for many in drafts.values()
        for example in {
            (draft.article.external_id, draft.text) for draft in many if draft.article.external_id
        }
    )
    if max(counts.values(), default=1) == 1:
        return dict(drafts)
    return {
        name: [_signed(draft, word(PurePosixPath(name).stem, longest=LONGEST_PERSON)) for draft in many]
        for name, many in drafts.items()
    }


def _signed(draft: Draft, who: str) -> Draft:
    return replace(draft, marks=tuple(replace(mark, annotator=mark.annotator or who) for mark in draft.marks))


def _draft(where: str, record: Record, text: str, replaced: tuple[Remark, ...]) -> Draft:
    marks: list[Mark] = []
    remarks = [Remark(where, one.sentence, one.values) for one in replaced]
    for number, entity in enumerate(_entities(record)):
        mark = _mark(entity, number)
        if mark is not None:
            marks.append(mark)
        elif isinstance(entity, str):
            remarks.append(Remark(where, CATEGORY, {"label": word(entity, longest=64)}))
        else:
            remarks.append(no_tag(where, entity))
    return Draft(
        where=where,
        article=article(text, _told(record), file_format=title, where=where),
        marks=tuple(marks),
        links=tuple(map(_link, objects(record.get("relations")))),
        remarks=tuple(remarks),
    )


def _told(record: Record) -> list[Record]:
    meta = record.get("meta") or record.get("metadata")
    return [record, meta] if isinstance(meta, dict) else [record]


def _text_of(record: Record) -> object:
    """Return the text: under its own name, or the only one beside a list of triples."""
    if isinstance(record.get("text"), str):
        return record["text"]
    if _triples(record) is None:
        return None
    texts = [value for key, value in record.items() if isinstance(value, str) and key != "id"]
    return texts[0] if len(texts) == 1 else None


def _triples(record: Record) -> list[object] | None:
    """Return the list of triples, whatever it is called; doccano lets people name the columns."""
    for value in record.values():
        if isinstance(value, list) and value and all(_is_triple(one) for one in value):
            return value
    return None


def _is_triple(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == _TRIPLE
        and NO_OFFSET not in (offset(value[0]), offset(value[1]))
        and isinstance(value[2], str)
    )


def _entities(record: Record) -> Iterator[object]:
    known = [record[key] for key in _LABELS if isinstance(record.get(key), list)]
    for entities in known or [_triples(record) or []]:
        if isinstance(entities, list):
            yield from entities


def _mark(entity: object, number: int) -> Mark | None:
    if _is_triple(entity) and isinstance(entity, list):
        return Mark(f"t{number}", offset(entity[0]), offset(entity[1]), label_of(entity[2]))
    if not isinstance(entity, dict):
        return None
    return Mark(
        key=word(entity.get("id")) or f"t{number}",
        start=offset(entity.get("start_offset", entity.get("start"))),
        end=offset(entity.get("end_offset", entity.get("end"))),
        label=label_of(entity.get("label")),
        words=words_of(entity.get("text")),
        annotator=word(entity.get("user", ""), longest=LONGEST_PERSON),
    )


def _link(link: Record) -> Link:
    return Link(word(link.get("from_id")), word(link.get("to_id")), name_of(link.get("type")))
