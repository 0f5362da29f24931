"""From spans to the rows that the page shows and swaps."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import initials_of
from annotate.actions.parts import Work
from annotate.actions.ranges import block_around, sentence_in
from annotate.marking.narrowing import speaker
from annotate.marking.rows import BlockView, LabelView, Markup, SpanView, Words, row
from annotate.models.labels import labels_of, views_of
from annotate.models.reading import SpanRow
from articles.models import Revision

QUOTE = "quote"


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
    asked = QUOTE if labels_of(work.project).attribution else ""
    shown = [_view(work.entry.revision, span, views[span.label_id], asked, work.user.pk) for span in spans]
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


def _view(revision: Revision, span: SpanRow, label: LabelView, asked: str, reader: int) -> SpanView:
    """Return how a span looks to a reader; of an unlinked one labelled ``asked``, who speaks."""
    guess = _speaker_of(revision, span) if span.source is None and label.name == asked else None
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
        guess_words=revision.text[guess[0] : guess[1]] if guess else "",
        mine=span.author_id == reader,
    )


def _speaker_of(revision: Revision, span: SpanRow) -> tuple[int, int] | None:
    """Return where the speaker of an unlinked quotation seems to stand, outside of the quotation."""
    start, end = block_around(revision, span.start)
    if span.end > end:  # an imported span may reach over paragraphs; nobody speaks of it as a whole
        return None
    found = _speaker_in(revision.text[start:end], span.start - start, span.end - start)
    return found and (found[0] + start, found[1] + start)


@lru_cache(maxsize=2048)
def _speaker_in(block: str, start: int, end: int) -> tuple[int, int] | None:
    """Return who seems to speak ``[start, end)`` of a block; long articles are opened again and again."""
    found = speaker(block, sentence_in(block, start, end), (start, end))
    return None if found is None or (found[0] < end and start < found[1]) else found


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
