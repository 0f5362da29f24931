"""Tagging: making, changing and deleting spans."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.ranges import tidy_ranges
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tagging.linking import nearest_source, waiting_for
from annotate.actions.tagging.prefilling import prefilled
from annotate.actions.tagging.steps import Step, close_step, open_step, told
from annotate.models import Label, Relation, RelationKind, Span, Verb
from annotate.models.labels import labels_of
from annotate.models.reading import Linked, SpanRow

LONGEST_NOTE = 2000  # characters
SHOWN_WORDS = 30  # characters of a span that a message repeats


@dataclass(frozen=True, slots=True)
class NewTag:
    """What is to be tagged: the selection ``[start, end)`` in code points, and the label's name."""

    uid: UUID
    label: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be different about a span; what is left out stays as it is."""

    label: str = ""
    place: tuple[int, int] | None = None  # code points
    attribute: tuple[str, str] | None = None  # name and value; an empty value unsets it


def tag(work: Work, ask: Ask, new: NewTag) -> Answered:
    """Tag a selection.

    The range is tidied first; over several blocks it makes one span for each, as one step. The
    label's first attribute is prefilled, and a quotation, claim or opinion is linked to the nearest
    source of its sentence. Raises ValidationError for a selection or label that cannot be, Conflict
    if the person has submitted.
    """
    return replayed(work, ask, lambda: _tag(work, ask, new))


@transaction.atomic
def _tag(work: Work, ask: Ask, new: NewTag) -> Answered:
    label = _label(work, new.label)
    if len(new.note) > LONGEST_NOTE:
        raise ValidationError(_("The note is too long. Keep it under 2,000 characters."))
    ranges = tidy_ranges(work.entry.revision, new.start, new.end)
    step = open_step(work, start=ranges[0][0], end=ranges[-1][1], numbers=len(ranges))
    made = []
    for place, (start, end) in enumerate(ranges):
        own = new.uid if place == 0 else uuid5(new.uid, str(place))
        number = step.change - len(ranges) + place + 1
        made.append(_make(step, label, start, end, uid=own, number=number, note=new.note))
    numbers = {row.number for row in made}
    made = [row for row in step.rows if row.number in numbers]
    answer = {
        "verb": Verb.CREATE,
        "spans": told(step, made),
        "removed": [],
        "message": _("Tagged as %(label)s: %(words)s")
        % {"label": label.title, "words": shown(made[0].words)},
    }
    return close_step(step, ask, Verb.CREATE, answer, ranges=tuple(ranges), rows=step.rows)


def _label(work: Work, name: str) -> Label:
    label = labels_of(work.project).by_name.get(name)
    if label is None or label.archived_at is not None:
        raise ValidationError(_("That label has been removed. Choose another."))
    return label


def shown(words: str) -> str:
    """Shorten a span's words for a message."""
    return words if len(words) <= SHOWN_WORDS else f"{words[: SHOWN_WORDS - 1]}…"


def _make(step: Step, label: Label, start: int, end: int, *, uid: UUID, number: int, note: str) -> SpanRow:
    """Store one span with its links, and add it to the step's rows."""
    work, revision = step.work, step.work.entry.revision
    _refuse_twice(step, label, start, end)
    said_by, source = step.labels.attribution, None
    if said_by and label.name in said_by.from_labels:
        source = nearest_source(step.rows, step.labels, revision, start, end)
    attrs = prefilled(step, label, start, end, has_source=source is not None)
    span = Span.objects.create(
        assignment=step.assignment,
        label=label,
        author=work.user,
        uid=uid,
        number=number,
        start=start,
        end=end,
        words=revision.text[start:end],
        attrs=attrs,
        note=note,
        created_at=step.now,
        updated_at=step.now,
    )
    step.note(
        span, {"live": False}, {"live": True, "label": label.pk, "start": start, "end": end, "attrs": attrs}
    )
    row = _row(span, work.user.name)
    _put(step, row)
    if said_by and source is not None:
        link(step, row, source, said_by)
    elif said_by and label.name in said_by.to_labels:
        _answer_for(step, row, said_by)
    return row


def _row(span: Span, author: str) -> SpanRow:
    return SpanRow(
        pk=span.pk,
        number=span.number,
        start=span.start,
        end=span.end,
        label_id=span.label_id,
        words=span.words,
        attrs=span.attrs,
        author_id=span.author_id,
        author=author,
        uid=str(span.uid),
    )


def _put(step: Step, row: SpanRow) -> None:
    """Add or replace a row, keeping the order of reading."""
    step.rows = sorted(
        [*(other for other in step.rows if other.pk != row.pk), row],
        key=lambda row: (row.start, row.end, row.pk),
    )


def _refuse_twice(step: Step, label: Label, start: int, end: int, *, but: int | None = None) -> None:
    if any(
        (row.start, row.end, row.label_id, row.author_id) == (start, end, label.pk, step.work.user.pk)
        and row.pk != but
        for row in step.rows
    ):
        raise ValidationError(_("You have already tagged these words with this label."))


def link(step: Step, row: SpanRow, goal: SpanRow, kind: RelationKind) -> None:
    """Link a span to another one, such as the source that is responsible for it."""
    relation = Relation.objects.create(
        assignment=step.assignment,
        kind=kind,
        from_span_id=row.pk,
        to_span_id=goal.pk,
        author=step.work.user,
        uid=uuid5(UUID(row.uid), f"{UUID(goal.uid)}:{step.change}"),
        created_at=step.now,
    )
    step.note(relation, {"live": False}, {"live": True})
    _put(step, row._replace(links=(*row.links, Linked(goal.number, goal.words, kind.pk))))


def _answer_for(step: Step, source: SpanRow, said_by: RelationKind) -> None:
    """Link the unlinked spans of the sentence to a new source, but none that was unlinked by hand."""
    waiting = waiting_for(source, step.rows, step.labels, step.work.entry.revision)
    if not waiting:
        return
    once_linked = set(
        Relation.objects.filter(from_span__in=[row.pk for row in waiting]).values_list("from_span", flat=True)
    )
    for row in waiting:
        if row.pk not in once_linked:
            link(step, row, source, said_by)


def change_span(work: Work, ask: Ask, ref: int | UUID, edit: Edit) -> Answered:
    """Give a span another label, another range of its block, or another value of one attribute.

    ``ref`` is the span's number or UUID. Raises ValidationError, PermissionDenied for somebody
    else's span, or Conflict.
    """
    return replayed(work, ask, lambda: _change(work, ask, ref, edit))


@transaction.atomic
def _change(work: Work, ask: Ask, ref: int | UUID, edit: Edit) -> Answered:
    span = span_to_change(work, ref)
    old = (span.start, span.end)
    new = _one_range(work, edit.place) if edit.place else old
    step = open_step(work, start=min(old[0], new[0]), end=max(old[1], new[1]))
    refresh(span)
    _apply(step, span, new, edit)
    row = next(row for row in step.rows if row.pk == span.pk)
    message = _("Changed: %(label)s %(words)s") % {
        "label": step.labels.by_pk[row.label_id].title,
        "words": shown(row.words),
    }
    answer = {"verb": Verb.CHANGE, "spans": told(step, [row]), "removed": [], "message": message}
    return close_step(step, ask, Verb.CHANGE, answer, ranges=(old, new), rows=step.rows)


def _one_range(work: Work, place: tuple[int, int]) -> tuple[int, int]:
    ranges = tidy_ranges(work.entry.revision, *place)
    if len(ranges) > 1:
        raise ValidationError(_("A tag lies in one paragraph. Choose words of one paragraph."))
    return ranges[0]


def _apply(step: Step, span: Span, place: tuple[int, int], edit: Edit) -> None:
    """Store what differs, and note it."""
    before: dict[str, Any] = {
        "label": span.label_id,
        "start": span.start,
        "end": span.end,
        "attrs": span.attrs,
    }
    label = _label(step.work, edit.label) if edit.label else step.labels.by_pk[span.label_id]
    if label.pk != span.label_id:
        span.attrs = prefilled(step, label, *place, has_source=False)
    if edit.attribute is not None:
        span.attrs = with_attribute(label, span.attrs, *edit.attribute)
    if label.pk != span.label_id or place != (span.start, span.end):
        _refuse_twice(step, label, *place, but=span.pk)
    span.label, (span.start, span.end) = label, place
    span.words = step.work.entry.revision.text[span.start : span.end]
    span.updated_at = step.now
    span.save(update_fields=["label", "start", "end", "words", "attrs", "updated_at"])
    after = {"label": span.label_id, "start": span.start, "end": span.end, "attrs": span.attrs}
    changed = [key for key in before if before[key] != after[key]]
    if changed:
        step.note(span, {key: before[key] for key in changed}, {key: after[key] for key in changed})
    kept = next((row for row in step.rows if row.pk == span.pk), None)
    fresh = _row(span, kept.author if kept else "")
    _put(step, fresh._replace(links=kept.links) if kept else fresh)


def with_attribute(label: Label, attrs: dict[str, str], name: str, value: str) -> dict[str, str]:
    """Return the attributes with one set, or unset by an empty value. Unknown ones are refused.

    So are archived ones, unless the span has just this value already.
    """
    definition = next((found for found in label.attributes if found["name"] == name), None)
    live = next((found for found in label.live_attributes if found["name"] == name), None)
    values = {choice["value"] for choice in live["choices"]} if live else set()
    if definition is None or (value and value not in values and value != attrs.get(name)):
        raise ValidationError(_("This label has no such attribute or value. Reload the page."))
    others = {key: kept for key, kept in attrs.items() if key != name}
    return {**others, name: value} if value else others


def delete_span(work: Work, ask: Ask, ref: int | UUID) -> Answered:
    """Delete a span; it can be undone. Raises as ``change_span`` does."""
    return replayed(work, ask, lambda: _delete(work, ask, ref))


@transaction.atomic
def _delete(work: Work, ask: Ask, ref: int | UUID) -> Answered:
    span = span_to_change(work, ref)
    step = open_step(work, start=span.start, end=span.end)
    refresh(span)
    span.deleted_at = span.updated_at = step.now
    span.deleted_by = work.user
    span.save(update_fields=["deleted_at", "deleted_by", "updated_at"])
    step.note(span, {"live": True, "deleted_by": None}, {"live": False, "deleted_by": work.user.pk})
    answer = {
        "verb": Verb.DELETE,
        "spans": [],
        "removed": [span.number],
        "message": _("Deleted: %(words)s") % {"words": shown(span.words)},
    }
    return close_step(step, ask, Verb.DELETE, answer, ranges=((span.start, span.end),))


def span_to_change(work: Work, ref: int | UUID, *, others: bool = False) -> Span:
    """Return the live span of this work by number or UUID, if this person may change it.

    Looked up inside the assignment, so that a foreign UUID is as unknown as an invented one. Raises
    Conflict if there is none, PermissionDenied if it is a colleague's (unless ``others``).
    """
    key = {"uid": ref} if isinstance(ref, UUID) else {"number": ref}
    span = None
    if work.assignment is not None:
        span = Span.objects.live().filter(assignment=work.assignment, **key).first()
    if span is None:
        raise Conflict(_("This tag is no longer there. Reload the page to see the present ones."))
    if span.author_id != work.user.pk and not others and not work.changes_all:
        raise PermissionDenied(_("This is a colleague's tag. Only they or a manager can change it."))
    return span


def refresh(span: Span) -> None:
    """Read the span again, now that the lock is held. Raises Conflict if it has been deleted."""
    span.refresh_from_db()
    if span.deleted_at is not None:
        raise Conflict(_("This tag is no longer there. Reload the page to see the present ones."))
