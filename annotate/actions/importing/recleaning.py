"""Reading a project's articles again by today's rules: to see what would change, then to take it over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.carrying import move_pin
from annotate.actions.entries import purpose_of
from annotate.actions.importing.allowed import allowed_to_manage
from annotate.models import Entry, Membership, Project, Span
from articles.importing import Wording
from articles.importing.recleaning import Again, Recleaned, store_recleaned
from articles.models import Provenance, Revision
from articles.problems import ImportProblem
from articles.text.blocks import ranges_in
from articles.text.compare import Fate, changed_blocks, compare
from articles.text.reanchor import Placed, reanchor
from jobs import queue
from jobs.models import Finding, Job
from jobs.queue import Lease

LOOK = "reclean"  # the dry run
APPLY = "recleaned"  # takes over what a dry run has found
KINDS = (LOOK, APPLY)
TOGETHER = 20  # articles in one step

ELSEWHERE = gettext_noop("The file came in through another project, so it is not read again for this one.")
IT_STAYS = gettext_noop("The text stays as it is.")


class Outcome(StrEnum):
    """What became of an article, or would: ``APPLIED`` comes of ``CHANGE`` when it is taken over."""

    SAME = "same"
    CHANGE = "change"
    FAILED = "failed"
    APPLIED = "applied"


def begin_recleaning(project: Project, key: UUID, by: User) -> Job:
    """Begin a dry run over the project's articles; the same key begins once.

    Raises Job.DoesNotExist if the key is of something else.
    """
    total = Entry.objects.live().filter(project=project).count()
    job = queue.begin(key, kind=LOOK, subject=purpose_of(project), by=by, total=total)
    queue.send_off(job)
    return job


def begin_applying(project: Project, look: Job, key: UUID, by: User, *, moves: bool) -> Job:
    """Begin to take over all that a dry run has found; with ``moves`` the work moves to it as well."""
    total = look.findings.filter(outcome=Outcome.CHANGE).count()
    options = {"look": look.pk, "moves": moves}
    job = queue.begin(key, kind=APPLY, subject=purpose_of(project), by=by, total=total, options=options)
    queue.send_off(job)
    return job


def run_look(lease: Lease) -> Iterator[None]:
    """Do a dry run, some articles in each step; changes nothing but what the job found."""
    again = Again()
    while True:
        member = allowed_to_manage(lease.job)
        entries = list(_entries(member.project).filter(pk__gt=lease.job.cursor).order_by("pk")[:TOGETHER])
        if not entries:
            return
        found = []
        for entry in entries:
            lease.renew()
            found.append(look_at(again, entry, member))
        with lease.step() as job:
            Finding.objects.bulk_create(
                (
                    Finding(job=job, thing=one.entry.pk, outcome=one.outcome, detail=one.detail)
                    for one in found
                ),
                ignore_conflicts=True,
            )
            job.cursor = entries[-1].pk
            job.done += len(entries)
            job.total = max(job.total, job.done)
            job.counts = dict(Counter(job.counts) + Counter(str(one.outcome) for one in found))
        yield


def run_apply(lease: Lease) -> Iterator[None]:
    """Take over what a dry run has found, one article in each step."""
    again = Again()
    options = lease.job.options
    while True:
        member = allowed_to_manage(lease.job)
        waiting = Finding.objects.filter(job=options["look"], outcome=Outcome.CHANGE)
        finding = waiting.filter(thing__gt=lease.job.cursor).order_by("thing").first()
        if finding is None:
            return
        with lease.step() as job:
            outcome = apply(member, finding, moves=options["moves"], again=again)
            job.cursor = finding.thing
            job.done += 1
            job.counts = dict(Counter(job.counts) + Counter([str(outcome)]))
        yield


def apply(member: Membership, finding: Finding, *, moves: bool, again: Again | None = None) -> Outcome:
    """Store what today's rules make of an article, and move the work to it if that is wanted.

    The article is read anew: since the dry run the team may work on another wording. Says what has
    become of the finding, which is written down. Doing it twice changes nothing.
    """
    entry = _entries(member.project).filter(pk=finding.thing).first()
    if entry is None or finding.outcome != Outcome.CHANGE:
        return Outcome(finding.outcome)
    found = read_again(again or Again(), entry)
    if found.problem:
        outcome, detail = Outcome.FAILED, _failed(found.problem)
    elif found.arrival is None:
        outcome, detail = Outcome.SAME, {}
    else:
        revision = store_recleaned(found)
        if moves and revision is not None:
            # The same finding moves the work once, however often it is asked for.
            move_pin(entry, revision, member.user, request=uuid5(finding.job.key, str(finding.pk)))
        outcome = Outcome.APPLIED
        detail = {**finding.detail, "revision": revision.number if revision else None, "moved": moves}
    finding.outcome, finding.detail = outcome, detail
    finding.save(update_fields=["outcome", "detail"])
    return outcome


def apply_some(member: Membership, findings: Iterable[Finding], *, moves: bool) -> Mapping[Outcome, int]:
    """Take over some of what a dry run has found, and return what became of them."""
    again = Again()
    return Counter(apply(member, finding, moves=moves, again=again) for finding in findings)


@dataclass(frozen=True, slots=True)
class Look:
    """What a dry run says of one article. ``detail`` is kept with the outcome; see ``_change``."""

    entry: Entry
    outcome: Outcome
    detail: Mapping[str, Any]


def look_at(again: Again, entry: Entry, member: Membership) -> Look:
    """Say what today's rules would make of an article, and where the tags would come to stand."""
    found = read_again(again, entry)
    if found.problem:
        return Look(entry, Outcome.FAILED, _failed(found.problem))
    if found.arrival is None:
        return Look(entry, Outcome.SAME, {})
    tags, now = tags_on(entry, member), found.arrival.wording
    return Look(
        entry, Outcome.CHANGE, _change(entry.revision, now, places_of(entry.revision, now, tags), tags)
    )


def read_again(again: Again, entry: Entry) -> Recleaned:
    """Read the file again from which the wording came that the team works on.

    A text that is kept as it came is no matter of cleaning. A file that came in through another
    project is not this one's to read.
    """
    revision = entry.revision
    if revision.verbatim:
        return Recleaned(revision)
    ways = Provenance.objects.filter(revision=revision).told_to(purpose_of(entry.project))
    way = ways.select_related("raw").order_by("pk").first()
    if way is None:
        return Recleaned(revision, problem=ImportProblem(entry.article.title, ELSEWHERE, IT_STAYS))
    return again.read(revision, way)


def tags_on(entry: Entry, member: Membership) -> list[Span]:
    """Return the tags of the present work on an entry that the member may see."""
    spans = Span.objects.live().visible_to(member)
    present = spans.filter(assignment__entry=entry, assignment__is_current=True)
    return list(present.select_related("label", "author").order_by("start", "end", "pk"))


def places_of(was: Revision, now: Wording, tags: list[Span]) -> list[Placed]:
    """Return where the tags on one wording would come to stand in another."""
    ranges = [(tag.start, tag.end) for tag in tags]
    return reanchor(was.text, ranges_in(was.blocks), now.text, ranges_in(now.blocks), ranges)


def _change(was: Revision, now: Wording, places: list[Placed], tags: list[Span]) -> dict[str, Any]:
    """Sum a change up.

    ``added`` and ``dropped`` count code points, ``blocks`` those that differ, ``tags`` verdicts,
    ``shifted`` the tags whose offsets would be others.
    """
    old, new = ranges_in(was.blocks), ranges_in(now.blocks)
    pieces = [piece for row in compare(was.text, old, now.text, new) for piece in row.pieces]
    shifted = sum((tag.start, tag.end) != (one.start, one.end) for tag, one in zip(tags, places, strict=True))
    return {
        "added": sum(len(piece.text) for piece in pieces if piece.fate == Fate.NEW),
        "dropped": sum(len(piece.text) for piece in pieces if piece.fate == Fate.GONE),
        "blocks": changed_blocks([was.text[a:b] for a, b in old], [now.text[a:b] for a, b in new]),
        "tags": dict(Counter(str(one.verdict) for one in places)),
        "shifted": shifted,
    }


def _failed(problem: ImportProblem) -> dict[str, Any]:
    return {"reason": f"{problem.what}\n{problem.remedy}"}


def _entries(project: Project) -> Any:
    live = Entry.objects.live().filter(project=project)
    return live.select_related("project", "article", "revision__article")
