"""Who said it: finding the source of a quotation, claim or opinion in its own sentence."""

from collections.abc import Iterable

from annotate.actions.ranges import sentence_around
from annotate.models.labels import ProjectLabels
from annotate.models.reading import SpanRow
from articles.models import Revision


def nearest_source(
    rows: Iterable[SpanRow], labels: ProjectLabels, revision: Revision, start: int, end: int
) -> SpanRow | None:
    """Return the source span nearest to ``[start, end)`` among those of the same sentence.

    A source inside the range is what is said, not who says it, and does not count. Of two equally
    near the earlier wins: Chinese names the speaker first.
    """
    if labels.attribution is None:
        return None
    left, right = sentence_around(revision, start, end)
    near = [
        row
        for row in rows
        if labels.by_pk[row.label_id].name in labels.attribution.to_labels
        and left <= row.start < row.end <= right
        and not (start <= row.start and row.end <= end)
    ]
    return min(near, key=lambda row: (_gap(row, start, end), row.start), default=None)


def _gap(row: SpanRow, start: int, end: int) -> int:
    return max(row.start - end, start - row.end, 0)


def waiting_for(
    source: SpanRow, rows: Iterable[SpanRow], labels: ProjectLabels, revision: Revision
) -> list[SpanRow]:
    """Return the same person's unlinked spans of the sentence that a new source would answer for."""
    if labels.attribution is None:
        return []
    left, right = sentence_around(revision, source.start, source.end)
    return [
        row
        for row in rows
        if not row.led_by(labels.attribution)
        and row.author_id == source.author_id
        and labels.by_pk[row.label_id].name in labels.attribution.from_labels
        and left <= row.start < right
        and not (row.start <= source.start and source.end <= row.end)
    ]
