"""Saying by hand who is responsible for a quotation, claim or opinion."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.spans import link, refresh, shown, span_to_change
from annotate.actions.steps import Step, close_step, open_step, told
from annotate.models import Relation, Span, Verb
from annotate.models.labels import labels_of
from annotate.models.reading import SpanRow, rows_between


def set_source(work: Work, ask: Ask, ref: int | UUID, to: int | UUID | None) -> Answered:
    """Link a span to one source in place of any other, or to none.

    Raises ValidationError if the two labels cannot be linked so, and otherwise as ``change_span``.
    """
    return replayed(work, ask, lambda: _set_source(work, ask, ref, to))


@transaction.atomic
def _set_source(work: Work, ask: Ask, ref: int | UUID, to: int | UUID | None) -> Answered:
    span = span_to_change(work, ref)
    source = None if to is None else span_to_change(work, to, others=True)
    _refuse_unfit(work, span, source)
    step = open_step(work, start=span.start, end=span.end)
    for end in filter(None, (span, source)):
        refresh(end)
    row = next(row for row in step.rows if row.pk == span.pk)
    _unlink(step, span)
    if source is not None:
        link(step, row, _as_row(source))
    told_of = rows_between(step.assignment.pk, span.start, span.end)
    message = (
        _("Linked to %(words)s") % {"words": shown(source.words)}
        if source
        else _("The link has been removed.")
    )
    answer = {
        "verb": Verb.LINK,
        "spans": told(step, [row for row in told_of if row.pk == span.pk]),
        "removed": [],
        "message": message,
    }
    return close_step(step, ask, Verb.LINK, answer, ranges=((span.start, span.end),))


def _refuse_unfit(work: Work, span: Span, source: Span | None) -> None:
    labels = labels_of(work.project)
    kind = labels.attribution
    if kind is None or labels.by_pk[span.label_id].name not in kind.from_labels:
        raise ValidationError(_("Only a quotation, claim or opinion is linked to a source."))
    if source is not None and labels.by_pk[source.label_id].name not in kind.to_labels:
        raise ValidationError(_("Choose a tag of the label for sources."))


def _unlink(step: Step, span: Span) -> None:
    for relation in Relation.objects.live().filter(from_span=span, kind=step.labels.attribution):
        relation.deleted_at = step.now
        relation.save(update_fields=["deleted_at"])
        step.note(relation, {"live": True}, {"live": False})


def _as_row(span: Span) -> SpanRow:
    return SpanRow(
        span.pk,
        span.number,
        span.start,
        span.end,
        span.label_id,
        span.words,
        span.attrs,
        span.author_id,
        "",
        str(span.uid),
    )
