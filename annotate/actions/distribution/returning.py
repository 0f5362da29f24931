"""Letting others take the places of those who do not come back."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotate.actions.seats import count_places
from annotate.models import Activity, Assignment, Entry, Project, Verb, Way
from annotate.models.work import AssignmentQuerySet

TOGETHER = 500  # places in one transaction


def return_abandoned(project: Project) -> int:
    """Free the places on which nothing has been done for as long as the project says; returns how many.

    What has been done there is kept, and given back to its author if they take the article again.
    Submitted work is never touched.
    """
    if project.returns_after is None or project.way != Way.INDEPENDENT:
        return 0
    freed = count = _free_some(project)
    while count == TOGETHER:
        count = _free_some(project)
        freed += count
    return freed


def return_all_abandoned() -> None:
    """Do so in every project; processes that do jobs call this now and then."""
    projects = Project.objects.filter(way=Way.INDEPENDENT, deleted_at=None, returns_after__isnull=False)
    for project in projects.only("way", "returns_after"):
        return_abandoned(project)


@transaction.atomic
def _free_some(project: Project) -> int:
    stale = _stale(project)
    if not stale.exists():  # the usual case writes nothing
        return 0
    # An entry that somebody holds at this moment has its turn next time.
    entries = Entry.objects.select_for_update(no_key=True, skip_locked=True)
    keys = list(stale.order_by("touched_at").values_list("entry", flat=True)[:TOGETHER])
    held = list(entries.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    found = list(stale.filter(entry__in=held).select_for_update(of=("self",)).order_by("pk"))
    _free(found)
    Activity.objects.bulk_create(_log(project, work) for work in found)
    return len(found)


def _stale(project: Project) -> AssignmentQuerySet:
    latest = timezone.now() - timedelta(days=project.returns_after or 0)
    its = Assignment.objects.open().filter(entry__project=project.pk, entry__removed_at=None)
    return its.filter(touched_at__lt=latest)


def _free(found: list[Assignment]) -> None:
    """Take the places away; the raised change number tells those who have the work open."""
    free = Assignment.objects.filter(pk__in=[work.pk for work in found])
    free.update(seat=None, change_number=F("change_number") + 1)
    count_places(work.entry_id for work in found)


def _log(project: Project, work: Assignment) -> Activity:
    """Write it down as the act of the person whose work it is: nobody else has done anything."""
    change = {
        "thing": "assignment",
        "id": work.pk,
        "before": {"seat": work.seat},
        "after": {"seat": None, "abandoned": True},
    }
    activity = Activity(project=project, assignment=work, verb=Verb.RELEASE, changes=[change])
    activity.actor_id = work.reviewer_id or project.created_by_id
    return activity


def has_abandoned(project: Project) -> bool:
    """Whether the project has places that nobody has come back to in time."""
    if project.returns_after is None or project.way != Way.INDEPENDENT:
        return False
    return _stale(project).exists()
