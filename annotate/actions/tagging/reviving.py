"""Bringing deleted tags back, and giving changed ones an earlier state again."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tagging.spans import refresh, shown, span_to_change
from annotate.actions.tagging.steps import Step, close_step, open_step, told
from annotate.actions.tagging.undo import next_undone, undo
from annotate.models import Activity, Kind, Relation, Span, Verb
from annotate.models.projects import KEPT
from annotate.models.reading import rows_between
from annotate.roles import Act, may

_FIELDS = {"label": "label_id", "start": "start", "end": "end", "attrs": "attrs"}


def may_bring_back(work: Work, span: Span) -> bool:
    """Whether this person may restore the span: their own, a manager anybody's; none of the gold."""
    if span.assignment.kind == Kind.GOLD:
        return False
    return _is_own(work, span) or may(work.role, Act.CHANGE_OTHERS)


def _is_own(work: Work, span: Span) -> bool:
    """Whether the span is of the work that is this person's, and theirs to change there."""
    if work.assignment is None or span.assignment_id != work.assignment.pk:
        return False
    return work.user.pk in {span.author_id, work.assignment.reviewer_id}


def can_come_back(span: Span) -> bool:
    """Whether the span is deleted, and neither for too long nor because it waits for somebody."""
    return span.deleted_at is not None and span.settled and span.deleted_at > timezone.now() - KEPT


def bring_back(work: Work, ask: Ask, span: Span, act: Activity | None = None) -> Answered:
    """Bring a deleted span back with its attributes and links, also those that came or went in ``act``.

    A manager brings colleagues' spans back without taking part in their work. Raises Conflict if the
    span is there, has been gone for too long or its work is submitted, and PermissionDenied if it is
    not this person's to restore.
    """
    if not may_bring_back(work, span):
        raise PermissionDenied(_("This is a colleague's tag. Only they or a manager can bring it back."))
    return replayed(work, ask, lambda: _bring_back(_at(work, span), ask, span, act))


def _at(work: Work, span: Span) -> Work:
    """Return the work in which the span lies, as this person meets it."""
    return work if _is_own(work, span) else replace(work, assignment=span.assignment, is_visit=True)


@transaction.atomic
def _bring_back(work: Work, ask: Ask, span: Span, act: Activity | None) -> Answered:
    step = open_step(work, start=span.start, end=span.end)
    span.refresh_from_db()
    if span.deleted_at is None:
        raise Conflict(_("This tag is there already."))
    if not can_come_back(span) or work.entry.revision.text[span.start : span.end] != span.words:
        raise Conflict(_("This tag cannot be brought back any more. Tag the words again."))
    before = {"live": False, "deleted_by": span.deleted_by_id}
    span.deleted_at, span.deleted_by, span.updated_at = None, None, step.now
    _save(span)
    step.note(span, before, {"live": True, "deleted_by": None})
    for relation in _links_of(act, span):
        _link_again(step, relation)
    return _closed(step, ask, Verb.BRING_BACK, span, _("Back: %(words)s"))


def _save(span: Span) -> None:
    try:
        with transaction.atomic():
            span.save()
    except IntegrityError as taken:
        raise Conflict(_("The same words carry this tag again. Delete that one first.")) from taken


def _links_of(act: Activity | None, span: Span) -> list[Relation]:
    """Return the links of the span that went in the act, or came in it and have gone since."""
    changes = act.changes if act else []
    keys = [change["id"] for change in changes if change["thing"] == "relation"]
    gone = Relation.objects.filter(pk__in=keys, deleted_at__isnull=False)
    ends = gone.filter(Q(from_span=span) | Q(to_span=span))
    return list(ends.filter(from_span__deleted_at=None, to_span__deleted_at=None))


def _link_again(step: Step, relation: Relation) -> None:
    """Let a link stand again, unless its span has another source by now."""
    others = Relation.objects.live().filter(from_span=relation.from_span_id, kind=relation.kind_id)
    if not others.exists():
        _turn(step, relation, live=True)


def _turn(step: Step, relation: Relation, *, live: bool) -> None:
    relation.deleted_at = None if live else step.now
    relation.save(update_fields=["deleted_at"])
    step.note(relation, {"live": not live}, {"live": live})


def put_back_as_it_was(work: Work, ask: Ask, span: Span, act: Activity) -> Answered:
    """Give a span the label, range, attributes and links that it had before ``act``.

    Raises Conflict if it has them, or is deleted; ValidationError if it was not there before or its label
    has been removed; PermissionDenied if it is a colleague's.
    """
    return replayed(work, ask, lambda: _put_back(work, ask, span, act))


@transaction.atomic
def _put_back(work: Work, ask: Ask, span: Span, act: Activity) -> Answered:
    if work.assignment is None or span.assignment_id != work.assignment.pk:
        raise PermissionDenied(_("This is a colleague's tag. Only they or a manager can change it."))
    span = span_to_change(work, span.number)
    step = open_step(work, start=span.start, end=span.end)
    refresh(span)
    old = (span.start, span.end)
    _give_back(step, span, _fields_before(act, span))
    for key, live in _links_before(act, span).items():
        _turn_link(step, key, live=live)
    if not step.changes:
        raise Conflict(_("This tag is like that already."))
    return _closed(step, ask, Verb.REVERT, span, _("As it was: %(words)s"), old)


def _later(act: Activity, span: Span) -> list[dict[str, Any]]:
    """Return all changes of the span's work from the act on, the newest first."""
    acts = Activity.objects.filter(assignment=span.assignment_id, number__gte=act.number or 0)
    newest_first = acts.order_by("-number").values_list("changes", flat=True)
    return [change for changes in newest_first.iterator() for change in reversed(changes)]


def _fields_before(act: Activity, span: Span) -> dict[str, Any]:
    """Return what differed about the span before the act, by the names of the history."""
    fields: dict[str, Any] = {}
    for change in _later(act, span):
        if change["thing"] == "span" and change["id"] == span.pk:
            if "label" in change["after"] and not change["before"].get("live", True):
                raise ValidationError(_("This tag was not there before."))
            fields |= {name: value for name, value in change["before"].items() if name in _FIELDS}
    return fields


def _links_before(act: Activity, span: Span) -> dict[int, bool]:
    """Return which of the span's links stood before the act, of those that have come or gone since."""
    stood = {one["id"]: one["before"]["live"] for one in _later(act, span) if one["thing"] == "relation"}
    own = Relation.objects.filter(pk__in=stood, from_span=span).order_by("pk")
    return {key: stood[key] for key in own.values_list("pk", flat=True)}


def _give_back(step: Step, span: Span, wanted: dict[str, Any]) -> None:
    before = {name: getattr(span, _FIELDS[name]) for name in wanted}
    changed = [name for name in wanted if wanted[name] != before[name]]
    if not changed:
        return
    label = step.labels.by_pk.get(wanted.get("label", span.label_id))
    if label is None or label.archived_at is not None:
        raise ValidationError(_("The label that this tag had has been removed."))
    for name in changed:
        setattr(span, _FIELDS[name], wanted[name])
    span.words = step.work.entry.revision.text[span.start : span.end]
    span.updated_at = step.now
    _save(span)
    step.note(span, {name: before[name] for name in changed}, {name: wanted[name] for name in changed})


def _turn_link(step: Step, key: int, *, live: bool) -> None:
    relation = Relation.objects.select_related("to_span").get(pk=key)
    if (relation.deleted_at is None) != live and (relation.to_span.deleted_at is None or not live):
        _turn(step, relation, live=live)


def _closed(step: Step, ask: Ask, verb: Verb, span: Span, message: str, *places: tuple[int, int]) -> Answered:
    """Close the step; the rows of the tags that name this one as their source look different too."""
    linked = Relation.objects.live().filter(to_span=span).values_list("from_span__start", "from_span__end")
    ranges = ((span.start, span.end), *places, *linked)
    rows = rows_between(step.assignment.pk, span.start, span.end)
    answer = {
        "verb": verb,
        "spans": told(step, [row for row in rows if row.pk == span.pk]),
        "removed": [],
        "message": message % {"words": shown(span.words)},
    }
    return close_step(step, ask, verb, answer, ranges=ranges)


def take_back_revival(work: Work, ask: Ask, act: Activity) -> Answered:
    """Take the act back by which a tag came back or became as it was, if it is this person's last one.

    Raises Conflict if they have tagged since, and as ``undo`` does.
    """
    assert act.assignment is not None  # noqa: S101 - every such act is about somebody's work
    takes_part = work.assignment == act.assignment and work.state != ""
    there = work if takes_part else replace(work, assignment=act.assignment, is_visit=True)
    return replayed(there, ask, lambda: _take_back(there, ask, act))


def _take_back(work: Work, ask: Ask, act: Activity) -> Answered:
    step = next_undone(work)
    if step is None or step.pk != act.pk:
        raise Conflict(_("You have tagged since. Undo it in the article, step by step."))
    return undo(work, ask)
