"""Taking back an import of tags as one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.models import Activity, Assignment, Entry, Participation, Relation, Span, State, Verb


def take_back_import(activity: Activity, by: User) -> Activity:
    """Delete the spans and links of an import, and take out the articles that it brought.

    An article in which somebody has tagged since stays; labels that were made stay. Call inside a
    transaction. Raises ValidationError if a tag has been changed or submitted since.
    """
    spans = [change for change in activity.changes if change["thing"] == "spans"]
    assignments = [change["id"] for change in spans]
    list(Assignment.objects.select_for_update().filter(pk__in=assignments).order_by("pk"))
    changed = sum(_changed(change, activity) for change in spans)
    if changed:
        raise ValidationError(
            _("The import cannot be undone: of its tags, %(count)s have been changed or submitted since.")
            % {"count": changed}
        )
    now = timezone.now()
    for change in spans:
        _spans_of(change).update(deleted_at=now, updated_at=now)
    for change in activity.changes:
        if change["thing"] == "relations":
            Relation.objects.filter(assignment=change["id"], pk__in=change["after"]["ids"]).update(
                deleted_at=now
            )
    Assignment.objects.filter(pk__in=assignments).update(change_number=F("change_number") + 1)
    out = _empty_entries(activity)
    Entry.objects.filter(pk__in=out).update(removed_at=now)
    return Activity.objects.create(
        project=activity.project,
        actor=by,
        verb=Verb.UNDO,
        undoes=activity,
        changes=[_turned(change) for change in activity.changes if _is_turned(change, out)],
    )


def _spans_of(change: dict[str, Any]) -> QuerySet[Span]:
    numbers = (change["after"]["from"], change["after"]["to"])
    return Span.objects.filter(assignment=change["id"], number__range=numbers)


def _changed(change: dict[str, Any], activity: Activity) -> int:
    # Where the work has moved on to another wording, all of its tags have been carried along.
    moved = Q(assignment__is_current=False)
    since = Q(updated_at__gt=activity.at) | Q(deleted_at__isnull=False) | moved
    authors = _spans_of(change).order_by().values("author")
    submitted = Participation.objects.filter(
        assignment=change["id"], user__in=authors, state=State.SUBMITTED
    ).count()
    return _spans_of(change).filter(since).count() + submitted


def _empty_entries(activity: Activity) -> set[int]:
    """Return the entries that the import brought and in which nothing else has been tagged."""
    brought = {change["id"] for change in activity.changes if change["thing"] == "entry"}
    used = Span.objects.live().filter(assignment__entry__in=brought)
    return brought - set(used.order_by().values_list("assignment__entry", flat=True))


def _is_turned(change: dict[str, Any], out: set[int]) -> bool:
    if change["thing"] == "entry":
        return change["id"] in out
    return change["thing"] in {"spans", "relations"}


def _turned(change: dict[str, Any]) -> dict[str, Any]:
    if change["thing"] == "entry":
        return {**change, "before": {"state": "in"}, "after": {"state": "out"}}
    before = change["after"]
    return {**change, "before": before, "after": {**before, "live": False}}
