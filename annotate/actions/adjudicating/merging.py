"""Bringing the reviewers' tags together: once at first, and again whenever they have changed.

What the tags of an item say is its key. Items that are the same as before keep what was decided about
them; the others are withdrawn with their decisions, and new ones take their place.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.adjudicating.carrying import carry_decisions
from annotate.actions.adjudicating.gold import TOGETHER, Pen, drop_spans, results_of, told, write_spans
from annotate.actions.adjudicating.reading import handed_in, links_in, signature_of, tags_in
from annotate.actions.adjudicating.relinking import relink
from annotate.actions.locks import hold, take_the_lock, wording_has_changed
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.adjudicating.items import Item, items_of
from annotate.adjudicating.kinds import Outcome
from annotate.adjudicating.rules import Settled, settle
from annotate.adjudicating.stored import to_json
from annotate.models import (
    Activity,
    Assignment,
    Decision,
    DecisionItem,
    Entry,
    Kind,
    Merge,
    MergeRule,
    Participation,
    Span,
    State,
    Verb,
)


def merge(work: Work, ask: Ask) -> Answered:
    """Bring the reviewers' tags together in the gold, and settle what the project's rule settles.

    Doing it again changes only the items whose tags have changed. Raises Conflict if the article is
    not ready, or its wording has changed.
    """
    return replayed(work, ask, lambda: _merge(work, ask))


@transaction.atomic
def _merge(work: Work, ask: Ask) -> Answered:
    held = hold(work.entry)
    if held.revision_id != work.entry.revision_id:
        raise Conflict(wording_has_changed())
    if not Entry.objects.ready().filter(pk=work.entry.pk).exists():
        raise Conflict(not_ready())
    gold, works = _gold(work), handed_in(work.entry)
    signature = signature_of(work.project, works)
    if Merge.objects.filter(assignment=gold, signature=signature).exists():
        return Answered({"verb": Verb.MERGE, "spans": [], "message": _("Nothing has changed.")}, 0)
    items = items_of(tags_in(work.project, works), links_in(works), len(works))
    pen = Pen(work.entry, gold, work.user, timezone.now())
    rows, overtaken = _store(pen, items)
    carried = carry_decisions(pen, rows.values())
    settled = _settle(pen, items, rows, reviewers=len(works))
    relink(pen)
    Merge.objects.update_or_create(assignment=gold, defaults={"signature": signature, "merged_at": pen.now})
    counts = {"items": len(items), "settled": settled, "overtaken": overtaken, "carried": carried}
    return _log(work, ask, counts)


def not_ready() -> str:
    """Say why there is nothing to decide yet."""
    return _("This article is not ready. It can be adjudicated once all its reviewers have submitted it.")


def _gold(work: Work) -> Assignment:
    gold, _new = Assignment.objects.get_or_create(
        entry=work.entry,
        kind=Kind.GOLD,
        is_current=True,
        defaults={"revision_id": work.entry.revision_id, "state": State.IN_PROGRESS},
    )
    take_the_lock(gold)
    if gold.state != State.IN_PROGRESS:
        gold.state = State.IN_PROGRESS
        gold.save(update_fields=["state"])
    parts = Participation.objects.filter(assignment=gold)
    parts.exclude(state=State.IN_PROGRESS).update(state=State.IN_PROGRESS, submitted_at=None)
    Participation.objects.get_or_create(assignment=gold, user=work.user)
    work.assignment = gold
    return gold


def _store(pen: Pen, items: Sequence[Item]) -> tuple[dict[str, DecisionItem], int]:
    """Keep the items that are as before, withdraw those that are no more, and add the new ones.

    Returns the rows by the items' keys, and how many decisions of people were overtaken.
    """
    before = {row.key: row for row in DecisionItem.objects.live().filter(assignment=pen.gold)}
    keys = {item.key for item in items}
    gone = [row for key, row in before.items() if key not in keys]
    overtaken = withdraw(pen, Decision.objects.live().filter(item__in=gone))
    DecisionItem.objects.filter(pk__in=[row.pk for row in gone]).update(withdrawn_at=pen.now)
    fresh = [_row(pen, item) for item in items if item.key not in before]
    DecisionItem.objects.bulk_create(fresh, batch_size=TOGETHER)
    _refresh(before, items)
    return {row.key: row for row in [*before.values(), *fresh] if row.key in keys}, overtaken


def _row(pen: Pen, item: Item) -> DecisionItem:
    return DecisionItem(
        assignment=pen.gold,
        key=item.key,
        kind=item.kind,
        start=item.start,
        end=item.end,
        spans=to_json(item.readings),
    )


def _refresh(before: Mapping[str, DecisionItem], items: Iterable[Item]) -> None:
    """Note where the same was tagged anew, or means something else because of a further reviewer."""
    changed = []
    for item in items:
        row, spans = before.get(item.key), to_json(item.readings)
        if row is not None and (row.kind, row.spans) != (item.kind, spans):
            row.kind, row.spans = item.kind, spans
            changed.append(row)
    DecisionItem.objects.bulk_update(changed, ["kind", "spans"], batch_size=TOGETHER)


def withdraw(pen: Pen, decisions: QuerySet[Decision]) -> int:
    """Let decisions hold no longer, and take what they made out of the gold.

    Returns how many of them a person had made.
    """
    found = list(decisions)
    drop_spans(pen, found)
    Decision.objects.filter(pk__in=[one.pk for one in found]).update(withdrawn_at=pen.now)
    return sum(not one.rule for one in found)


def _settle(pen: Pen, items: Iterable[Item], rows: Mapping[str, DecisionItem], *, reviewers: int) -> int:
    """Let the project's rule decide what no person has decided; returns how many items it settles now."""
    by_majority = pen.entry.project.merge_rule == MergeRule.MAJORITY
    held = {one.item_id: one for one in Decision.objects.live().filter(item__in=rows.values())}
    wanted, stale, standing = [], [], 0
    for item in items:
        row = rows[item.key]
        settled, present = settle(item, reviewers, by_majority=by_majority), held.get(row.pk)
        if present is not None and not present.rule:
            continue
        if present is not None and settled is not None and _says(present, settled):
            standing += 1
            continue
        stale += [present.pk] if present is not None else []
        wanted += [(row, settled)] if settled is not None else []
    withdraw(pen, Decision.objects.filter(pk__in=stale))
    return standing + _decide(pen, wanted)


def _says(decision: Decision, settled: Settled) -> bool:
    return (decision.rule, decision.chosen) == (settled.rule, settled.reading.keys)


def _decide(pen: Pen, wanted: Iterable[tuple[DecisionItem, Settled]]) -> int:
    """Store what the rule decides, except where a person has put the very same into the gold already."""
    there = Span.objects.live().filter(assignment=pen.gold).values_list("start", "end", "label__name")
    taken = set(there)
    free = [(row, one) for row, one in wanted if taken.isdisjoint(one.reading.shape)]
    results = [results_of(one.reading) for _row, one in free]
    spans = iter(write_spans(pen, [result for some in results for result in some]))
    Decision.objects.bulk_create(
        (
            Decision(
                item=row,
                outcome=Outcome.TAKEN,
                rule=one.rule,
                chosen=one.reading.keys,
                results=told(islice(spans, len(some)), some),
                decided_at=pen.now,
            )
            for (row, one), some in zip(free, results, strict=True)
        ),
        batch_size=TOGETHER,
    )
    return len(free)


def _log(work: Work, ask: Ask, counts: dict[str, int]) -> Answered:
    assert work.assignment is not None  # noqa: S101 - the gold has just been made
    gold = Assignment.objects.get(pk=work.assignment.pk)
    message = _("%(settled)s of %(items)s are settled by the rule of the project.") % counts
    if counts["overtaken"]:
        message = ngettext(
            "A reviewer has changed tags. %(count)s decision is to be made again.",
            "A reviewer has changed tags. %(count)s decisions are to be made again.",
            counts["overtaken"],
        ) % {"count": counts["overtaken"]}
    answer = {"verb": Verb.MERGE, "spans": [], "message": message, **counts}
    Activity.objects.create(
        project=work.project,
        assignment=gold,
        number=gold.change_number,
        actor=work.user,
        verb=Verb.MERGE,
        changes=[{"thing": "gold", "id": gold.pk, "before": {}, "after": dict(counts)}],
        request=ask.request,
        request_sha256=ask.sha256,
        answer=answer,
    )
    return Answered(answer, gold.change_number)
