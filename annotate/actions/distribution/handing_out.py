"""Handing many articles out by name, in even shares, as one step that can be taken back."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from annotate.actions.activities import log
from annotate.actions.locks import hold_all
from annotate.actions.noticing import About, notify
from annotate.actions.problems import Conflict
from annotate.actions.seats import count_places, free_numbers, most_places
from annotate.models import Activity, Assignment, Entry, Kind, Matter, Membership, Project, State, Verb
from annotate.models.states import ALONE

MOST = 2_000  # articles at once
TOGETHER = 500  # rows in one statement
WANTED = ("required", "priority")  # what can be said of many articles


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets what: pairs of the keys of an entry and a person. ``left`` places find nobody."""

    pairs: tuple[tuple[int, int], ...]
    left: int = 0
    counts: Counter[int] = field(default_factory=Counter)

    @property
    def digest(self) -> str:
        """The SHA-256 of the pairs, by which a preview is known again."""
        return hashlib.sha256(repr(self.pairs).encode()).hexdigest()


def plan(project: Project, entries: Iterable[Entry], people: Sequence[User], *, each: int = 0) -> Plan:
    """Fill the free places of the entries, in their order, with those who have got the fewest of them.

    ``each`` places of every entry at most; 0 fills all. Nobody gets an article that they have or have
    left out, or more places than their share.
    """
    entries = list(entries)
    known = _known(entries, people)
    room = _room(project, people)
    counts: Counter[int] = Counter({person.pk: 0 for person in people})
    order = {person.pk: at for at, person in enumerate(people)}
    pairs: list[tuple[int, int]] = []
    left = 0
    for entry in entries:
        free = entry.required - entry.taken
        wanted = min(free, each) if each else free
        fit = [
            person
            for person in order
            if (entry.pk, person) not in known and (room is None or counts[person] < room[person])
        ]
        chosen = sorted(fit, key=lambda person: (counts[person], order[person]))[:wanted]
        counts.update(chosen)
        pairs += [(entry.pk, person) for person in chosen]
        left += wanted - len(chosen)
    return Plan(tuple(pairs), left, counts)


def _known(entries: Sequence[Entry], people: Sequence[User]) -> set[tuple[int, int]]:
    """Return who has which entry, has left it out, or has practised on it."""
    work = Assignment.objects.filter(
        Q(seat__isnull=False) | Q(state=State.SKIPPED) | Q(kind=Kind.TRAINING),
        entry__in=[entry.pk for entry in entries],
        reviewer__in=people,
        kind__in=ALONE,
        is_current=True,
    )
    return {(entry, person or 0) for entry, person in work.values_list("entry", "reviewer")}


def _room(project: Project, people: Sequence[User]) -> dict[int, int] | None:
    """Return how many more places each may take; None if there is no limit."""
    most = most_places(project)
    if most is None:
        return None
    seats = Assignment.objects.seated().filter(entry__project=project, entry__removed_at=None)
    held = Counter(seats.filter(reviewer__in=people).values_list("reviewer", flat=True))
    return {person.pk: max(most - held[person.pk], 0) for person in people}


@transaction.atomic
def hand_out(
    project: Project,
    entries: QuerySet[Entry],
    people: Sequence[User],
    by: User,
    *,
    each: int,
    digest: str,
    request: UUID,
) -> Activity:
    """Do what a preview has shown; the same ``request`` does it once.

    Raises Conflict if it would come out otherwise by now.
    """
    members = Membership.objects.select_for_update(no_key=True).order_by("pk")
    list(members.filter(project=project, user__in=people, removed_at=None).values_list("pk", flat=True))
    keys = list(entries.values_list("pk", flat=True))
    held = hold_all(keys)
    done = Activity.objects.filter(project=project, actor=by, verb=Verb.ASSIGN, request=request).first()
    if done is not None:
        return done
    wanted = plan(project, [held[pk] for pk in keys if pk in held], people, each=each)
    if not wanted.pairs or wanted.digest != digest:
        raise Conflict(_("Somebody has taken or given back one of these articles meanwhile. Look again."))
    change = {
        "thing": "places",
        "id": project.pk,
        "before": {"handed out": False},
        "after": {"handed out": True, "ids": _seat(wanted.pairs, held)},
    }
    for person, number in Counter(person for _entry, person in wanted.pairs).items():
        notify([person], Matter.HANDED, About(project, count=number), by=by)
    return Activity.objects.create(
        project=project, actor=by, verb=Verb.ASSIGN, changes=[change], request=request
    )


def _seat(pairs: Sequence[tuple[int, int]], held: dict[int, Entry]) -> list[int]:
    """Store the places; returns the keys of the assignments. Who has worked on one before goes on."""
    seats: defaultdict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.seated().filter(entry__in=held)
    for entry, seat in rows.values_list("entry", "seat"):
        seats[entry].add(seat or 0)
    former = Assignment.objects.filter(entry__in=held, kind=Kind.OWN, is_current=True, seat=None)
    known = {(work.entry_id, work.reviewer_id): work for work in former}
    new, back = [], []
    for entry, person in pairs:
        seat = next(free_numbers(seats[entry]))
        seats[entry].add(seat)
        work = known.get((entry, person))
        if work is None:
            row = held[entry]
            new.append(Assignment(entry=row, revision_id=row.revision_id, reviewer_id=person, seat=seat))
        else:
            # Touched: else it would be taken for abandoned, as what has lain for long is.
            work.seat, work.change_number, work.touched_at = seat, work.change_number + 1, timezone.now()
            back.append(work)
    Assignment.objects.bulk_update(back, ["seat", "change_number", "touched_at"], batch_size=TOGETHER)
    made = Assignment.objects.bulk_create(new, batch_size=TOGETHER)
    count_places({entry for entry, _person in pairs})
    return [work.pk for work in [*back, *made]]


def call_back(project: Project, ids: Sequence[int], by: User) -> Activity:
    """Take back what was handed out, except what has been begun. Call inside a transaction.

    Raises ValidationError if nothing of it is left to take back.
    """
    hold_all(Entry.objects.filter(project=project, assignments__in=ids).values_list("pk", flat=True))
    unbegun = Assignment.objects.open().filter(pk__in=ids, state=State.ASSIGNED)
    found = list(unbegun.select_for_update(of=("self",)).order_by("pk"))
    if not found:
        raise ValidationError(
            _("Every one of these articles has been begun or given back since, so nothing is left to undo.")
        )
    keys = [work.pk for work in found]
    Assignment.objects.filter(pk__in=keys).update(seat=None, change_number=F("change_number") + 1)
    count_places(work.entry_id for work in found)
    return log(project, by, Verb.RELEASE, {"handed out": True}, {"handed out": False, "ids": keys})


@transaction.atomic
def set_wanted(project: Project, entries: QuerySet[Entry], by: User, **wanted: int) -> Activity | None:
    """Say how many reviewers articles want (``required``), or how urgent they are (``priority``).

    None if it is so already. Raises ValidationError if some have more reviewers than that.
    """
    held = hold_all(entries.values_list("pk", flat=True))
    changes: list[dict[str, Any]] = []
    for name, value in wanted.items():
        if name == "required":
            _check_room(held.values(), value)
        before: defaultdict[int, list[int]] = defaultdict(list)
        for entry in held.values():
            if getattr(entry, name) != value:
                before[getattr(entry, name)].append(entry.pk)
        changes += [
            {"thing": "entries", "id": project.pk, "before": {name: was, "ids": keys}, "after": {name: value}}
            for was, keys in before.items()
        ]
    if not changes:
        return None
    Entry.objects.filter(pk__in=held).update(**wanted)
    return Activity.objects.create(project=project, actor=by, verb=Verb.SETTINGS, changes=changes)


def _check_room(entries: Iterable[Entry], required: int) -> None:
    full = sum(entry.taken > required for entry in entries)
    if full:
        raise ValidationError(
            ngettext(
                "%(count)s of these articles has more than %(required)s reviewers already. "
                "Free places first, or choose a higher number.",
                "%(count)s of these articles have more than %(required)s reviewers already. "
                "Free places first, or choose a higher number.",
                full,
            )
            % {"count": full, "required": required}
        )


def wanted_back(project: Project, change: dict[str, Any], by: User) -> None:
    """Give articles back what they wanted before, if that is still as it was set."""
    before = dict(change["before"])
    keys = before.pop("ids")
    [(name, value)] = change["after"].items()
    entries = Entry.objects.filter(project=project, pk__in=keys)
    if entries.exclude(**{name: value}).exists():
        raise ValidationError(_("This has been changed since, so it cannot be undone. Change it again."))
    set_wanted(project, entries, by, **{name: before[name]})
