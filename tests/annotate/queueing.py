"""Short ways to take, hand in and count in tests of distribution."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from annotate.access import member_of, work_of
from annotate.actions.distribution.distributing import skip, take, take_next
from annotate.actions.work import reopen, submit
from annotate.models import Assignment, Entry, Membership, Participation, Project, Way
from annotate.roles import Act
from tests.annotate.working import an_ask
from tests.makers import make_entry, make_member, make_project


def make_team(people: int, articles: int, required: int = 2) -> tuple[Project, list[User], list[Entry]]:
    """Return an independent project with its reviewers and articles."""
    project = make_project(way=Way.INDEPENDENT)
    Project.objects.filter(pk=project.pk).update(required=required)
    project.refresh_from_db()
    users = [make_member(project) for _number in range(people)]
    return project, users, [make_entry(project) for _number in range(articles)]


def member(project: Project, user: User) -> Membership:
    return member_of(user, project.slug, Act.TAG)


def next_of(project: Project, user: User) -> int | None:
    return take_next(member(project, user))


def take_it(user: User, entry: Entry) -> None:
    take(work_of(user, entry.project.slug, entry.pk, Act.TAG))


def hand_in(user: User, entry: Entry) -> None:
    submit(work_of(user, entry.project.slug, entry.pk, Act.TAG), an_ask())


def open_again(user: User, entry: Entry) -> None:
    reopen(work_of(user, entry.project.slug, entry.pk, Act.TAG), an_ask())


def leave_out(user: User, entry: Entry, reason: str = "不懂😀") -> None:
    skip(work_of(user, entry.project.slug, entry.pk, Act.TAG), reason)


def work_on(user: User, entry: Entry) -> Assignment:
    return Assignment.objects.select_related("entry").get(entry=entry, reviewer=user, is_current=True)


def state_of(user: User, entry: Entry) -> str:
    return Participation.objects.get(assignment=work_on(user, entry), user=user).state


def taken(entry: Entry) -> int:
    """Return how many places are taken: counted, and as the entry counts along."""
    people = set(Assignment.objects.seated().filter(entry=entry).values_list("reviewer", flat=True))
    kept = Entry.objects.get(pk=entry.pk)
    assert kept.taken == len(people)
    assert kept.taker_id in people if people else kept.taker_id is None
    return kept.taken


def age(*entries: Entry, days: int) -> None:
    """Let it be so many days since anything was done on the entries."""
    before = timezone.now() - timedelta(days=days)
    Assignment.objects.filter(entry__in=entries).update(touched_at=before)
