"""Short ways to let several people submit the same article."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Participation, Relation, Span, State
from tests.makers import label_of


def read_by(
    user: User,
    entry: Entry,
    *tags: tuple[str, str],
    state: str = State.SUBMITTED,
    at: datetime | None = None,
    origin: str = "human",
    attrs: Mapping[str, str] | None = None,
) -> Assignment:
    """Let ``user`` tag the first occurrence of words with labels, ``(label, words)``, and submit."""
    when = (at or datetime(2026, 3, 4, 12, tzinfo=UTC)) if state == State.SUBMITTED else None
    work = Assignment.objects.create(
        entry=entry, revision=entry.revision, kind=Kind.OWN, reviewer=user, state=state, change_number=1
    )
    Participation.objects.create(assignment=work, user=user, state=state, submitted_at=when)
    for number, (label, words) in enumerate(tags, start=1):
        start = entry.revision.text.index(words)
        add_span(work, label, start, start + len(words), number=number, origin=origin, attrs=attrs)
    return work


def add_span(
    work: Assignment,
    label: str,
    start: int,
    end: int,
    *,
    number: int,
    origin: str = "human",
    attrs: Mapping[str, str] | None = None,
    author: User | None = None,
) -> Span:
    who = author or work.reviewer
    assert who is not None
    return Span.objects.create(
        assignment=work,
        label=label_of(work.entry.project, label),
        author=who,
        uid=uuid4(),
        number=number,
        start=start,
        end=end,
        words=work.revision.text[start:end],
        attrs=dict(attrs or {}),
        origin=origin,
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )


def link(work: Assignment, source: int, target: int) -> Relation:
    """Link two spans of a work by their numbers."""
    assert work.reviewer is not None
    return Relation.objects.create(
        assignment=work,
        kind=work.entry.project.relation_kinds.get(),
        from_span=work.spans.get(number=source),
        to_span=work.spans.get(number=target),
        author=work.reviewer,
        uid=uuid4(),
        created_at=timezone.now(),
    )
