"""The proof that every span slices the text, taken before anything leaves. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from annotate.exports.record import ArticleRecord, SpanRecord

NAMED = 20  # failures kept by name; more of them are only counted


@dataclass(frozen=True, slots=True)
class Misfit:
    """A span whose offsets do not yield its words."""

    article_id: str
    span_id: str
    start: int
    end: int


@dataclass(slots=True)
class Proof:
    """How many spans were seen, how many of them slice, and the first that do not."""

    articles: int = 0
    spans: int = 0
    slicing: int = 0
    misfits: list[Misfit] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many spans were left out because they do not slice."""
        return self.spans - self.slicing

    def over(self, records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
        """Yield the records one by one, without the spans that do not slice and their links."""
        for record in records:
            self.articles += 1
            self.spans += len(record.spans)
            fits = [span for span in record.spans if record.text[span.start : span.end] == span.text]
            self.slicing += len(fits)
            yield record if len(fits) == len(record.spans) else self._mended(record, fits)

    def _mended(self, record: ArticleRecord, fits: list[SpanRecord]) -> ArticleRecord:
        ids = {span.id for span in fits}
        for span in record.spans:
            if span.id not in ids and len(self.misfits) < NAMED:
                self.misfits.append(Misfit(record.id, span.id, span.start, span.end))
        return replace(
            record,
            spans=tuple(fits),
            relations=tuple(link for link in record.relations if {link.from_id, link.to_id} <= ids),
        )
