"""A table of claims, for the people who check them."""

from collections.abc import Iterable, Iterator

from annotate.exports.record import ArticleRecord, Row
from annotate.exports.writers.base import Snippet, gettext_noop, loading
from annotate.exports.writers.table import table

LABEL = "claim"
SAID_BY = "attributed_to"

HEADER = (
    "claim",
    "said_by",
    "check_worthy",
    "outlet",
    "day",
    "address",
    "title",
    "before",
    "after",
    "label",
    "annotator",
    "status",
    "span_id",
)
_DATASETS = """\
from datasets import load_dataset

claims = load_dataset("csv", data_files="{file}", split="train", keep_default_na=False)
print(claims[0])
"""
_PANDAS = """\
import pandas as pd

claims = pd.read_csv("{file}", keep_default_na=False)
print(claims.sort_values("check_worthy", ascending=False)[["claim", "said_by", "outlet", "day"]])
"""


class ClaimsTable:
    """One claim a row: what was said, by whom, where and when."""

    name = gettext_noop("Claims for checking (CSV)")
    description = gettext_noop(
        "One claim a row with who said it, the outlet, the day and the words around it."
    )
    suffix = ".claims.csv"
    media_type = "text/csv"
    row = Row.CLAIM
    cannot_hold = (
        gettext_noop("Quotes, sources and opinions, other than the names of those who made a claim."),
        gettext_noop("Offsets, the text of the articles and their paragraphs."),
        gettext_noop("Who has read an article and tagged nothing in it."),
        gettext_noop(
            "Cells that look like a formula get an apostrophe in front; take it away to get the words."
        ),
    )

    def chunks(self, records: Iterable[ArticleRecord]) -> Iterator[str]:
        """Yield the claims of one article after the other."""
        yield from table(records, HEADER, _rows)

    def snippets(self, file_name: str) -> tuple[Snippet, ...]:
        """Return code that loads the file."""
        return loading(file_name, datasets=_DATASETS, pandas=_PANDAS)


def _rows(record: ArticleRecord) -> Iterator[tuple[str, ...]]:
    links = record.links()
    words = {span.id: span.text for span in record.spans}
    publication = record.publication
    for span in record.spans:
        if span.label != LABEL:
            continue
        speakers = (words[link.to_id] for link in links.get(span.id, ()) if link.type == SAID_BY)
        yield (
            span.text,
            "; ".join(dict.fromkeys(speakers)),
            str(span.attrs.get("check_worthy") or ""),
            publication.outlet or "",
            publication.day,
            publication.url or "",
            record.title or "",
            record.before(span),
            record.after(span),
            span.label,
            span.annotator,
            span.status,
            span.id,
        )
