"""Handing somebody's open work over to a colleague. Tags stay, and stay under the name of who made them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.seats import count_places
from annotate.models import Activity, Assignment, Entry, Membership, Participation, Project, State, Verb
from annotate.models.states import ALONE
from annotate.roles import ALLOWED, Act, may


@transaction.atomic
def transfer_work(member: Membership, to: Membership, by: User) -> Activity | None:
    """Give ``to`` the open work of ``member``, who may have left the team; None if there is nothing to give.

    Articles on which ``to`` has work of their own stay where they are: nobody reads an article twice.
    Raises ValidationError if ``to`` cannot tag.
    """
    Project.objects.select_for_update(no_key=True).get(pk=member.project_id)
    to.refresh_from_db(fields=["role", "removed_at"])
    if to.pk == member.pk:
        raise ValidationError(_("This is the same person. Choose somebody else."))
    if to.removed_at is not None or not may(to.role, Act.TAG):
        raise ValidationError(_("Work can be handed over to reviewers and managers of this project only."))
    found = _held(member.project_id, open_work_of(member).values_list("pk", "entry_id"), to.user_id)
    return _hand_over(member.project_id, found, member.user_id, to.user_id, by)


def open_work_of(member: Membership) -> QuerySet[Assignment]:
    """Return the work that a member has and has not handed in."""
    mine = Assignment.objects.open().filter(entry__project=member.project_id, entry__removed_at=None)
    return mine.filter(reviewer=member.user_id).order_by("pk")


def with_open_work(project: Project, members: Iterable[Membership]) -> list[Membership]:
    """Return members of the project with ``open_work``, the number of articles that each has in hand."""
    found = list(members)
    work = Assignment.objects.open().filter(entry__project=project, entry__removed_at=None)
    numbers = work.filter(reviewer__in=[one.user_id for one in found]).numbers()
    for one in found:
        one.open_work = numbers.get(one.user_id, 0)
    return found


def takers_of(project: Project) -> QuerySet[Membership]:
    """Return the members to whom work can be handed over."""
    return project.memberships.filter(removed_at=None, user__is_active=True, role__in=ALLOWED[Act.TAG])


@transaction.atomic
def take_back_transfer(activity: Activity, by: User) -> None:
    """Give the work back, with all that has been done on it since.

    Raises ValidationError if it has been submitted or handed on.
    """
    changes = activity.changes
    if not changes:
        return
    mine, theirs = changes[0]["before"]["reviewer"], changes[0]["after"]["reviewer"]
    ids = [change["id"] for change in changes]
    rows = Assignment.objects.open().filter(pk__in=ids, reviewer=theirs).order_by("pk")
    found = _held(activity.project_id, rows.values_list("pk", "entry_id"), mine)
    if len(found) != len(ids):
        raise ValidationError(
            _("Some of this work has been submitted or handed on since. Hand over what is left by name.")
        )
    done = _hand_over(activity.project_id, found, theirs, mine, by)
    if done is not None:
        done.undoes = activity
        done.save(update_fields=["undoes"])


def _held(project: int, rows: Iterable[tuple[int, int]], to: int) -> list[int]:
    """Lock the entries, and return the assignments on which ``to`` has no work of their own yet."""
    work = dict(rows)
    held = Entry.objects.select_for_update(no_key=True).filter(project=project, pk__in=work.values())
    list(held.order_by("pk").values_list("pk", flat=True))
    taken = Assignment.objects.filter(entry__in=work.values(), kind__in=ALONE, reviewer=to, is_current=True)
    barred = set(taken.values_list("entry_id", flat=True))
    return [pk for pk, entry in work.items() if entry not in barred]


def _hand_over(project: int, found: list[int], mine: int, theirs: int, by: User) -> Activity | None:
    """Change the reviewer of these assignments, which are held, and write it down as one act."""
    if not found:
        return None
    Assignment.objects.filter(pk__in=found).update(
        reviewer=theirs, change_number=F("change_number") + 1, touched_at=timezone.now()
    )
    count_places(Assignment.objects.filter(pk__in=found).values_list("entry", flat=True))
    _swap_parts(found, mine, theirs)
    changes = [
        {"thing": "assignment", "id": pk, "before": {"reviewer": mine}, "after": {"reviewer": theirs}}
        for pk in found
    ]
    return Activity.objects.create(project_id=project, actor=by, verb=Verb.TRANSFER, changes=changes)


def _swap_parts(found: list[int], mine: int, theirs: int) -> None:
    """Let the one go on where the other stopped, whose part no longer holds the article open."""
    parts = Participation.objects.filter(assignment__in=found)
    states = dict(parts.filter(user=mine).values_list("assignment_id", "state"))
    present = set(parts.filter(user=theirs).values_list("assignment_id", flat=True))
    for state in set(states.values()):
        same = [pk for pk in present if states.get(pk) == state]
        parts.filter(user=theirs, assignment__in=same).update(state=state)
    Participation.objects.bulk_create(
        Participation(assignment_id=pk, user_id=theirs, state=state)
        for pk, state in states.items()
        if pk not in present
    )
    parts.filter(user=mine).update(state=State.SKIPPED)
