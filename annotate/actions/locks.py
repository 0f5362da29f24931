"""Who waits for whom: a member, then an entry, then an assignment, always in this order."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.problems import Conflict
from annotate.models import Assignment, Entry, Membership, Project


def hold_member(project: Project, user: User) -> None:
    """Let a person take one thing after another, however many windows ask at once."""
    members = Membership.objects.select_for_update(no_key=True).filter(project=project, user=user)
    members.values_list("pk", flat=True).first()


def hold(entry: Entry) -> Entry:
    """Lock an entry until the end of the transaction, and return its places and wording as they are now."""
    held = Entry.objects.select_for_update(no_key=True)
    return held.only("project", "revision", "required", "taken", "is_training", "removed_at").get(pk=entry.pk)


def hold_all(entries: Iterable[int]) -> dict[int, Entry]:
    """Lock the entries with these keys, in one order."""
    rows = Entry.objects.select_for_update(no_key=True).filter(pk__in=list(entries)).order_by("pk")
    return {entry.pk: entry for entry in rows}


def take_the_lock(assignment: Assignment, *, numbers: int = 1) -> None:
    """Raise the change number, which is the lock. Raises Conflict if the work was left behind.

    Work on an earlier wording is never changed, and neither is own work whose place has been given
    away since it was read.
    """
    current = Assignment.objects.filter(pk=assignment.pk, is_current=True)
    if assignment.seat is not None:
        current = current.filter(seat=assignment.seat, reviewer=assignment.reviewer_id)
    if not current.update(change_number=F("change_number") + numbers, touched_at=timezone.now()):
        is_current = Assignment.objects.filter(pk=assignment.pk, is_current=True).exists()
        raise Conflict(place_is_gone() if is_current else wording_has_changed())


def wording_has_changed() -> str:
    """Say that the article has another wording by now."""
    return _("The wording of this article has changed since you opened it. Reload the page and do it again.")


def place_is_gone() -> str:
    """Say that somebody has given this person's place back."""
    return _("Your place for this article has been given back meanwhile. Reload the page to take it again.")
