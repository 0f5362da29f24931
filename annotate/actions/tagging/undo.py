"""Taking back one's own steps, and doing them again."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.reach import Reach
from annotate.actions.receipts import Answered, Ask, replayed
from annotate.actions.tagging.spans import shown
from annotate.actions.tagging.steps import Step, close_step, open_step, told
from annotate.models import Activity, Relation, Span, Verb
from annotate.models.history import STEPS
from annotate.models.reading import rows_between
from articles.text.reanchor import Verdict

DEPTH = 50  # steps that can be taken back, for each person and entry

Thing = Span | Relation

#: What the history calls otherwise than the table does.
_COLUMNS = {"label": "label_id", "deleted_by": "deleted_by_id"}


def undo(work: Work, ask: Ask) -> Answered:
    """Take back this person's last step on this article.

    Raises Conflict if there is none, or if somebody has changed the same tag since.
    """
    return replayed(work, ask, lambda: _turn(work, ask, Verb.UNDO))


def redo(work: Work, ask: Ask) -> Answered:
    """Do again what was last undone. Raises as ``undo`` does."""
    return replayed(work, ask, lambda: _turn(work, ask, Verb.REDO))


def reach(work: Work) -> tuple[bool, bool]:
    """Whether this person can undo something here, and redo something."""
    return _reach(work).both


def next_undone(work: Work) -> Activity | None:
    """Return the step that undo would take back."""
    found = _reach(work).last_step
    return Activity.objects.get(pk=found) if found is not None else None


def _reach(work: Work) -> Reach:
    return Reach.of(work, STEPS, DEPTH)


@transaction.atomic
def _turn(work: Work, ask: Ask, verb: Verb) -> Answered:
    last = _reach(work).to_turn(verb)
    places = _places(_things(last))
    step = open_step(work, start=min(place[0] for place in places), end=max(place[1] for place in places))
    things = _things(last)  # read again, now that the lock is held
    for thing, change in things:
        _turn_back(step, thing, change)
    return _answer(step, ask, verb, last, [*places, *_places(things)])


def _things(activity: Activity) -> list[tuple[Thing, dict[str, Any]]]:
    return [(_thing(change), change) for change in reversed(activity.changes)]


def _thing(change: dict[str, Any]) -> Thing:
    if change["thing"] == "span":
        return Span.objects.get(pk=change["id"])
    return Relation.objects.select_related("from_span").get(pk=change["id"])


def _places(things: list[tuple[Thing, dict[str, Any]]]) -> list[tuple[int, int]]:
    spans = (thing if isinstance(thing, Span) else thing.from_span for thing, _change in things)
    return [(span.start, span.end) for span in spans]


def _turn_back(step: Step, thing: Thing, change: dict[str, Any]) -> None:
    """Give the thing the values it had before, if it still has those it got then."""
    before, after = change["before"], change["after"]
    now = {field: _value(thing, field) for field in before}
    if now != {field: after[field] for field in before}:
        raise Conflict(_("This tag has been changed since, so the step cannot be taken back."))
    for name, value in before.items():
        _set(step, thing, name, value)
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError as taken:
        raise Conflict(_("The same words carry this tag again, so the step cannot be taken back.")) from taken
    step.note(thing, now, before)


def _value(thing: Thing, name: str) -> Any:
    if name == "live":
        return thing.deleted_at is None
    return getattr(thing, _COLUMNS.get(name, name))


def _set(step: Step, thing: Thing, name: str, value: Any) -> None:
    if name == "live":
        thing.deleted_at = None if value else step.now
        if value and isinstance(thing, Span):
            thing.deleted_by = None
    else:
        setattr(thing, _COLUMNS.get(name, name), value)
    if isinstance(thing, Span):
        thing.updated_at = step.now
        thing.words = _words(step, thing)


def _words(step: Step, span: Span) -> str:
    """Return the words of a span; an orphan without a place keeps those of the earlier wording."""
    if span.deleted_at and span.verdict == Verdict.ORPHAN and span.carried_from:
        return span.carried_from.words
    return step.work.entry.revision.text[span.start : span.end]


def _answer(step: Step, ask: Ask, verb: Verb, last: Activity, places: list[tuple[int, int]]) -> Answered:
    ids = {change["id"] for change in step.changes if change["thing"] == "span"}
    spans = list(Span.objects.filter(pk__in=ids))
    rows = rows_between(step.assignment.pk, min(at for at, _end in places), max(end for _at, end in places))
    words = shown(spans[0].words) if spans else ""
    message = _("Undone. %(words)s") if verb == Verb.UNDO else _("Done again. %(words)s")
    answer = {
        "verb": verb,
        "spans": told(step, [row for row in rows if row.pk in ids]),
        "removed": [span.number for span in spans if span.deleted_at],
        "message": message % {"words": words},
    }
    return close_step(step, ask, verb, answer, ranges=tuple(places), undoes=last)
