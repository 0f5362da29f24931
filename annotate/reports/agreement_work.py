"""Which work is compared: articles that two or more reviewers have submitted, each on their own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Max, Q

from annotate.models import Assignment, Entry, Kind, Membership, State

RULES = 1  # raised with every change of what is measured or how, so that nothing older is shown


@dataclass(frozen=True, slots=True)
class Choice:
    """What ``member`` wants to know of: all work, or a reviewer's, or what was finished in a time.

    ``since`` and ``until`` are days of UTC, both included. An article was finished when the last of
    those who are compared submitted it.
    """

    member: Membership
    reviewer: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        """The same for those who choose alike and may see alike."""
        wanted = {
            "scope": "adjudicated" if self.member.is_blind else "",
            "reviewer": self.reviewer or "",
            "since": self.since or "",
            "until": self.until or "",
        }
        return urlencode({name: value for name, value in wanted.items() if value})

    def includes(self, unit: "Unit") -> bool:
        """Whether an article belongs to what is asked for."""
        if self.reviewer is not None and self.reviewer not in unit.reviewers:
            return False
        if self.since is None and self.until is None:
            return True
        if unit.day is None:
            return False
        return (self.since or date.min) <= unit.day <= (self.until or date.max)


class Part(NamedTuple):
    """One reviewer's submitted work on an article, and the number of its last change."""

    reviewer: int
    assignment: int
    change_number: int
    submitted_at: datetime | None = None


class Unit(NamedTuple):
    """One wording of an article with the work of those who submitted it, by reviewer."""

    entry: int
    revision: int
    parts: tuple[Part, ...]

    @property
    def reviewers(self) -> tuple[int, ...]:
        """Who is compared."""
        return tuple(part.reviewer for part in self.parts)

    @property
    def day(self) -> date | None:
        """The day of UTC on which the last of them submitted it, if that is known."""
        times = [part.submitted_at for part in self.parts if part.submitted_at is not None]
        return max(times).astimezone(UTC).date() if times else None


def may_compare(member: Membership) -> bool:
    """Whether this member may see how far others agree: who works blind may once something is adjudicated."""
    if not member.is_blind:
        return True
    entries = Entry.objects.live().filter(project=member.project_id)
    return entries.filter(adjudicated_at__isnull=False).exists()


def units_of(choice: Choice, entries: Sequence[int] | None = None, *, dated: bool = False) -> list[Unit]:
    """Return what can be compared, of all articles or of some, in the order they came in.

    Work on different wordings is never compared, nor is shared or adjudicated work. Made-up samples
    count only in their own project. When it was submitted is looked up only where somebody asks for a
    time, or if it is to be ``dated``: that takes longer than all the rest.
    """
    project = choice.member.project
    work = Assignment.objects.visible_to(choice.member).filter(
        kind=Kind.OWN, is_current=True, state=State.SUBMITTED, entry__removed_at=None
    )
    if not project.is_sample:
        work = work.filter(entry__article__is_sample=False)
    if entries is not None:
        work = work.filter(entry__in=entries)
    columns = ["entry", "revision", "reviewer", "pk", "change_number"]
    if dated or choice.since or choice.until:
        submitted = Max("participations__submitted_at", filter=Q(participations__user=F("reviewer")))
        work = work.annotate(submitted=submitted)
        columns.append("submitted")
    found: defaultdict[tuple[int, int], list[Part]] = defaultdict(list)
    for entry, revision, *part in work.order_by("entry", "reviewer").values_list(*columns):
        found[entry, revision].append(Part(*part))
    units = (Unit(*place, tuple(parts)) for place, parts in found.items() if len(parts) > 1)
    return [unit for unit in units if choice.includes(unit)]


def key_of(choice: Choice, units: Iterable[Unit]) -> str:
    """Return the SHA-256 of what is measured: another key, another result."""
    digest = sha256(f"{RULES} {choice.member.project_id} {choice.text}".encode())
    for unit in units:
        for part in unit.parts:
            digest.update(f"\n{part.assignment} {part.change_number} {State.SUBMITTED}".encode())
    return digest.hexdigest()
