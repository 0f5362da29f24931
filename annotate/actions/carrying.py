"""Moving an entry to another wording of its article, with the work that has been done on it.

Work on the old wording is never changed: it is left behind, and a successor takes its place, on which
the tags stand where the same words stand now. See docs/decisions/0007.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.adjudicating.reopening import finished_again, reopened
from annotate.actions.tallies import count_done
from annotate.models import Activity, Assignment, Entry, Participation, Relation, Span, State, Verb
from articles.models import Revision
from articles.text.reanchor import Placed, Verdict, reanchor

TOGETHER = 500  # rows in one statement

#: What becomes of the state of work: what was handed in comes back, to be looked through and confirmed.
CARRIED_STATES = {State.SUBMITTED: State.RETURNED}


def move_pin(entry: Entry, revision: Revision, by: User, *, request: UUID | None = None) -> Activity | None:
    """Let everybody work on ``revision`` from now on; None if they do already.

    Open work stays in progress, submitted work comes back to be confirmed. Tags whose words stand as
    they did come along with their attributes, notes and links; the others wait for their author.
    The same ``request`` moves once. Raises ValidationError for a wording of another article.
    """
    with transaction.atomic():
        entry = _locked(entry)
        if request is not None:
            done = Activity.objects.filter(project=entry.project_id, verb=Verb.MOVE_PIN, request=request)
            if found := done.first():
                return found
        if revision.article_id != entry.article_id:
            raise ValidationError(_("This is a wording of another article. Choose one of this article."))
        if revision.pk == entry.revision_id:
            return None
        before = entry.revision_id
        counts = _carry_all(entry, revision)
        entry.revision = revision
        entry.save(update_fields=["revision"])
        reopened(entry)
        count_done(entry.pk)
        return _log(entry, by, before, request=request, after={"revision": revision.pk, **counts})


def move_back(entry: Entry, change: dict[str, Any], by: User) -> Activity:
    """Take a move back: the work goes on where it was left, on the wording it was made on.

    Raises ValidationError if anything has been done since. What the move had made is kept, unused.
    """
    with transaction.atomic():
        entry = _locked(entry)
        current = list(_current(entry))
        successors = {one.pk for one in current if one.previous_id and not one.has_changed_since_carried}
        if entry.revision_id != change["after"]["revision"] or {one.pk for one in current} != successors:
            raise ValidationError(_("Somebody has gone on with it since, so it cannot be undone."))
        before = entry.revision_id
        Assignment.objects.filter(pk__in=successors).update(is_current=False)
        Assignment.objects.filter(pk__in=[one.previous_id for one in current]).update(is_current=True)
        entry.revision_id = change["before"]["revision"]
        entry.save(update_fields=["revision"])
        finished_again(entry)
        count_done(entry.pk)
        return _log(entry, by, before, request=None, after={"revision": entry.revision_id})


def _locked(entry: Entry) -> Entry:
    """Return the entry as it is now. Whoever begins work on it waits, and so does another move."""
    return Entry.objects.select_for_update(of=("self",)).select_related("project").get(pk=entry.pk)


def _current(entry: Entry) -> Any:
    assignments = Assignment.objects.filter(entry=entry, is_current=True).order_by("pk")
    return assignments.select_for_update(of=("self",)).select_related("previous")


def _log(entry: Entry, by: User, before: int, *, request: UUID | None, after: dict[str, object]) -> Activity:
    change = {"thing": "entry", "id": entry.pk, "before": {"revision": before}, "after": after}
    return Activity.objects.create(
        project=entry.project, entry=entry, actor=by, verb=Verb.MOVE_PIN, changes=[change], request=request
    )


def _carry_all(entry: Entry, revision: Revision) -> dict[str, object]:
    """Make the successors of all present work, and return how many tags came over in which way."""
    counts: dict[str, int] = dict.fromkeys(Verdict, 0)
    for assignment in list(_current(entry)):
        Assignment.objects.filter(pk=assignment.pk).update(is_current=False)
        for verdict, number in _succeed(assignment, revision).items():
            counts[verdict] += number
    return {verdict: number for verdict, number in counts.items() if number}


def _succeed(assignment: Assignment, revision: Revision) -> dict[str, int]:
    successor = Assignment.objects.create(
        entry_id=assignment.entry_id,
        revision=revision,
        kind=assignment.kind,
        reviewer_id=assignment.reviewer_id,
        state=CARRIED_STATES.get(State(assignment.state), assignment.state),
        seat=assignment.seat,
        remark=assignment.remark,
        # Numbers of spans go on from where they were, so that none is given twice.
        change_number=assignment.change_number + 1,
        previous=assignment,
    )
    Participation.objects.bulk_create(
        Participation(
            assignment=successor,
            user_id=part.user_id,
            state=CARRIED_STATES.get(State(part.state), part.state),
            active_seconds=part.active_seconds,
            counted=part.counted,  # counts till it is handed in again
        )
        for part in assignment.participations.all()
    )
    carried = _carry_spans(assignment, successor)
    _carry_relations(assignment, successor, {old: span.pk for old, span in carried.items()})
    counts: defaultdict[str, int] = defaultdict(int)
    for span in carried.values():
        counts[span.verdict] += 1
    return counts


def _carry_spans(assignment: Assignment, successor: Assignment) -> dict[int, Span]:
    """Place every tag anew; returns the new ones by the key of the span they took the place of.

    One that still waits from an earlier move is carried from where it last stood for sure.
    """
    live = list(Span.objects.live().filter(assignment=assignment))
    waiting = Span.objects.waiting().filter(assignment=assignment).select_related("carried_from")
    origins = {span.pk: span for span in live}
    origins |= {span.pk: span.carried_from or span for span in waiting}
    placed = _places(origins, successor.revision)
    standing: set[tuple[int, int, int, int]] = set()
    made = {}
    for span in sorted([*live, *waiting], key=lambda one: one.number):
        fresh = _carried(span, origins[span.pk], placed[span.pk], successor)
        key = (span.author_id, span.label_id, fresh.start, fresh.end)
        if fresh.settled and key in standing:  # two have become one: a person says which
            fresh.verdict, fresh.settled, fresh.deleted_at = Verdict.CHANGED, False, fresh.updated_at
        if fresh.settled:
            standing.add(key)
        made[span.pk] = fresh
    Span.objects.bulk_create(made.values(), batch_size=TOGETHER)
    return made


def _places(origins: dict[int, Span], revision: Revision) -> dict[int, Placed]:
    """Return the place of each span in the new wording, by key; one pass for each wording they are on."""
    by_work: defaultdict[int, list[int]] = defaultdict(list)
    for key, origin in origins.items():
        by_work[origin.assignment_id].append(key)
    works = Assignment.objects.select_related("revision").in_bulk(by_work)
    places: dict[int, Placed] = {}
    for work, keys in by_work.items():
        old = works[work].revision
        ranges = [(origins[key].start, origins[key].end) for key in keys]
        found = reanchor(old.text, _blocks(old), revision.text, _blocks(revision), ranges)
        places.update(zip(keys, found, strict=True))
    return places


def _blocks(revision: Revision) -> list[tuple[int, int]]:
    return [(block["start"], block["end"]) for block in revision.blocks]


def _carried(span: Span, origin: Span, placed: Placed, successor: Assignment) -> Span:
    is_sure = placed.verdict in (Verdict.EXACT, Verdict.MOVED)
    is_orphan = placed.verdict == Verdict.ORPHAN
    now = timezone.now()
    return Span(
        assignment=successor,
        label_id=span.label_id,
        author_id=span.author_id,
        uid=span.uid,
        number=span.number,
        start=placed.start,
        end=placed.end,
        words=origin.words if is_orphan else successor.revision.text[placed.start : placed.end],
        attrs=span.attrs,
        note=span.note,
        origin=span.origin,
        created_at=span.created_at,
        updated_at=now,
        deleted_at=None if is_sure else now,
        carried_from=origin,
        verdict=placed.verdict,
        score=placed.score,
        settled=is_sure,
    )


def _carry_relations(assignment: Assignment, successor: Assignment, spans: dict[int, int]) -> None:
    """Link what was linked. A link to a tag that waits stands again as soon as that does."""
    links = Relation.objects.filter(assignment=assignment, deleted_at=None)
    Relation.objects.bulk_create(
        (
            Relation(
                assignment=successor,
                kind_id=link.kind_id,
                from_span_id=spans[link.from_span_id],
                to_span_id=spans[link.to_span_id],
                author_id=link.author_id,
                uid=link.uid,
                created_at=link.created_at,
            )
            for link in links
            if link.from_span_id in spans and link.to_span_id in spans
        ),
        batch_size=TOGETHER,
    )
