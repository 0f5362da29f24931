"""Taking back an import of tags as one step."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.importing.annotated_jobs import job_of
from annotate.actions.tallies import let_go
from annotate.models import Activity, Assignment, Entry, Participation, Relation, Span, State, Verb

TOGETHER = 500  # assignments or spans in one statement

_COLUMNS = ("pk", "assignment_id", "number", "author_id", "updated_at", "deleted_at")


def take_back_import(activity: Activity, by: User) -> Activity:
    """Delete the spans and links of an import, and take out the articles that it brought.

    An article in which somebody has tagged since stays; labels that were made stay. Call inside a
    transaction. Raises ValidationError if a tag has been changed or submitted since, or if the import is
    under way; one that was stopped is taken back as far as it had come.
    """
    activity = _at_rest(activity)
    brought = _held_entries(activity)
    ranges = _ranges(activity)
    list(Assignment.objects.select_for_update().filter(pk__in=ranges).order_by("pk").values_list("pk"))
    changed = 0
    now = timezone.now()
    for batch in _batches(ranges):
        rows = Span.objects.filter(assignment__in=batch).order_by()
        spans = [row for row in rows.values_list(*_COLUMNS) if any(row[2] in one for one in ranges[row[1]])]
        changed += _changed(activity, batch, spans)
        for pks in _batches(row[0] for row in spans):
            Span.objects.filter(pk__in=pks).update(deleted_at=now, updated_at=now)
        Assignment.objects.filter(pk__in=batch).update(change_number=F("change_number") + 1)
    if changed:  # which takes back what has just been written, too
        raise ValidationError(
            _("The import cannot be undone: of its tags, %(count)s have been changed or submitted since.")
            % {"count": changed}
        )
    for change in activity.changes:
        if change["thing"] == "relations":
            Relation.objects.filter(assignment=change["id"], pk__in=change["after"]["ids"]).update(
                deleted_at=now
            )
    out = _empty_entries(brought)
    Entry.objects.filter(pk__in=out).update(removed_at=now, removed_by=by)
    let_go(activity.project_id, out)
    return Activity.objects.create(
        project=activity.project,
        actor=by,
        verb=Verb.UNDO,
        undoes=activity,
        changes=[_turned(change) for change in activity.changes if _is_turned(change, out)],
    )


def _at_rest(activity: Activity) -> Activity:
    """Lock the act, and return it as of the last step of its job; the job must not go on."""
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    job = job_of(held)
    if job is not None and job.is_open:
        raise ValidationError(_("This import is still under way. Stop it first, and undo it then."))
    return held


def _ranges(activity: Activity) -> dict[int, list[range]]:
    """Return the numbers of the import's spans, by assignment; a text may have come in several parts."""
    found: dict[int, list[range]] = defaultdict(list)
    for change in activity.changes:
        if change["thing"] == "spans":
            found[change["id"]].append(range(change["after"]["from"], change["after"]["to"] + 1))
    return found


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while batch := list(islice(rest, TOGETHER)):
        yield batch


def _changed(activity: Activity, assignments: list[int], spans: list[tuple[Any, ...]]) -> int:
    """Count the spans that are not as the import left them, or whose author has submitted."""
    submitted = set(
        Participation.objects.filter(assignment__in=assignments, state=State.SUBMITTED).values_list(
            "assignment_id", "user_id"
        )
    )
    # Where the work has moved on to another wording, all of its tags have been carried along.
    moved = set(Assignment.objects.filter(pk__in=assignments, is_current=False).values_list("pk", flat=True))
    return sum(
        deleted_at is not None
        or updated_at > activity.at
        or assignment in moved
        or (assignment, author) in submitted
        for _pk, assignment, _number, author, updated_at, deleted_at in spans
    )


def _held_entries(activity: Activity) -> set[int]:
    """Lock the entries that the import brought and that are still in the project: before any work on them."""
    held: set[int] = set()
    for batch in _batches(sorted(change["id"] for change in activity.changes if change["thing"] == "entry")):
        rows = Entry.objects.live().select_for_update(no_key=True).filter(pk__in=batch).order_by("pk")
        held.update(rows.values_list("pk", flat=True))
    return held


def _empty_entries(brought: set[int]) -> set[int]:
    """Return those of the entries in which nothing else has been tagged."""
    used: set[int] = set()
    for batch in _batches(brought):
        live = Span.objects.live().filter(assignment__entry__in=batch)
        used.update(live.order_by().values_list("assignment__entry", flat=True))
    return brought - used


def _is_turned(change: dict[str, Any], out: set[int]) -> bool:
    if change["thing"] == "entry":
        return change["id"] in out
    return change["thing"] in {"spans", "relations"}


def _turned(change: dict[str, Any]) -> dict[str, Any]:
    if change["thing"] == "entry":
        return {**change, "before": {"state": "in"}, "after": {"state": "out"}}
    before = change["after"]
    return {**change, "before": before, "after": {**before, "live": False}}
