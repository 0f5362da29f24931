"""The places of an article: as many as it wants reviewers, each taken by one person at a time.

Whoever changes what is taken holds the entry's row; ``Entry.taken`` counts along, so that the queue
need not. See docs/decisions/0013.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from annotate.actions.locks import take_the_lock
from annotate.actions.problems import Conflict
from annotate.models import Activity, Assignment, Entry, Kind, Participation, Project, State, Verb
from annotate.models.states import ALONE, NOT_BEGUN


@dataclass(frozen=True, slots=True)
class Share:
    """How many places of a project one person has, and may have at most; None is no limit."""

    held: int
    most: int | None

    @property
    def left(self) -> int | None:
        """How many more the person may take."""
        return None if self.most is None else max(self.most - self.held, 0)

    @property
    def is_used_up(self) -> bool:
        """Whether the person may take no more."""
        return self.left == 0


def most_places(project: Project) -> int | None:
    """Return how many places one person may have: their share of all, but one at least."""
    if project.share_limit is None:
        return None
    places = Entry.objects.live().filter(project=project).aggregate(places=Sum("required"))["places"]
    return max((places or 0) * project.share_limit // 100, 1)


def share_of(project: Project, user: User) -> Share:
    """Return the person's share; counts nothing where there is no limit."""
    most = most_places(project)
    if most is None:
        return Share(0, None)
    places = Assignment.objects.seated().filter(entry__project=project, entry__removed_at=None)
    return Share(places.filter(reviewer=user).count(), most)


def check_share(project: Project, user: User) -> None:
    """Raise Conflict if the person may take no more. Call while holding the member."""
    share = share_of(project, user)
    if share.is_used_up and share.most is not None:
        raise Conflict(share_is_used_up(share.most))


def share_is_used_up(most: int) -> str:
    """Say that somebody has got as much as one person may."""
    return ngettext(
        "You have taken %(most)s place, which is as many as one person may take in this project. "
        "Leave the others to your colleagues, or ask a manager to raise the limit.",
        "You have taken %(most)s places, which is as many as one person may take in this project. "
        "Leave the others to your colleagues, or ask a manager to raise the limit.",
        most,
    ) % {"most": most}


def no_place_left() -> str:
    """Say that an article has as many reviewers as it wants, and name none of them."""
    return _("All places for this article are taken. Go to “My work” and take the next one.")


def take_place(held: Entry, user: User, *, by: User) -> Assignment:
    """Give ``user`` the lowest free place of an entry that is held; the one they have if they have one.

    Work they have done on it before comes back to them. Raises Conflict if all places are taken, or the
    person has practised on the article: they may have seen its gold.
    """
    mine = Assignment.objects.filter(entry=held, kind__in=ALONE, reviewer=user, is_current=True).first()
    if mine is not None and mine.kind == Kind.TRAINING:
        raise Conflict(
            _("You have practised on this article, so others read it. Go to “My work” and take the next one.")
        )
    if mine is not None and mine.seat is not None:
        return mine
    if held.taken >= held.required:
        raise Conflict(no_place_left())
    seat = next(free_numbers(Assignment.objects.seated().filter(entry=held).values_list("seat", flat=True)))
    before = {"seat": None, "state": mine.state if mine else None}
    if mine is None:
        mine = Assignment.objects.create(
            entry=held, revision_id=held.revision_id, kind=Kind.OWN, reviewer=user, seat=seat
        )
    else:
        _come_back(mine, seat)
    count_places([held.pk])
    after = {"seat": seat, "state": mine.state}
    log_work(mine, by, Verb.TAKE if by == user else Verb.ASSIGN, before, after)
    return mine


def practise(held: Entry, user: User) -> Assignment:
    """Let somebody work on an article for practice, which takes no place and counts nowhere."""
    mine = Assignment.objects.filter(entry=held, kind__in=ALONE, reviewer=user, is_current=True).first()
    if mine is None:
        return Assignment.objects.create(
            entry=held, revision_id=held.revision_id, kind=Kind.TRAINING, reviewer=user
        )
    if mine.seat is None and mine.kind == Kind.OWN:  # given back before: it goes on as practice
        mine.kind = Kind.TRAINING
        mine.save(update_fields=["kind"])
    return mine


def free_numbers(taken: Iterable[int | None]) -> Iterator[int]:
    """Yield the numbers of the places that are not taken, the lowest first."""
    gone = set(taken)
    return (number for number in count(1) if number not in gone)


def _come_back(mine: Assignment, seat: int) -> None:
    """Go on where the person had stopped."""
    take_the_lock(mine)
    mine.participations.filter(state=State.SKIPPED).update(state=State.IN_PROGRESS)
    if mine.state == State.SKIPPED:
        mine.state, mine.remark = State.IN_PROGRESS, ""
    mine.seat = seat
    mine.save(update_fields=["seat", "state", "remark"])


def free_place(held: Entry, assignment: Assignment) -> None:
    """Take the place away from work on an entry that is held; the work itself is kept."""
    take_the_lock(assignment)
    if Assignment.objects.filter(pk=assignment.pk, seat__isnull=False).update(seat=None):
        count_places([held.pk])
    assignment.seat = None


def count_places(entries: Iterable[int]) -> None:
    """Keep how many places of these entries are taken, and one of the takers. The entries are held.

    Everything that changes who has a place ends with this.
    """
    seated = Assignment.objects.seated().filter(entry=OuterRef("pk")).order_by()
    counted = seated.values("entry").annotate(number=Count("pk")).values("number")
    Entry.objects.filter(pk__in=list(entries)).update(
        taken=Coalesce(Subquery(counted), 0),
        taker=Subquery(seated.order_by("-pk").values("reviewer")[:1]),
    )


def log_work(
    assignment: Assignment,
    by: User,
    verb: Verb,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Activity:
    """Write down what became of somebody's work."""
    change = {"thing": "assignment", "id": assignment.pk, "before": before, "after": after}
    return Activity.objects.create(
        project_id=assignment.entry.project_id, assignment=assignment, actor=by, verb=verb, changes=[change]
    )


def seat_all(held: Mapping[int, Entry], missing: Iterable[Assignment]) -> None:
    """Give work that is about to be stored its places, on entries that are held.

    For tags that are brought in: an article that comes with more people than it wants wants them all.
    """
    seats: dict[int, set[int]] = {entry: set() for entry in held}
    rows = Assignment.objects.seated().filter(entry__in=held)
    for entry, seat in rows.values_list("entry", "seat"):
        seats[entry].add(seat or 0)
    for work in missing:
        if work.kind == Kind.OWN:
            work.seat = next(free_numbers(seats[work.entry_id]))
            seats[work.entry_id].add(work.seat)
        else:
            seats[work.entry_id] = {1}
    changed = []
    for pk, taken in seats.items():
        row = held[pk]
        if len(taken) > row.taken:
            row.taken, row.required = len(taken), max(row.required, len(taken))
            changed.append(row)
    Entry.objects.bulk_update(changed, ["taken", "required"], batch_size=500)


def begin_shared(held: Entry) -> Assignment:
    """Return the team's work on an entry that is held, begun now if nobody has."""
    work, is_new = Assignment.objects.get_or_create(
        entry=held,
        kind=Kind.SHARED,
        reviewer=None,
        is_current=True,
        defaults={"revision_id": held.revision_id, "state": State.IN_PROGRESS},
    )
    if is_new or work.state == State.SKIPPED:
        Entry.objects.filter(pk=held.pk).update(taken=1)
    return work


def take_part(assignment: Assignment, user: User) -> str:
    """Let the person take part, and return the state of their part: open, unless they have submitted."""
    part, _is_new = Participation.objects.get_or_create(assignment=assignment, user=user)
    if part.state == State.SKIPPED:
        part.state = State.IN_PROGRESS
        part.save(update_fields=["state"])
    if assignment.state in NOT_BEGUN and part.state != State.SUBMITTED:
        if assignment.kind == Kind.SHARED:
            Entry.objects.filter(pk=assignment.entry_id).update(taken=1)
        assignment.state = State.IN_PROGRESS
        assignment.touched_at = timezone.now()
        assignment.save(update_fields=["state", "touched_at"])
    return part.state
