"""Taking back one's own last decision about an article, and doing it again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.actions.adjudicating.gold import Pen, has_any, spans_in
from annotate.actions.adjudicating.merging import withdraw
from annotate.actions.adjudicating.relinking import relink
from annotate.actions.adjudicating.sittings import open_gold, tell
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.reach import Reach
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.models import Decision, Span, Verb

DEPTH = 50  # decisions that can be taken back, for each person and article


def undo(work: Work, ask: Ask) -> Answered:
    """Take back this person's last decision. Raises Conflict if there is none, or it was overtaken."""
    return replayed(work, ask, lambda: _turn(work, ask, Verb.UNDO))


def redo(work: Work, ask: Ask) -> Answered:
    """Decide again what was last taken back. Raises as ``undo`` does."""
    return replayed(work, ask, lambda: _turn(work, ask, Verb.REDO))


def reach(work: Work) -> tuple[bool, bool]:
    """Whether this person can take something back here, and do something again; one query."""
    return _reach(work).both


def _reach(work: Work) -> Reach:
    return Reach.of(work, [Verb.DECIDE], DEPTH)


@transaction.atomic
def _turn(work: Work, ask: Ask, verb: Verb) -> Answered:
    pen = open_gold(work)
    last = _reach(work).to_turn(verb)
    found = Decision.objects.select_related("item").in_bulk([change["id"] for change in last.changes])
    decisions = [(found[change["id"]], change) for change in last.changes]
    for decision, change in sorted(decisions, key=lambda pair: not pair[1]["after"]["live"]):
        _turn_back(pen, decision, change)
    item = decisions[0][0].item
    relink(pen, item)
    message = _("Undone.") if verb == Verb.UNDO else _("Done again.")
    changes = [{**change, "before": change["after"], "after": change["before"]} for change in last.changes]
    return tell(pen, ask, verb, changes, {"item": item.key, "message": message}, undoes=last)


def _turn_back(pen: Pen, decision: Decision, change: dict[str, Any]) -> None:
    """Let a decision hold again or no longer, with what it made."""
    is_live = decision.withdrawn_at is None
    if is_live != change["after"]["live"] or decision.item.withdrawn_at is not None:
        raise Conflict(_("This has been decided otherwise since, so it cannot be taken back."))
    if is_live:
        withdraw(pen, Decision.objects.filter(pk=decision.pk))
        return
    made = Span.objects.filter(pk__in=spans_in([decision]))
    is_taken = Decision.objects.live().filter(item=decision.item).exists()
    if is_taken or has_any(pen, made.values_list("start", "end", "label__name")):
        raise Conflict(_("This has been decided otherwise since, so it cannot be taken back."))
    decision.withdrawn_at = None
    decision.save(update_fields=["withdrawn_at"])
    made.update(deleted_at=None, updated_at=pen.now)
