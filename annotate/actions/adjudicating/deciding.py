"""Deciding about one item: taking what a reviewer tagged, tagging it otherwise, or rejecting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.adjudicating.gold import Pen, Result, has_any, results_of, told, write_spans
from annotate.actions.adjudicating.merging import withdraw
from annotate.actions.adjudicating.relinking import relink
from annotate.actions.adjudicating.sittings import open_gold, tell
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.ranges import tidy_ranges
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.adjudicating.items import Reading
from annotate.adjudicating.kinds import Outcome, Reason
from annotate.adjudicating.stored import from_json
from annotate.adjudicating.tags import Said, canonical
from annotate.models import Decision, DecisionItem, Label, Span, Verb
from annotate.models.labels import labels_of

LONGEST_NOTE = 2000  # characters


@dataclass(frozen=True, slots=True)
class Amended:
    """What is to go into the gold instead of what was tagged: words ``[start, end)`` and a label."""

    label: str
    start: int
    end: int
    attrs: tuple[tuple[str, str], ...] = ()  # names and values; those that are not named stay


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides about an item.

    ``readings`` names the candidates that are taken; with ``amended``, the one that it starts from.
    Neither is to reject them all. ``seen`` is the key of the decision that is to be replaced.
    """

    readings: tuple[str, ...] = ()
    amended: Amended | None = None
    reason: Reason = Reason.NONE
    note: str = ""
    seen: int | None = None

    @property
    def outcome(self) -> Outcome:
        """What this makes of the item."""
        if self.amended is not None:
            return Outcome.EDITED
        return Outcome.TAKEN if self.readings else Outcome.REJECTED


def decide(work: Work, ask: Ask, key: str, choice: Choice) -> Answered:
    """Decide about the item with this key, once or anew.

    Raises Conflict if there is no such item any more, if somebody has decided meanwhile, or the gold is
    finished or out of date; ValidationError for a choice that cannot be.
    """
    return replayed(work, ask, lambda: _decide(work, ask, key, choice))


@transaction.atomic
def _decide(work: Work, ask: Ask, key: str, choice: Choice) -> Answered:
    pen = open_gold(work)
    item = DecisionItem.objects.live().filter(assignment=pen.gold, key=key).first()
    if item is None:
        raise Conflict(
            _("There is nothing of the kind to decide any more, because a reviewer has changed it. Reload.")
        )
    before = Decision.objects.live().filter(item=item).select_related("adjudicator").first()
    if before is not None and before.pk != choice.seen:
        raise Conflict(decided_already(before))
    if len(choice.note) > LONGEST_NOTE:
        raise ValidationError(_("The note is too long. Keep it under 2,000 characters."))
    results, chosen = _results(pen, item, choice)
    withdraw(pen, Decision.objects.live().filter(item=item))
    if has_any(pen, (result.said.shape for result in results)):
        raise ValidationError(
            _("The gold has this very tag already, by another decision. Reject this one, or edit it.")
        )
    decision = Decision.objects.create(
        item=item,
        outcome=choice.outcome,
        adjudicator=work.user,
        reason=choice.reason,
        note=choice.note,
        chosen=chosen,
        results=told(write_spans(pen, results), results),
        decided_at=pen.now,
    )
    relink(pen, item)
    changes: list[dict[str, Any]] = [_change(decision, live=True)]
    changes += [_change(before, live=False)] if before is not None else []
    return tell(pen, ask, Verb.DECIDE, changes, {"item": key, "message": _message(results)})


def decided_already(decision: Decision) -> str:
    """Say who has decided what, so that the second one knows."""
    made = Span.objects.filter(pk__in=[result["span"] for result in decision.results])
    words = ", ".join(f"{span.label.title}: {span.words[:60]}" for span in made.select_related("label"))
    if decision.adjudicator is None:
        return _("This has been settled by the rule of the project: %(words)s") % {"words": words}
    values = {"name": decision.adjudicator.username, "words": words}
    if not words:
        return _("%(name)s has decided this meanwhile: nothing of it is kept.") % values
    return _("%(name)s has decided this meanwhile: %(words)s") % values


def _change(decision: Decision, *, live: bool) -> dict[str, Any]:
    return {"thing": "decision", "id": decision.pk, "before": {"live": not live}, "after": {"live": live}}


def _results(pen: Pen, item: DecisionItem, choice: Choice) -> tuple[list[Result], list[int]]:
    """Return what goes into the gold, and the keys of the tags that were taken or started from."""
    readings = {reading.name: reading for reading in from_json(item.spans)}
    if not set(choice.readings) <= readings.keys():
        raise ValidationError(_("This candidate is not there any more. Reload the page."))
    taken = [readings[name] for name in choice.readings]
    chosen = sorted({key for reading in taken for key in reading.keys})
    if choice.amended is not None:
        base = taken or list(readings.values())
        origins = sorted({key for reading in base for key in reading.keys})
        return [Result(_amended(pen, choice.amended, base[0]), origins)], chosen
    by_shape: dict[tuple[int, int, str], Result] = {}
    for reading in taken:
        for result in results_of(reading):
            by_shape.setdefault(result.said.shape, result)
    return sorted(by_shape.values()), chosen


def _amended(pen: Pen, wanted: Amended, base: Reading) -> Said:
    ranges = tidy_ranges(pen.entry.revision, wanted.start, wanted.end)
    if len(ranges) > 1:
        raise ValidationError(_("A tag lies in one paragraph. Choose words of one paragraph."))
    label = labels_of(pen.entry.project).by_name.get(wanted.label)
    if label is None or label.archived_at is not None:
        raise ValidationError(_("That label has been removed. Choose another."))
    present = next((said.attributes for said in base.said if said.label == label.name), {})
    attrs = {**present, **dict(_known(label, wanted.attrs, present))}
    return Said(*ranges[0], label.name, canonical(attrs))


def _known(
    label: Label, attrs: tuple[tuple[str, str], ...], present: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    """Return the attributes, if the label has them and they may have these values.

    What is archived may only stay.
    """
    live = {one["name"]: {choice["value"] for choice in one["choices"]} for one in label.live_attributes}
    known = {one["name"] for one in label.attributes}
    if any(
        name not in known or value not in {"", present.get(name), *live.get(name, ())}
        for name, value in attrs
    ):
        raise ValidationError(_("This label has no such attribute or value. Reload the page."))
    return attrs


def _message(results: list[Result]) -> str:
    if not results:
        return _("Rejected.")
    return ngettext("%(count)s tag is in the gold.", "%(count)s tags are in the gold.", len(results)) % {
        "count": len(results)
    }
