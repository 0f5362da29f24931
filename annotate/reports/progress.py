"""How far a project has come: by state, day, person and label, and what has lain longest.

All but the states and the ageing work is read from the tallies, which are as many as there are days,
people and labels, however many articles and tags a project holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum, Value
from django.utils import timezone

from accounts.models import User, name_at
from annotate.models import Assignment, Entry, Label, Membership, State, Way
from annotate.models.states import ASIDE, OPEN_STATES
from annotate.models.tallies import LabelDay, WorkDay
from annotate.models.work import AssignmentQuerySet

TEAM = (0, "")  # whose work belongs to nobody in particular
LONGEST_BY_DAY = 92  # days; a longer time is shown by week


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked for: the last so many days of UTC, None for all; one person, or all."""

    member: Membership
    days: int | None = 30
    person: int | None = None

    @property
    def since(self) -> date | None:
        """The first day of the report."""
        return today() - timedelta(days=self.days - 1) if self.days else None

    def work(self) -> QuerySet[WorkDay]:
        """Return the days of work that are asked for."""
        return self._narrowed(WorkDay.objects.visible_to(self.member))

    def labels(self) -> QuerySet[LabelDay]:
        """Return the labels' days that are asked for."""
        return self._narrowed(LabelDay.objects.visible_to(self.member))

    def _narrowed(self, tallies: QuerySet[Any]) -> QuerySet[Any]:
        if self.since is not None:
            tallies = tallies.filter(day__gte=self.since)
        return tallies.filter(user=self.person) if self.person else tallies


@dataclass(slots=True)
class Stretch:
    """What was handed in on the days from ``first`` to ``last``."""

    first: date
    last: date
    articles: int = 0
    tags: int = 0
    seconds: int = 0

    @property
    def minutes(self) -> float:
        """Minutes at work."""
        return self.seconds / 60


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's part of the report; ``open`` articles are theirs and not handed in."""

    user: int
    name: str
    articles: int
    tags: int
    seconds: int
    days: int
    last: date | None
    open: int = 0

    @property
    def tags_per_article(self) -> float | None:
        """Tags in an article on average, None before the first."""
        return self.tags / self.articles if self.articles else None

    @property
    def minutes_per_article(self) -> float | None:
        """Minutes at work on an article on average, None before the first."""
        return self.seconds / 60 / self.articles if self.articles else None

    @property
    def articles_per_day(self) -> float | None:
        """Articles handed in on a day with work, on average, None before the first."""
        return self.articles / self.days if self.days else None


@dataclass(frozen=True, slots=True)
class LabelLine:
    """How many tags of a label have been handed in."""

    label: Label
    tags: int


@dataclass(frozen=True, slots=True)
class States:
    """How many articles stand how."""

    total: int
    submitted: int
    begun: int
    adjudicated: int

    @property
    def untouched(self) -> int:
        """Articles that nobody has begun."""
        return self.total - self.submitted - self.begun - self.adjudicated


def today() -> date:
    """Return the day that it is in UTC."""
    return timezone.now().astimezone(UTC).date()


def stretches(asked: Asked) -> list[Stretch]:
    """Return day after day, or week after week, what was handed in; days without anything included."""
    rows = asked.work().order_by().values("day")
    found = {
        row["day"]: row
        for row in rows.annotate(
            all_articles=Sum("articles"), all_tags=Sum("tags"), all_seconds=Sum("seconds")
        )
    }
    first = asked.since or min(found, default=today())
    last = today()
    length = 7 if (last - first).days >= LONGEST_BY_DAY else 1
    made = [_stretch(start, length, last) for start in _every(first, last, length)]
    for day, row in found.items():
        place = (day - first).days // length
        if 0 <= place < len(made):
            made[place].articles += row["all_articles"]
            made[place].tags += row["all_tags"]
            made[place].seconds += row["all_seconds"]
    return made


def _stretch(start: date, length: int, last: date) -> Stretch:
    return Stretch(start, min(start + timedelta(days=length - 1), last))


def _every(first: date, last: date, length: int) -> Iterator[date]:
    for number in range(0, (last - first).days + 1, length):
        yield first + timedelta(days=number)


def people(asked: Asked, left: Mapping[tuple[int, str], int]) -> list[PersonLine]:
    """Return everybody who has handed something in or has something open, the busiest first.

    ``left`` is how much each has open, by key and name, as ``open_by_person`` says.
    """
    rows = asked.work().order_by().values("user", called=name_at("user"))
    counted = rows.annotate(
        all_articles=Sum("articles"),
        all_tags=Sum("tags"),
        all_seconds=Sum("seconds"),
        days=Count("day", filter=Q(articles__gt=0)),
        last=Max("day", filter=Q(articles__gt=0)),
    )
    unfinished = dict(left)
    lines = [
        PersonLine(
            row["user"],
            row["called"],
            row["all_articles"],
            row["all_tags"],
            row["all_seconds"],
            row["days"],
            row["last"],
            unfinished.pop((row["user"], row["called"]), 0),
        )
        for row in counted
    ]
    lines += [PersonLine(user, name, 0, 0, 0, 0, None, number) for (user, name), number in unfinished.items()]
    return sorted(lines, key=lambda line: (-line.articles, -line.tags, line.name))


def open_by_person(asked: Asked) -> dict[tuple[int, str], int]:
    """Return how much each person has open, by key and name; the team's under ``TEAM``."""
    numbers = open_work(asked).numbers()
    names = User.objects.in_bulk([user for user in numbers if user])
    return {(user, names[user].name) if user else TEAM: number for user, number in numbers.items()}


def labels(asked: Asked) -> list[LabelLine]:
    """Return the project's labels with the tags handed in, archived ones only if there are any."""
    counts = dict(asked.labels().order_by().values_list("label").annotate(number=Sum("tags")))
    known = Label.objects.filter(project=asked.member.project_id)
    return [
        LabelLine(label, counts.get(label.pk, 0))
        for label in known
        if label.archived_at is None or counts.get(label.pk)
    ]


def open_work(asked: Asked) -> AssignmentQuerySet:
    """Return the work that has been begun and not handed in, what has lain longest first."""
    member = asked.member
    work = (
        Assignment.objects.filter(entry__project=member.project_id, is_current=True, entry__removed_at=None)
        .exclude(state=State.SUBMITTED)  # so, and not as a list of states, the index by age is used
        .exclude(state=State.SKIPPED)
        .exclude(kind__in=ASIDE)
    )
    if member.is_blind:
        work = work.filter(reviewer=member.user_id)
    if asked.person:
        work = work.filter(reviewer=asked.person)
    return work.order_by("touched_at", "pk")


@dataclass(slots=True)
class Daily:
    """One line of the file: a person's day, with the tags of every label."""

    day: date
    handle: str
    articles: int
    tags: int
    seconds: int
    labels: dict[int, int] = field(default_factory=dict)


def daily(asked: Asked) -> list[Daily]:
    """Return the days of every person in order, people by their handles."""
    handles = dict(asked.member.project.memberships.values_list("user", "handle"))
    by_key = {
        (row.day, row.user_id): Daily(
            row.day, handles.get(row.user_id, ""), row.articles, row.tags, row.seconds
        )
        for row in asked.work().filter(articles__gt=0)
    }
    for tally in asked.labels().filter(tags__gt=0):
        if line := by_key.get((tally.day, tally.user_id)):
            line.labels[tally.label_id] = tally.tags
    return [by_key[key] for key in sorted(by_key)]


def states(member: Membership) -> States:
    """Return how many of the project's articles stand how: to a blind member, by their own work."""
    entries = Entry.objects.live().filter(project=member.project_id)
    if member.is_blind:
        current = Assignment.objects.filter(is_current=True, entry__removed_at=None).exclude(kind__in=ASIDE)
        own = current.filter(entry__project=member.project_id, reviewer=member.user_id)
        by_state = dict(own.order_by().values_list("state").annotate(number=Count("pk")))
        begun = sum(by_state.get(state, 0) for state in OPEN_STATES)
        return States(entries.count(), by_state.get(State.SUBMITTED, 0), begun, 0)
    # The columns of one index, what is counted as well, so that the database reads nothing else.
    wanted = F("required") if member.project.way == Way.INDEPENDENT else Value(1)
    unsettled = Q(adjudicated_at=None)
    return States(
        **entries.aggregate(
            total=Count("project"),
            adjudicated=Count("project", filter=~unsettled),
            submitted=Count("project", filter=unsettled & Q(done__gte=wanted)),
            begun=Count("project", filter=unsettled & Q(done__lt=wanted, taken__gt=0)),
        )
    )
