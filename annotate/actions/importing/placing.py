"""Storing the spans and links of many texts by few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.locks import hold_all
from annotate.actions.seats import count_places, seat_all
from annotate.imports.foreign import ForeignDocument, ForeignSpan, Remark
from annotate.models import (
    Assignment,
    Entry,
    Kind,
    Label,
    Participation,
    Project,
    Relation,
    RelationKind,
    Span,
    State,
    Way,
)
from annotate.models.states import ASIDE, NOT_BEGUN

ORIGIN = "import"
ROWS = 1_000  # in one statement

SUBMITTED = gettext_noop("%(name)s has submitted this article. Reopen it first; tags left out: %(count)s.")
TWICE = gettext_noop("Tags that stand in the file more than once, of which one is kept: %(count)s.")
APART = gettext_noop("A link leads from one person's work to another's, which cannot be. It is left out.")

Batch = Sequence[tuple[ForeignDocument, Entry]]
Place = tuple[int, int | None]  # the entry, and the reviewer if the work is their own


class Same(NamedTuple):
    """What makes two spans of an assignment the same."""

    author: int
    label: int
    start: int
    end: int


@dataclass(slots=True)
class Placed:
    """What becomes of a batch, all of it at one moment."""

    now: datetime
    spans: int = 0
    already: int = 0
    links: int = 0
    twice: int = 0
    remarks: list[Remark] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Desk:
    """One assignment under lock: what is in it, and what is put there."""

    assignment: Assignment
    live: dict[Same, int | Span] = field(default_factory=dict)  # by key, or the span while it is new
    foreign: dict[tuple[int, int, int, str], Same] = field(default_factory=dict)  # imported by anybody
    uids: set[UUID] = field(default_factory=set)
    made: list[Span] = field(default_factory=list)
    done: set[int] = field(default_factory=set)  # people who have submitted


@dataclass(frozen=True, slots=True)
class Placing:
    """Stores spans as the project works: in shared work, or each person's in their own.

    ``labels`` and ``kinds`` are ours by foreign name; ``several`` are the foreign labels whose names
    would be lost, because others become the same label of ours.
    """

    project: Project
    people: Mapping[str, User]
    labels: Mapping[str, Label]
    kinds: Mapping[str, RelationKind]
    several: set[str]
    by: User

    def place(self, batch: Batch) -> Placed:
        """Store the spans and links of some texts, inside a transaction."""
        placed = Placed(timezone.now())
        desks = self._desks(batch)
        seats: list[tuple[ForeignDocument, dict[str, tuple[_Desk, Same]]]] = []
        for document, entry in batch:
            seats.append((document, self._spans(document, entry, desks, placed)))
        spans = [span for desk in desks.values() for span in desk.made]
        Span.objects.bulk_create(spans, batch_size=ROWS)
        self._links(seats, placed)
        _count_up(desks.values(), placed)
        if placed.twice:
            placed.remarks.append(Remark("", TWICE, {"count": placed.twice}))
        return placed

    def _author(self, span: ForeignSpan) -> User:
        return self.people.get(span.annotator, self.by)

    def _place(self, entry: Entry, author: User) -> Place:
        return entry.pk, author.pk if self.project.way == Way.INDEPENDENT else None

    def _desks(self, batch: Batch) -> dict[Place, _Desk]:
        """Return the assignments that the batch needs, made where they lack, locked and read."""
        parts: dict[Place, set[int]] = defaultdict(set)
        for document, entry in batch:
            for span in document.spans:
                if span.label in self.labels:
                    author = self._author(span)
                    parts[self._place(entry, author)].add(author.pk)
        entries = {entry.pk: entry for _document, entry in batch}
        held = hold_all(entries)  # before the assignments, as everybody does
        found = _assignments(parts)
        missing = [place for place in parts if place not in found]
        if missing:
            work = [
                Assignment(
                    entry=entries[entry],
                    revision_id=entries[entry].revision_id,
                    kind=Kind.SHARED if reviewer is None else Kind.OWN,
                    reviewer_id=reviewer,
                    state=State.IN_PROGRESS,
                )
                for entry, reviewer in missing
            ]
            seat_all(held, work)
            Assignment.objects.bulk_create(work)
            if self.project.way == Way.INDEPENDENT:
                count_places(entries)
            found = _assignments(parts)
        desks = {place: _Desk(assignment) for place, assignment in found.items()}
        _read({desk.assignment.pk: desk for desk in desks.values()})
        _take_part(desks, parts)
        return desks

    def _spans(
        self, document: ForeignDocument, entry: Entry, desks: Mapping[Place, _Desk], placed: Placed
    ) -> dict[str, tuple[_Desk, Same]]:
        """Make the spans of one text; returns where each key of the file has gone."""
        seats: dict[str, tuple[_Desk, Same]] = {}
        refused: dict[User, int] = defaultdict(int)
        for span in document.spans:
            label = self.labels.get(span.label)
            if label is None:
                continue
            author = self._author(span)
            desk = desks[self._place(entry, author)]
            if author.pk in desk.done:
                refused[author] += 1
                continue
            seats[span.key] = desk, self._put(desk, span, label, author, placed)
        for author, count in refused.items():
            placed.remarks.append(
                Remark(document.where, SUBMITTED, {"name": author.username, "count": count})
            )
        return seats

    def _put(self, desk: _Desk, span: ForeignSpan, label: Label, author: User, placed: Placed) -> Same:
        same = Same(author.pk, label.pk, span.start, span.end)
        attrs = self._attrs(span)
        foreign = (label.pk, span.start, span.end, str(attrs.get("annotator", "")))
        known = same if same in desk.live else desk.foreign.get(foreign)
        if known is not None:
            stands = desk.live[known]
            if isinstance(stands, Span):
                placed.twice += 1
                _merge(stands, attrs)
            else:
                placed.already += 1
            return known
        uid = _uid(desk, span)
        row = Span(
            assignment=desk.assignment,
            label=label,
            author=author,
            uid=uid,
            number=desk.assignment.change_number + len(desk.made) + 1,
            start=span.start,
            end=span.end,
            words=span.words,
            attrs=attrs,
            note=span.note,
            origin=ORIGIN,
            created_at=(created := _moment(span.created, placed.now)),
            updated_at=max(created, _moment(span.updated, created)),
        )
        desk.uids.add(uid)
        desk.live[same] = row
        desk.foreign[foreign] = same
        desk.made.append(row)
        placed.spans += 1
        return same

    def _attrs(self, span: ForeignSpan) -> dict[str, Any]:
        """Return what is said of a span, with the names that would be lost otherwise."""
        attrs = dict(span.attrs)
        if span.annotator and span.annotator not in self.people:
            attrs.setdefault("annotator", span.annotator)
        if span.label in self.several:
            attrs.setdefault("foreign_label", span.label)
        return attrs

    def _links(
        self,
        seats: Iterable[tuple[ForeignDocument, Mapping[str, tuple[_Desk, Same]]]],
        placed: Placed,
    ) -> None:
        wanted = [
            (desk, kind, start, goal)
            for document, keys in seats
            for desk, kind, start, goal in self._ends(document, keys, placed)
        ]
        known = _known_links({desk.assignment.pk for desk, _kind, start, goal in wanted if _old(start, goal)})
        made: dict[tuple[int, int, int], Relation] = {}
        late: dict[int, list[Relation]] = defaultdict(list)
        for desk, kind, start, goal in wanted:
            key = (_pk(start), _pk(goal), kind.pk)
            if key in known or key in made or key[0] == key[1]:
                continue
            made[key] = Relation(
                assignment=desk.assignment,
                kind=kind,
                from_span_id=key[0],
                to_span_id=key[1],
                author_id=start.author_id if isinstance(start, Span) else self.by.pk,
                uid=uuid4(),
                created_at=placed.now,
            )
            if _old(start) and _old(goal):
                late[desk.assignment.pk].append(made[key])
        Relation.objects.bulk_create(made.values(), batch_size=ROWS)
        placed.links += len(made)
        # Links between spans that were there before do not go with the spans of this import.
        placed.changes += [
            {
                "thing": "relations",
                "id": assignment,
                "before": {"live": False},
                "after": {"live": True, "ids": [relation.pk for relation in relations]},
            }
            for assignment, relations in late.items()
        ]

    def _ends(
        self, document: ForeignDocument, keys: Mapping[str, tuple[_Desk, Same]], placed: Placed
    ) -> Iterator[tuple[_Desk, RelationKind, int | Span, int | Span]]:
        for link in document.relations:
            kind = self.kinds.get(link.kind)
            if kind is None or link.from_key not in keys or link.to_key not in keys:
                continue
            (desk, start), (other, goal) = keys[link.from_key], keys[link.to_key]
            if desk is not other:
                placed.remarks.append(Remark(document.where, APART))
                continue
            yield desk, kind, desk.live[start], desk.live[goal]


def _assignments(places: Iterable[Place]) -> dict[Place, Assignment]:
    """Return the current assignments at these places, locked in one order."""
    places = set(places)
    rows = (
        Assignment.objects.select_for_update()
        .filter(entry__in={entry for entry, _reviewer in places}, is_current=True)
        .exclude(kind__in=ASIDE)
        .order_by("pk")
    )
    found = {(row.entry_id, row.reviewer_id if row.kind == Kind.OWN else None): row for row in rows}
    return {place: row for place, row in found.items() if place in places}


def _read(desks: Mapping[int, _Desk]) -> None:
    """Read what is in the assignments, deleted spans too: their UUIDs are taken."""
    rows = Span.objects.filter(assignment__in=desks).values_list(
        "pk", "assignment_id", "author_id", "label_id", "start", "end", "origin", "attrs", "uid", "deleted_at"
    )
    for pk, assignment, author, label, start, end, origin, attrs, uid, deleted_at in rows:
        desk = desks[assignment]
        desk.uids.add(uid)
        if deleted_at is None:
            same = Same(author, label, start, end)
            desk.live[same] = pk
            if origin == ORIGIN:
                desk.foreign[label, start, end, str(attrs.get("annotator", ""))] = same


def _take_part(desks: Mapping[Place, _Desk], parts: Mapping[Place, set[int]]) -> None:
    """Let the authors take part, and note who has submitted."""
    by_pk = {desk.assignment.pk: desk for desk in desks.values()}
    Assignment.objects.filter(pk__in=by_pk, state__in=NOT_BEGUN).update(state=State.IN_PROGRESS)
    rows = Participation.objects.filter(assignment__in=by_pk).values_list("assignment_id", "user_id", "state")
    known = set()
    for assignment, user, state in rows:
        known.add((assignment, user))
        if state == State.SUBMITTED:
            by_pk[assignment].done.add(user)
    wanted = {(desks[place].assignment.pk, user) for place, users in parts.items() for user in users}
    Participation.objects.bulk_create(
        (
            Participation(assignment_id=assignment, user_id=user)
            for assignment, user in sorted(wanted - known)
        ),
        ignore_conflicts=True,
    )


def _count_up(desks: Iterable[_Desk], placed: Placed) -> None:
    """Raise the change numbers by the new spans, and say which numbers they have."""
    alike: dict[int, list[int]] = defaultdict(list)
    for desk in desks:
        count, before = len(desk.made), desk.assignment.change_number
        if not count:
            continue
        alike[count].append(desk.assignment.pk)
        placed.changes.append(
            {
                "thing": "spans",
                "id": desk.assignment.pk,
                "before": {"live": False},
                "after": {"live": True, "from": before + 1, "to": before + count},
            }
        )
    for count, assignments in alike.items():
        rows = Assignment.objects.filter(pk__in=assignments)
        rows.update(change_number=F("change_number") + count)


def _uid(desk: _Desk, span: ForeignSpan) -> UUID:
    """Return the file's own UUID if it has one that is free here, else one made from its key."""
    try:
        uid = UUID(span.key)
    except ValueError:
        uid = uuid5(NAMESPACE_URL, f"{span.key} {span.label} {span.start} {span.end} {span.annotator}")
    return uuid4() if uid in desk.uids else uid


def _merge(span: Span, attrs: Mapping[str, Any]) -> None:
    """Keep the names of both annotators who say the same."""
    names = [name for name in (span.attrs.get("annotator"), attrs.get("annotator")) if isinstance(name, str)]
    told = list(dict.fromkeys(name for many in names for name in many.split(", ")))
    if told:
        span.attrs["annotator"] = ", ".join(told)


def _moment(told: str, latest: datetime) -> datetime:
    """Return a time that a file tells, but none later than it can be."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return latest
    return min(moment, latest) if moment.tzinfo else latest


def _known_links(assignments: Iterable[int]) -> set[tuple[int, int, int]]:
    rows = Relation.objects.filter(assignment__in=set(assignments), deleted_at=None)
    return set(rows.values_list("from_span_id", "to_span_id", "kind_id"))


def _old(*ends: int | Span) -> bool:
    """Whether one of these stood before."""
    return any(isinstance(end, int) for end in ends)


def _pk(end: int | Span) -> int:
    return end if isinstance(end, int) else end.pk
