"""Prodigy-style JSON Lines: ``text`` with ``spans``, and ``relations`` between tokens or spans."""

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
    word,
    words_of,
)

name = "prodigy"
title = "Prodigy"
units = (Unit.CODE_POINTS, Unit.UTF_16)

_OWN = frozenset({"start", "end", "label", "text", "token_start", "token_end", "id", "tokens", "source"})

NOT_ACCEPTED = gettext_noop(
    "The answer is “%(answer)s”, so the tags are left out; the text comes in without them."
)


def recognises(record: Record) -> bool:
    """Whether this is a task of Prodigy's, or has its shape."""
    spans = record.get("spans")
    has_spans = isinstance(spans, list) and (not spans or bool(objects(spans)))
    return isinstance(record.get("text"), str) and (has_spans or "_input_hash" in record)


def read(found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
    """Return one draft for each task that has a text."""
    drafts, remarks = [], []
    for where, record in found:
        text, replaced = clean(record.get("text"))
        if text.strip():
            drafts.append(_draft(where, record, text, replaced))
        else:
            remarks.append(Remark(where, NO_TEXT))
    return drafts, remarks


def _draft(where: str, record: Record, text: str, replaced: tuple[Remark, ...]) -> Draft:
    remarks = [Remark(where, one.sentence, one.values) for one in replaced]
    answer = word(record.get("answer", "accept"))
    accepted = answer == "accept"
    told = record.get("spans")
    spans = objects(told)
    if not accepted and spans:
        remarks.append(Remark(where, NOT_ACCEPTED, {"answer": answer}))
    elif isinstance(told, list):
        remarks += [no_tag(where, one) for one in told if not isinstance(one, dict)]
    annotator = word(record.get("_annotator_id") or record.get("_session_id") or "", longest=40)
    meta = record.get("meta")
    return Draft(
        where=where,
        article=article(
            text, [record, meta] if isinstance(meta, dict) else [record], file_format=title, where=where
        ),
        marks=tuple(_mark(span, number, annotator) for number, span in enumerate(spans)) if accepted else (),
        links=tuple(_link(link, record, spans) for link in objects(record.get("relations")))
        if accepted
        else (),
        remarks=tuple(remarks),
    )


def _mark(span: Record, number: int, annotator: str) -> Mark:
    return Mark(
        key=f"s{number}",
        start=offset(span.get("start")),
        end=offset(span.get("end")),
        label=label_of(span.get("label")),
        words=words_of(span.get("text")),
        attrs=attributes({key: value for key, value in span.items() if key not in _OWN}),
        annotator=annotator,
    )


def _link(link: Record, record: Record, spans: list[Record]) -> Link:
    ends = [_end(link, which, record, spans) for which in ("head", "child")]
    return Link(ends[0], ends[1], name_of(link.get("label")))


def _end(link: Record, which: str, record: Record, spans: list[Record]) -> str:
    """Return the key of the span at one end: told as a span, else as a token inside of one."""
    told = link.get(f"{which}_span")
    place = (told.get("start"), told.get("end")) if isinstance(told, dict) else None
    tokens = objects(record.get("tokens"))
    number = offset(link.get(which))
    if place is None and 0 <= number < len(tokens):
        token = tokens[number]
        return next((f"s{at}" for at, span in enumerate(spans) if _holds(span, token)), "")
    return next(
        (f"s{at}" for at, span in enumerate(spans) if place == (span.get("start"), span.get("end"))), ""
    )


def _holds(span: Record, token: Record) -> bool:
    return offset(span.get("start")) <= offset(token.get("start")) < offset(span.get("end"))
