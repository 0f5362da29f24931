"""Saying by hand who is responsible for a quotation, claim or opinion, and other links between tags."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tagging.spans import link, refresh, shown, span_to_change
from annotate.actions.tagging.steps import Step, close_step, open_step, told
from annotate.models import Relation, RelationKind, Span, Verb
from annotate.models.labels import ProjectLabels, labels_of
from annotate.models.reading import SpanRow, rows_between
from articles.importing.sentences import listed


class How(StrEnum):
    """What becomes of the links that a span has already."""

    INSTEAD = "instead"  # the new one takes the place of all of its kind
    ADD = "add"
    REMOVE = "remove"  # the one that is named goes


@dataclass(frozen=True, slots=True)
class Wanted:
    """The link that is wanted: to which span, by number or UUID; None to none at all.

    ``kind`` names the kind of link; without it the first that fits the two labels is meant.
    """

    to: int | UUID | None
    how: How = How.INSTEAD
    kind: str = ""


def set_source(work: Work, ask: Ask, ref: int | UUID, wanted: Wanted) -> Answered:
    """Link a span to a source or another tag, take a link away, or all of a kind.

    Raises ValidationError if the two labels cannot be linked so, and otherwise as ``change_span``.
    """
    return replayed(work, ask, lambda: _set_source(work, ask, ref, wanted))


@transaction.atomic
def _set_source(work: Work, ask: Ask, ref: int | UUID, wanted: Wanted) -> Answered:
    span = span_to_change(work, ref)
    goal = None if wanted.to is None else span_to_change(work, wanted.to, others=True)
    kind = _kind(labels_of(work.project), span, goal, wanted)
    step = open_step(work, start=span.start, end=span.end)
    for end in filter(None, (span, goal)):
        refresh(end)
    row = next(row for row in step.rows if row.pk == span.pk)
    _refuse_senseless(row, goal, kind, wanted.how)
    if wanted.how != How.ADD:
        _unlink(step, span, kind, goal if wanted.how == How.REMOVE else None)
    if goal is not None and wanted.how != How.REMOVE:
        kept = row.links if wanted.how == How.ADD else ()
        link(step, row._replace(links=kept), _as_row(goal), kind)
    told_of = rows_between(step.assignment.pk, span.start, span.end)
    answer = {
        "verb": Verb.LINK,
        "spans": told(step, [row for row in told_of if row.pk == span.pk]),
        "removed": [],
        "message": _message(goal, wanted.how),
    }
    return close_step(step, ask, Verb.LINK, answer, ranges=((span.start, span.end),))


def _message(goal: Span | None, how: How) -> str:
    if goal is None or how == How.REMOVE:
        return _("The link has been removed.")
    sentence = _("Linked to %(words)s as well") if how == How.ADD else _("Linked to %(words)s")
    return sentence % {"words": shown(goal.words)}


def _kind(labels: ProjectLabels, span: Span, goal: Span | None, wanted: Wanted) -> RelationKind:
    """Return the kind of link that is meant. What is taken away may be of an archived kind."""
    start = labels.by_pk[span.label_id]
    if goal is None or wanted.how == How.REMOVE:
        fitting = [kind for kind in labels.kinds.values() if start.name in kind.from_labels]
    else:
        fitting = labels.kinds_between(start.name, labels.by_pk[goal.label_id].name)
    fitting = [kind for kind in fitting if wanted.kind in {"", kind.name}]
    if fitting:
        return fitting[0]
    if not labels.kinds_between(start.name):
        raise ValidationError(
            _("No link starts from a tag “%(label)s”: the label set has no such kind of link.")
            % {"label": start.title}
        )
    goals = {name for kind in labels.kinds_between(start.name) for name in kind.to_labels}
    titles = [label.title for name, label in labels.by_name.items() if name in goals]
    raise ValidationError(
        _("A tag “%(label)s” can be linked to these only: %(goals)s. Choose such a tag.")
        % {"label": start.title, "goals": listed(titles)}
    )


def _refuse_senseless(row: SpanRow, goal: Span | None, kind: RelationKind, how: How) -> None:
    if goal is None:
        return
    linked = goal.number in [link.number for link in row.led_by(kind)]
    if how == How.ADD and linked:
        raise ValidationError(_("These two are linked already."))
    if how == How.REMOVE and not linked:
        raise ValidationError(_("These two are not linked any more."))
    if goal.pk == row.pk:
        raise ValidationError(_("A span cannot be linked to itself."))


def _unlink(step: Step, span: Span, kind: RelationKind, goal: Span | None) -> None:
    """Take away the links of a kind, or the one to ``goal``."""
    relations = Relation.objects.live().filter(from_span=span, kind=kind)
    for relation in relations.filter(to_span=goal) if goal else relations:
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
