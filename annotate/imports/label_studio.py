"""Label Studio's JSON: tasks with ``data`` and ``annotations``, each a list of results; and its tables.

Label Studio counts code points; versions before 2022 counted UTF-16 units, which the words give away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotate.imports import label_studio_rows as rows
from annotate.imports.foreign import Draft, Link, Mark, Remark, gettext_noop
from annotate.imports.units import Unit
from annotate.imports.values import (
    NO_OFFSET,
    Record,
    article,
    attributes,
    clean,
    label_of,
    name_of,
    objects,
    offset,
    word,
    words_of,
)

name = "label-studio"
title = "Label Studio"
units = (Unit.CODE_POINTS, Unit.UTF_16, Unit.LINE_ENDS_ONCE)

_LABELS = frozenset({"labels", "hypertextlabels"})
_ASKED = 100  # tags of a task, of which text they are
_SAID = frozenset({"choices", "rating", "textarea", "number", "taxonomy", "datetime", "pairwise"})

NO_WORDS = gettext_noop("The task holds no text, only %(keys)s. It is left out.")
PREDICTIONS = gettext_noop(
    "Predictions are suggestions of a model and no tags, so they are left out: %(count)s."
)
CANCELLED = gettext_noop("Skipped annotations, which are left out: %(count)s.")
DRAFTS = gettext_noop("Drafts that were not submitted, which are left out: %(count)s.")
WHOLE = gettext_noop(
    "“%(name)s” is said of the whole text, which no tag can hold. It is left out: %(count)s times."
)
SHAPE = gettext_noop("“%(kind)s” marks no stretch of plain text. It is left out.")


def recognises(record: Record) -> bool:
    """Whether this is a task of Label Studio's, or a row of its smaller formats."""
    is_task = isinstance(record.get("data"), dict) and any(
        isinstance(record.get(key), list) for key in ("annotations", "completions", "predictions")
    )
    return is_task or rows.is_row(record)


def read(found: list[tuple[str, Record]]) -> tuple[list[Draft], list[Remark]]:
    """Return one draft for each task that has a text."""
    tasks, remarks = rows.as_tasks(found)
    fields = [_field_of(task) for _where, task in tasks]
    usual = _most_common(fields)
    drafts = []
    for (where, task), field in zip(tasks, fields, strict=True):
        draft = _draft(where, task, field or usual)
        if draft is None:
            keys = ", ".join(map(str, _data(task)))[:80] or "-"
            remarks.append(Remark(where, NO_WORDS, {"keys": keys}))
        else:
            drafts.append(draft)
    return drafts, [*remarks, *_left([task for _where, task in tasks])]


Result = tuple[str, str, Record]
Found = Sequence[tuple[str, Record]]


def _annotations(task: Record) -> list[Record]:
    return objects(task.get("annotations")) or objects(task.get("completions"))


def _results(task: Record) -> Iterable[Result]:
    """Yield each result with a key of its annotation, because copies share the ids, and its annotator."""
    for number, annotation in enumerate(_annotations(task)):
        if annotation.get("was_cancelled"):
            continue
        by = annotation.get("completed_by", "")
        who = word(by.get("id", "") if isinstance(by, dict) else by, longest=40)
        for result in objects(annotation.get("result")):
            yield str(number), who, result


def _field_of(task: Record) -> str:
    """Return the field of a task that its tags lie in, empty if nothing says so.

    It is the one called so, the one that the tags name, or the one that holds most of their words.
    """
    data = _data(task)
    tagged = [result for _copy, _who, result in _results(task) if _is_placed(result)]
    told = dict.fromkeys(("text", *(str(result.get("to_name")) for result in tagged)))
    known = [name for name in told if _is_text(data, name)]
    held = [words for result in tagged[:_ASKED] if (words := words_of(_value(result).get("text")))]
    fields = dict.fromkeys((*known, *(name for name in data if _is_text(data, name))))
    holding = {name: sum(words in str(data[name]) for words in held) for name in fields}
    best = max(fields, key=lambda name: (holding[name], len(str(data[name]))), default="")
    return best if best and holding[best] else next(iter(known), "")


def _is_text(data: Record, name: str) -> bool:
    return isinstance(data.get(name), str)


def _most_common(fields: Sequence[str]) -> str:
    """Return the field in which most tasks of a file hold their text: some hold no tags that would say so."""
    counts = Counter(field for field in fields if field)
    return next(iter(counts.most_common(1)), ("", 0))[0]


def _is_placed(result: Record) -> bool:
    return offset(_value(result).get("start")) != NO_OFFSET


def _data(task: Record) -> Record:
    data = task.get("data")
    return data if isinstance(data, dict) else {}


def _draft(where: str, task: Record, field: str) -> Draft | None:
    """Return what a task comes to whose text is in this field, None if it holds none."""
    text, replaced = clean(_data(task).get(field))
    if not text.strip():
        return None
    marks: list[Mark] = []
    links: list[Link] = []
    said: dict[str, dict[str, object]] = {}
    remarks = [Remark(where, one.sentence, one.values) for one in replaced]
    for copy, who, result in _results(task):
        kind = str(result.get("type"))
        key = f"{copy}:{word(result.get('id'))}"
        if kind == "relation":
            links += _links(copy, result)
        elif kind in _LABELS and _is_placed(result):
            marks += _marks(key, who, result)
        elif kind in _SAID:
            said.setdefault(key, {})[word(result.get("from_name"))] = _said(result)
        else:
            remarks.append(Remark(where, SHAPE, {"kind": word(kind)}))
    return Draft(
        where=where,
        article=article(text, [{"id": task.get("id")}, _data(task)], file_format=title, where=where),
        marks=tuple(_with(mark, said) for mark in marks),
        links=tuple(links),
        remarks=tuple(remarks),
    )


def _left(tasks: Sequence[Record]) -> Iterable[Remark]:
    """Say once for a file what of its tasks is left out."""
    counts = Counter(
        {
            PREDICTIONS: sum(len(objects(task.get("predictions"))) for task in tasks),
            DRAFTS: sum(len(objects(task.get("drafts"))) for task in tasks),
            CANCELLED: sum(bool(one.get("was_cancelled")) for task in tasks for one in _annotations(task)),
        }
    )
    whole = Counter(name for task in tasks for name in _said_of_the_whole(task))
    yield from (Remark("", sentence, {"count": count}) for sentence, count in counts.items() if count)
    yield from (Remark("", WHOLE, {"name": name, "count": count}) for name, count in whole.items())


def _said_of_the_whole(task: Record) -> Iterable[str]:
    """Yield the names of what is said of no region."""
    results = list(_results(task))
    regions = {
        (copy, word(result.get("id"))) for copy, _who, result in results if result.get("type") not in _SAID
    }
    for copy, _who, result in results:
        if result.get("type") in _SAID and (copy, word(result.get("id"))) not in regions:
            yield word(result.get("from_name"))


def _marks(key: str, who: str, result: Record) -> list[Mark]:
    """Return a mark for each label of a region; the first has the region's own key."""
    value = _value(result)
    labels = value.get(str(result.get("type")), value.get("labels"))
    return [
        Mark(
            key if number == 0 else f"{key}+{number}",
            offset(value.get("start")),
            offset(value.get("end")),
            label_of(label),
            words_of(value.get("text")),
            annotator=who,
        )
        for number, label in enumerate(labels if isinstance(labels, list) and labels else [None])
    ]


def _with(mark: Mark, said: Mapping[str, dict[str, object]]) -> Mark:
    told = said.get(mark.key.partition("+")[0], {})
    if not told:
        return mark
    return Mark(mark.key, mark.start, mark.end, mark.label, mark.words, attributes(told), mark.annotator)


def _said(result: Record) -> object:
    """Return what a result says of a region: one choice as a word, several as a list."""
    kind = str(result.get("type"))
    value = _value(result).get("text" if kind == "textarea" else kind)
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
