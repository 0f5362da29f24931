"""From spans to the rows that the page shows and swaps."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import initials_of
from annotate.actions.parts import Work
from annotate.actions.ranges import block_around, sentence_around
from annotate.marking.narrowing import speaker
from annotate.marking.rows import BlockView, LabelView, Markup, SpanView, Words, row
from annotate.models.labels import labels_of, views_of
from annotate.models.reading import SpanRow
from articles.models import Revision


def blocks_of(revision: Revision) -> list[BlockView]:
    """Return the revision's blocks in order."""
    ends = [0, *(block["end"] for block in revision.blocks)]
    return [
        BlockView(index, block["kind"], block["start"], block["end"], ends[index])
        for index, block in enumerate(revision.blocks)
    ]


def rows_of(work: Work, blocks: Iterable[BlockView], spans: Sequence[SpanRow]) -> dict[str, Markup]:
    """Return the HTML of each block's row by its id, with those of ``spans`` that touch it."""
    text, lang = work.entry.revision.text, work.entry.article.lang or "zh-Hans"
    words = Words(notes=_("Tags of this paragraph"))
    views = views_of(work.project, get_language() or "en")
    shown = [_view(work, span, views[span.label_id]) for span in spans]
    drawn = {}
    waiting = iter(shown)
    held: list[SpanView] = []
    span = next(waiting, None)
    for block in blocks:
        while span is not None and span.start < block.end:
            held.append(span)
            span = next(waiting, None)
        held = [one for one in held if one.end > block.start]
        drawn[f"b{block.index}"] = row(text, block, held, lang=lang, words=words)
    return drawn


def _view(work: Work, span: SpanRow, label: LabelView) -> SpanView:
    guess = None if span.source is not None else _speaker_of(work, span, label.name)
    return SpanView(
        number=span.number,
        start=span.start,
        end=span.end,
        label=label,
        words=span.words,
        who=initials_of(span.author),
        name=span.author,
        attrs=span.attrs,
        source=span.source,
        said_by=span.said_by or "",
        guess=guess,
        guess_words=work.entry.revision.text[guess[0] : guess[1]] if guess else "",
        mine=span.author_id == work.user.pk,
    )


def _speaker_of(work: Work, span: SpanRow, label: str) -> tuple[int, int] | None:
    """Return where the speaker of an unlinked quotation seems to stand, outside of the quotation."""
    attribution = labels_of(work.project).attribution
    if label != "quote" or attribution is None:
        return None
    revision = work.entry.revision
    start, end = block_around(revision, span.start)
    if span.end > end:  # an imported span may reach over paragraphs; nobody speaks of it as a whole
        return None
    left, right = sentence_around(revision, span.start, span.end)
    place = (span.start - start, span.end - start)
    found = speaker(revision.text[start:end], (left - start, right - start), place)
    if found is None or (found[0] + start < span.end and span.start < found[1] + start):
        return None
    return found[0] + start, found[1] + start


def rows_touching(
    work: Work, ranges: Iterable[tuple[int, int]], spans: Sequence[SpanRow]
) -> dict[str, Markup]:
    """Return the rows of the blocks that any of the ranges touches."""
    ranges = list(ranges)
    touched = [
        block
        for block in blocks_of(work.entry.revision)
        if any(block.start < end and start < block.end for start, end in ranges)
    ]
    return rows_of(work, touched, spans)
