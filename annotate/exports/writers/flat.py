"""Flat JSON Lines: one span a line, with the words around it."""

from collections.abc import Iterable, Iterator

from annotate.exports.record import SCHEMA_VERSION, ArticleRecord, Row
from annotate.exports.writers.base import Snippet, gettext_noop, loading
from annotate.exports.writers.lines import encode, line

_DATASETS = """\
import os
from datasets import load_dataset

file = "{file}"
spans = load_dataset("json", data_files=file, split="train", chunksize=os.path.getsize(file))
print(spans[0])
"""
_PANDAS = """\
import pandas as pd

spans = pd.read_json("{file}", lines=True, dtype=False)
print(spans.groupby(["label", "annotator"]).size())
"""


class FlatLines:
    """One span a line, for a quick look and for data frames."""

    name = gettext_noop("Flat JSON Lines")
    description = gettext_noop("One span a line with 40 characters on each side, for data frames.")
    suffix = ".flat.jsonl"
    media_type = "application/x-ndjson"
    row = Row.SPAN
    cannot_hold = (
        gettext_noop("The text of the articles and their paragraphs."),
        gettext_noop("Who has read an article and tagged nothing in it."),
        gettext_noop("Titles, outlets, days and notes."),
    )

    def chunks(self, records: Iterable[ArticleRecord]) -> Iterator[str]:
        """Yield the lines of one article after the other."""
        for record in records:
            if record.spans:
                yield "".join(_lines(record))

    def snippets(self, file_name: str) -> tuple[Snippet, ...]:
        """Return code that loads the file."""
        return loading(file_name, datasets=_DATASETS, pandas=_PANDAS)


def _lines(record: ArticleRecord) -> Iterator[str]:
    links = record.links()
    for span in record.spans:
        found = {
            "schema_version": SCHEMA_VERSION,
            "article_id": record.id,
            "span_id": span.id,
            "label": span.label,
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "before": record.before(span),
            "after": record.after(span),
            "annotator": span.annotator,
            "status": span.status,
            "attrs": span.attrs,
            "relations": [{"type": link.type, "to": link.to_id} for link in links.get(span.id, ())],
            "url": record.publication.url,
            "text_sha256": record.text_sha256,
        }
        yield line(encode(found))
