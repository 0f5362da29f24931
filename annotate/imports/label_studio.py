"""Label Studio's JSON: tasks with ``data`` and ``annotations``, each a list of results.

Label Studio counts code points; versions before 2022 counted UTF-16 units, which the words give away.
"""

from collections.abc import Iterable, Mapping

from annotate.imports.foreign import Draft, Link, Mark, Remark, gettext_noop
from annotate.imports.units import Unit
from annotate.imports.values import (
    Record,
    article,
    attributes,
    clean,
    label_of,
    name_of,
    offset,
    word,
    words_of,
)

name = "label-studio"
title = "Label Studio"
units = (Unit.CODE_POINTS, Unit.UTF_16, Unit.LINE_ENDS_ONCE)

_LABELS = frozenset({"labels", "hypertextlabels"})

NO_WORDS = gettext_noop("The task holds no text, only %(keys)s. It is left out.")
PREDICTIONS = gettext_noop(
    "Predictions are suggestions of a model and no tags, so they are left out: %(count)s."
)
CANCELLED = gettext_noop("Skipped annotations, which are left out: %(count)s.")
DRAFTS = gettext_noop("Drafts that were not submitted, which are left out: %(count)s.")
WHOLE = gettext_noop("“%(name)s” is said of the whole text, which no tag can hold. It is left out.")
SHAPE = gettext_noop("“%(kind)s” marks no stretch of plain text. It is left out.")


def recognises(record: Record) -> bool:
    """Whether this is a task of Label Studio's."""
    return isinstance(record.get("data"), dict) and any(
        isinstance(record.get(key), list) for key in ("annotations", "completions", "predictions")
    )


def read(found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
    """Return one draft for each task that has a text."""
    drafts, remarks = [], []
    for where, task in found:
        draft = _draft(where, task)
        if draft is None:
            keys = ", ".join(map(str, _data(task)))[:80] or "-"
            remarks.append(Remark(where, NO_WORDS, {"keys": keys}))
        else:
            drafts.append(draft)
    return drafts, remarks


Result = tuple[str, str, Record]


def _annotations(task: Record) -> list[Record]:
    return _objects(task, "annotations") or _objects(task, "completions")


def _results(task: Record) -> Iterable[Result]:
    """Yield each result with a key of its annotation, because copies share the ids, and its annotator."""
    for number, annotation in enumerate(_annotations(task)):
        if annotation.get("was_cancelled"):
            continue
        by = annotation.get("completed_by", "")
        who = word(by.get("id", "") if isinstance(by, dict) else by, longest=40)
        for result in _objects(annotation, "result"):
            yield str(number), who, result


def _text_of(data: Record, results: list[Record]) -> object:
    """Return the text of a task: the one called so, or the one that tags lie in."""
    tagged = [result for result in results if isinstance(_value(result).get("start"), int)]
    told = [data.get(str(name)) for name in ("text", *(result.get("to_name") for result in tagged))]
    known = next((text for text in told if isinstance(text, str)), None)
    if known is not None:
        return known
    texts = [value for value in data.values() if isinstance(value, str)]
    held = [words for result in tagged if (words := words_of(_value(result).get("text")))]
    if held:
        return next((text for text in texts if all(words in text for words in held)), None)
    return None


def _data(task: Record) -> Record:
    data = task.get("data")
    return data if isinstance(data, dict) else {}


def _draft(where: str, task: Record) -> Draft | None:
    """Return what a task comes to, None if it holds no text."""
    results = list(_results(task))
    text, replaced = clean(_text_of(_data(task), [result for _copy, _who, result in results]))
    if not text.strip():
        return None
    marks: dict[str, Mark] = {}
    links: list[Link] = []
    said: dict[str, dict[str, object]] = {}
    remarks = [Remark(where, one.sentence, one.values) for one in (*replaced, *_left(task))]
    for copy, who, result in results:
        kind = str(result.get("type"))
        key = f"{copy}:{word(result.get('id'))}"
        if kind == "relation":
            links += _links(copy, result)
        elif not isinstance(_value(result).get("start"), int):
            remarks.append(_no_place(where, kind, result))
        elif kind in _LABELS:
            marks |= _marks(key, who, result)
        else:
            said.setdefault(key, {})[word(result.get("from_name"))] = _said(result)
    return Draft(
        where=where,
        article=article(text, [{"id": task.get("id")}, _data(task)], file_format=title, where=where),
        marks=tuple(_with(mark, said) for mark in marks.values()),
        links=tuple(links),
        remarks=tuple(remarks),
    )


def _left(task: Record) -> Iterable[Remark]:
    cancelled = sum(bool(annotation.get("was_cancelled")) for annotation in _annotations(task))
    for sentence, count in (
        (PREDICTIONS, len(_objects(task, "predictions"))),
        (DRAFTS, len(_objects(task, "drafts"))),
        (CANCELLED, cancelled),
    ):
        if count:
            yield Remark("", sentence, {"count": count})


def _no_place(where: str, kind: str, result: Record) -> Remark:
    if kind in {"choices", "rating", "textarea", "number", "taxonomy", "datetime", "pairwise"}:
        return Remark(where, WHOLE, {"name": word(result.get("from_name"))})
    return Remark(where, SHAPE, {"kind": word(kind)})


def _marks(key: str, who: str, result: Record) -> dict[str, Mark]:
    """Return a mark for each label of a region; the first has the region's own key."""
    value = _value(result)
    labels = value.get(str(result.get("type")), value.get("labels"))
    made = {}
    for number, label in enumerate(labels if isinstance(labels, list) else []):
        own = key if number == 0 else f"{key}+{number}"
        made[own] = Mark(
            own,
            offset(value.get("start")),
            offset(value.get("end")),
            label_of(label),
            words_of(value.get("text")),
            annotator=who,
        )
    return made


def _with(mark: Mark, said: Mapping[str, dict[str, object]]) -> Mark:
    told = said.get(mark.key.partition("+")[0], {})
    if not told:
        return mark
    return Mark(mark.key, mark.start, mark.end, mark.label, mark.words, attributes(told), mark.annotator)


def _said(result: Record) -> object:
    """Return what a result says of a region: one choice as a word, several as a list."""
    value = _value(result).get(str(result.get("type")))
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _links(copy: str, result: Record) -> list[Link]:
    ends = [f"{copy}:{word(result.get(end))}" for end in ("from_id", "to_id")]
    labels = result.get("labels")
    kinds = [name_of(label) for label in labels] if isinstance(labels, list) and labels else ["related"]
    forward = [Link(ends[0], ends[1], kind) for kind in kinds]
    back = [Link(ends[1], ends[0], kind) for kind in kinds]
    return {"left": back, "bi": [*forward, *back]}.get(str(result.get("direction")), forward)


def _value(result: Record) -> Record:
    value = result.get("value")
    return value if isinstance(value, dict) else {}


def _objects(record: Mapping[str, object], key: str) -> list[Record]:
    value = record.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
