"""From spans to the rows that the page shows and swaps."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import initials_of
from annotate.actions.parts import Work
from annotate.actions.ranges import block_around, sentence_in
from annotate.marking.narrowing import speaker
from annotate.marking.rows import (
    BlockView,
    LabelView,
    LinkView,
    Markup,
    SpanView,
    TalkView,
    Words,
    row,
)
from annotate.models.labels import ATTRIBUTION, ProjectLabels, labels_of, views_of
from annotate.models.reading import Linked, SpanRow
from annotate.reports.talk import talk_of
from articles.importing.sentences import listed
from articles.models import Revision

QUOTE = "quote"
SILENCE: Mapping[int, TalkView] = {}


def blocks_of(revision: Revision) -> list[BlockView]:
    """Return the revision's blocks in order."""
    ends = [0, *(block["end"] for block in revision.blocks)]
    return [
        BlockView(index, block["kind"], block["start"], block["end"], ends[index])
        for index, block in enumerate(revision.blocks)
    ]


def rows_of(
    work: Work,
    blocks: Iterable[BlockView],
    spans: Sequence[SpanRow],
    talk: Mapping[int, TalkView] = SILENCE,
) -> dict[str, Markup]:
    """Return the HTML of each block's row by its id, with those of ``spans`` that touch it.

    ``talk`` is what has been said about tags, by their number.
    """
    text, lang = work.entry.revision.text, work.entry.article.lang or "zh-Hans"
    words = Words(notes=_("Tags of this paragraph"))
    views = views_of(work.project, get_language() or "en")
    labels = labels_of(work.project)
    asked = QUOTE if labels.attribution and QUOTE in labels.attribution.from_labels else ""
    reader = _Reader(work.entry.revision, labels, asked, work.user.pk, talk)
    shown = [_view(reader, span, views[span.label_id]) for span in spans]
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


class _Reader(NamedTuple):
    """Who reads what: the wording, the labels, the one whose speaker is guessed, the person, the talk."""

    revision: Revision
    labels: ProjectLabels
    asked: str
    pk: int
    talk: Mapping[int, TalkView]


def _sources(span: SpanRow, labels: ProjectLabels) -> list[Linked]:
    """Return who is responsible, also where no such links are made any more."""
    return [link for link in span.links if labels.kinds[link.kind_id].name == ATTRIBUTION]


def _other_links(span: SpanRow, labels: ProjectLabels) -> list[LinkView]:
    kinds = ((labels.kinds[link.kind_id], link) for link in span.links)
    return [
        LinkView(kind.name, kind.title, link.number, link.words)
        for kind, link in kinds
        if kind.name != ATTRIBUTION
    ]


def _view(reader: _Reader, span: SpanRow, label: LabelView) -> SpanView:
    """Return how a span looks to a reader; of an unlinked one of the label that is asked, who speaks."""
    revision, labels = reader.revision, reader.labels
    sources = _sources(span, labels) if span.links else ()
    guess = _speaker_of(revision, span) if label.name == reader.asked and not sources else None
    return SpanView(
        number=span.number,
        start=span.start,
        end=span.end,
        label=label,
        words=span.words,
        who=initials_of(span.author),
        name=span.author,
        attrs=span.attrs,
        sources=[link.number for link in sources],
        said_by=listed(link.words for link in sources) if sources else "",
        links=_other_links(span, labels) if span.links else (),
        guess=guess,
        guess_words=revision.text[guess[0] : guess[1]] if guess else "",
        mine=span.author_id == reader.pk,
        talk=reader.talk.get(span.number),
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
    return rows_of(work, touched, spans, talk_of(work).on if work.is_talked_about else SILENCE)
