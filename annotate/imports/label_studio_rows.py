"""Label Studio's smaller formats, JSON_MIN, CSV and TSV: one annotation a row, brought back to tasks."""

import csv
import io
import json
import re
from collections.abc import Sequence

from annotate.imports.foreign import Remark, gettext_noop
from annotate.imports.values import Record, objects, offset

_OWN = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "annotation_history"}
)
_HEAD = re.compile(r"[^\r\n]*")
_LONGEST_HEAD = 4_000  # code points of the names of all columns
_TELLING = frozenset({"annotation_id", "annotator"})  # columns that no other tool writes together
_SAID = ("choices", "rating", "taxonomy", "number", "datetime")

SMALLER = gettext_noop(
    "JSON_MIN, CSV and TSV of Label Studio hold no links, and of choices not to which tag they belong. "
    "Export as JSON to bring these along."
)

Found = list[tuple[str, Record]]


def is_row(record: Record) -> bool:
    """Whether this is a row of JSON_MIN, or of a table of Label Studio's."""
    return set(record) >= _TELLING


def table(text: str) -> Found:
    """Return the rows of a CSV or TSV of Label Studio's with their places, nothing for any other text.

    Rows are counted as a spreadsheet does: that of the names is row 1.
    """
    head = "".join(_HEAD.findall(text, 0, _LONGEST_HEAD)[:1])
    delimiter = "\t" if "\t" in head else ","
    columns = next(iter(csv.reader([head], delimiter=delimiter)), [])
    if not set(columns) >= _TELLING:
        return []
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [
        (f"row {number}", {name: _cell(value) for name, value in row.items() if isinstance(value, str)})
        for number, row in enumerate(rows, start=2)
    ]


def as_tasks(found: Sequence[tuple[str, Record]]) -> tuple[Found, list[Remark]]:
    """Return tasks as they are, and rows as tasks: those of one task and text together, in their order.

    If there are rows, a remark says what their formats do not hold.
    """
    tasks: dict[object, tuple[str, Record]] = {}
    for number, (where, record) in enumerate(found):
        if not is_row(record):
            tasks[number] = where, record
            continue
        data = {name: value for name, value in record.items() if name not in _OWN and isinstance(value, str)}
        key = str(record.get("id", where)), max(data.values(), key=len, default="")
        _where, task = tasks.setdefault(
            key, (where, {"id": record.get("id"), "data": data, "annotations": []})
        )
        annotations = task["annotations"]
        if isinstance(annotations, list):
            annotations.append({"completed_by": record.get("annotator"), "result": _results(record)})
    is_smaller = any(is_row(record) for _where, record in found)
    return list(tasks.values()), [Remark("", SMALLER)] if is_smaller else []


def _cell(cell: str) -> object:
    """Return what a cell holds: lists and objects stand in it as JSON."""
    if not cell.startswith(("[", "{")):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _results(row: Record) -> list[Record]:
    """Return the results of a row as tasks have them: regions, and what is said of them by their place."""
    values = [
        (name, one)
        for name, told in row.items()
        if name not in _OWN
        for one in objects(told if isinstance(told, list) else [told])
    ]
    regions: dict[tuple[int, int], str] = {}
    results: list[Record] = []
    for number, (name, value) in enumerate(values):
        kind = next((key for key in value if key.endswith("labels")), "")
        if kind:
            regions.setdefault(_place(value), str(number))
            results.append({"id": str(number), "from_name": name, "type": kind, "value": value})
    for name, value in values:
        kind = next((key for key in _SAID if key in value), "textarea" if _is_written(value) else "")
        if kind:
            region = regions.get(_place(value), "")
            results.append({"id": region, "from_name": name, "type": kind, "value": value})
    return results


def _is_written(value: Record) -> bool:
    """Whether somebody wrote the words into a field: those of a region are no list."""
    return isinstance(value.get("text"), list)


def _place(value: Record) -> tuple[int, int]:
    return offset(value.get("start")), offset(value.get("end"))
