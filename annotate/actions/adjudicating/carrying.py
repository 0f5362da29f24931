"""Decisions that still hold after the work has gone to another wording of the article."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q

from annotate.actions.adjudicating.gold import TOGETHER, Pen
from annotate.adjudicating.stored import keys_in
from annotate.models import Assignment, Decision, DecisionItem, Merge, Span


def carry_decisions(pen: Pen, items: Collection[DecisionItem]) -> int:
    """Decide about items as was decided about the same tags on the wording before; returns how many.

    The same are tags that came over with their words, label and attributes, all of one item and no
    others. What came over with the gold and belongs to no such decision is taken out of it: its item is
    to be decided again. Does nothing but once after a move.
    """
    earlier = _merged_before(pen.gold)
    if earlier is None or Decision.objects.filter(item__assignment=pen.gold).exists():
        return 0
    origins = _origins([key for item in items for key in keys_in(item.spans)], earlier)
    held = Decision.objects.live().filter(item__assignment=earlier, item__withdrawn_at=None, rule="")
    old = {frozenset(keys_in(one.item.spans)): one for one in held.select_related("item")}
    golds = _carried_gold(pen, earlier)
    made = []
    for item in items:
        new = {origins[key]: key for key in keys_in(item.spans) if key in origins}
        decision = old.get(frozenset(new)) if len(new) == len(keys_in(item.spans)) else None
        if decision is not None and all(result["span"] in golds for result in decision.results):
            made.append(_again(decision, item, new, golds))
    Decision.objects.bulk_create(made, batch_size=TOGETHER)
    _drop_the_others(pen, [result["span"] for one in made for result in one.results])
    return len(made)


def _merged_before(gold: Assignment) -> int | None:
    """Return the key of the gold before this one that was last decided upon."""
    earlier = gold.previous
    while earlier is not None and not Merge.objects.filter(assignment=earlier).exists():
        earlier = earlier.previous
    return None if earlier is None else earlier.pk


def _origins(keys: Iterable[int], earlier: int) -> dict[int, int]:
    """Return, by the keys of present tags, those of the tags that they were when ``earlier`` was decided.

    Each step is one question, and goes to the wording before; what has been changed on the way is left out.
    """
    revision = Assignment.objects.values_list("revision_id", flat=True).get(pk=earlier)
    found = {key: key for key in keys}
    arrived: dict[int, int] = {}
    while found:
        rows = _unchanged(found.values())
        back = {key: rows[at] for key, at in found.items() if at in rows}
        arrived |= {key: origin for key, (origin, on) in back.items() if on == revision}
        found = {key: origin for key, (origin, on) in back.items() if on != revision}
    return arrived


def _unchanged(keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return where tags came from that say the same as there: that tag's key, and its wording's."""
    same = Q(label=F("carried_from__label"), words=F("carried_from__words"), attrs=F("carried_from__attrs"))
    rows = Span.objects.filter(same, pk__in=list(keys)).values_list(
        "pk", "carried_from_id", "carried_from__assignment__revision_id"
    )
    return {pk: (origin, revision) for pk, origin, revision in rows}


def _carried_gold(pen: Pen, earlier: int) -> dict[int, int]:
    """Return the tags of the present gold by those that they were when they were decided upon."""
    live = Span.objects.live().filter(assignment=pen.gold).values_list("pk", flat=True)
    return {origin: pk for pk, origin in _origins(live, earlier).items()}


def _again(decision: Decision, item: DecisionItem, new: dict[int, int], golds: dict[int, int]) -> Decision:
    results: list[dict[str, Any]] = [
        {"span": golds[one["span"]], "from": [new[key] for key in one["from"]]} for one in decision.results
    ]
    return Decision(
        item=item,
        outcome=decision.outcome,
        adjudicator_id=decision.adjudicator_id,
        reason=decision.reason,
        note=decision.note,
        chosen=sorted(new[key] for key in decision.chosen),
        results=results,
        decided_at=decision.decided_at,
    )


def _drop_the_others(pen: Pen, kept: list[int]) -> None:
    others = Span.objects.filter(assignment=pen.gold).exclude(pk__in=kept)
    others.filter(deleted_at=None).update(deleted_at=pen.now, updated_at=pen.now)
    others.filter(settled=False).update(settled=True)
