"""A table of spans."""

from collections.abc import Iterable, Iterator

from annotate.exports.record import ArticleRecord, Row
from annotate.exports.writers.base import Snippet, gettext_noop, loading
from annotate.exports.writers.lines import encode
from annotate.exports.writers.table import table

HEADER = (
    "article_id",
    "span_id",
    "label",
    "start",
    "end",
    "text",
    "before",
    "after",
    "annotator",
    "status",
    "attrs",
    "relations",
    "note",
    "title",
    "outlet",
    "published",
    "url",
    "lang",
    "text_sha256",
)
_DATASETS = """\
from datasets import load_dataset

spans = load_dataset("csv", data_files="{file}", split="train", keep_default_na=False)
print(spans[0])
"""
_PANDAS = """\
import json
import pandas as pd

spans = pd.read_csv("{file}", keep_default_na=False)
spans["attrs"] = spans["attrs"].map(json.loads)
print(spans.groupby(["label", "annotator"]).size())
"""


class SpansTable:
    """One span a row, for spreadsheets."""

    name = gettext_noop("CSV")
    description = gettext_noop("One span a row, opens in Excel with the Chinese intact.")
    suffix = ".csv"
    media_type = "text/csv"
    row = Row.SPAN
    cannot_hold = (
        gettext_noop("The text of the articles and their paragraphs."),
        gettext_noop("Who has read an article and tagged nothing in it."),
        gettext_noop(
            "Cells that look like a formula get an apostrophe in front; take it away to get the words."
        ),
    )

    def chunks(self, records: Iterable[ArticleRecord]) -> Iterator[str]:
        """Yield the rows of one article after the other."""
        yield from table(records, HEADER, _rows)

    def snippets(self, file_name: str) -> tuple[Snippet, ...]:
        """Return code that loads the file."""
        return loading(file_name, datasets=_DATASETS, pandas=_PANDAS)


def _rows(record: ArticleRecord) -> Iterator[tuple[str | int, ...]]:
    links = record.links()
    publication = record.publication
    for span in record.spans:
        relations = [{"type": link.type, "to": link.to_id} for link in links.get(span.id, ())]
        yield (
            record.id,
            span.id,
            span.label,
            span.start,
            span.end,
            span.text,
            record.before(span),
            record.after(span),
            span.annotator,
            span.status,
            encode(span.attrs),
            encode(relations),
            span.note or "",
            record.title or "",
            publication.outlet or "",
            publication.published or "",
            publication.url or "",
            record.lang or "",
            record.text_sha256,
        )
