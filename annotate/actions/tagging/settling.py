"""Saying what becomes of a tag whose words have changed: keep it, put it elsewhere, or drop it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.ranges import tidy_ranges
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tagging.spans import shown
from annotate.actions.tagging.steps import Step, close_step, open_step, told
from annotate.actions.tagging.undo import next_undone, undo
from annotate.models import Span, Verb
from annotate.models.reading import rows_between
from articles.text.reanchor import Verdict


def waiting_spans(work: Work) -> list[Span]:
    """Return this person's tags that wait for them, in the order of the text."""
    if work.assignment is None or work.assignment.previous_id is None:  # only what was carried over waits
        return []
    spans = Span.objects.waiting().filter(assignment=work.assignment, author=work.user)
    return list(spans.select_related("label", "carried_from").order_by("start", "pk"))


def keep(work: Work, ask: Ask, number: int) -> Answered:
    """Accept the words that are proposed. Raises Conflict if the tag does not wait (any more).

    Raises ValidationError for a tag to which nothing is proposed, or if its words carry that label.
    """
    return replayed(work, ask, lambda: _settle(work, ask, number, place=None))


def put(work: Work, ask: Ask, number: int, place: tuple[int, int]) -> Answered:
    """Put the tag on ``place``, a selection in code points, tidied like any. Raises as ``keep`` does."""
    return replayed(work, ask, lambda: _settle(work, ask, number, place=place))


def drop(work: Work, ask: Ask, number: int) -> Answered:
    """Let the tag go; it is kept on the wording that it was made on. Raises Conflict as ``keep`` does."""
    return replayed(work, ask, lambda: _drop(work, ask, number))


def undo_settling(work: Work, ask: Ask) -> Answered:
    """Take the last decision back. Raises Conflict if this person has tagged since, and as ``undo`` does."""
    step = next_undone(work)
    if step is not None and not any("settled" in change["after"] for change in step.changes):
        raise Conflict(_("You have tagged since. Undo it in the article, step by step."))
    return undo(work, ask)


@transaction.atomic
def _settle(work: Work, ask: Ask, number: int, *, place: tuple[int, int] | None) -> Answered:
    span = _waiting(work, number)
    if place is None and span.verdict == Verdict.ORPHAN:
        raise ValidationError(_("These words are not in the new text. Choose others, or drop the tag."))
    ranges = [(span.start, span.end)] if place is None else tidy_ranges(work.entry.revision, *place)
    if len(ranges) > 1:
        raise ValidationError(_("A tag lies in one paragraph. Choose words of one paragraph."))
    (start, end), old = ranges[0], (span.start, span.end)
    step = open_step(work, start=min(start, old[0]), end=max(end, old[1]))
    span = _waiting(work, number)
    before = {"live": False, "settled": False, "start": span.start, "end": span.end}
    span.start, span.end, span.words = start, end, work.entry.revision.text[start:end]
    span.deleted_at, span.settled, span.updated_at = None, True, step.now
    try:
        with transaction.atomic():
            span.save()
    except IntegrityError as twice:
        raise ValidationError(
            _("You have already tagged these words with this label. Choose others, or drop the tag.")
        ) from twice
    step.note(span, before, {"live": True, "settled": True, "start": start, "end": end})
    message = _("Kept: %(words)s") % {"words": shown(span.words)}
    return _closed(step, ask, message, [old, (start, end)], span)


@transaction.atomic
def _drop(work: Work, ask: Ask, number: int) -> Answered:
    span = _waiting(work, number)
    place = (span.start, span.end)
    step = open_step(work, start=place[0], end=place[1])
    span = _waiting(work, number)
    span.settled, span.updated_at = True, step.now
    span.save(update_fields=["settled", "updated_at"])
    step.note(span, {"settled": False}, {"settled": True})
    message = _("Dropped: %(words)s") % {"words": shown(span.words)}
    return _closed(step, ask, message, [place], span)


def _waiting(work: Work, number: int) -> Span:
    """Return this person's own tag of this number if it still waits."""
    found = None
    if work.assignment is not None:
        mine = Span.objects.waiting().filter(assignment=work.assignment, author=work.user)
        found = mine.filter(number=number).first()
    if found is None:
        raise Conflict(_("This tag does not wait for you any more. Reload the page."))
    return found


def _closed(step: Step, ask: Ask, message: str, places: list[tuple[int, int]], span: Span) -> Answered:
    low, high = min(at for at, _end in places), max(end for _at, end in places)
    rows = [row for row in rows_between(step.assignment.pk, low, high) if row.pk == span.pk]
    answer = {"verb": Verb.SETTLE, "spans": told(step, rows), "removed": [], "message": message}
    return close_step(step, ask, Verb.SETTLE, answer, ranges=tuple(places))
