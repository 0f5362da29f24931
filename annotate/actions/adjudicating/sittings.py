"""What every act on a gold begins and ends with: the lock and the checks, the history and the answer."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotate.actions.adjudicating.gold import Pen
from annotate.actions.adjudicating.reading import handed_in, signature_of
from annotate.actions.locks import take_the_lock
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask
from annotate.models import Activity, Assignment, Merge, Participation, State, Verb


def open_gold(work: Work) -> Pen:
    """Lock the gold of ``work`` until the end of the transaction.

    Raises Conflict if nothing has been brought together yet, if the gold is finished, or if the
    reviewers have changed something since it was brought together.
    """
    if work.assignment is None:
        raise Conflict(_("Nothing has been brought together yet. Go back to the list and begin."))
    take_the_lock(work.assignment)
    gold = Assignment.objects.get(pk=work.assignment.pk)
    gold.entry = work.entry
    if gold.state == State.SUBMITTED:
        raise Conflict(_("This article is finished. Reopen it to decide otherwise."))
    if not is_fresh(work, gold):
        raise Conflict(
            _("The reviewers have changed something since you opened this. Reload and bring it together.")
        )
    if not work.state:
        Participation.objects.get_or_create(assignment=gold, user=work.user)
    return Pen(work.entry, gold, work.user, timezone.now())


def is_fresh(work: Work, gold: Assignment) -> bool:
    """Whether the reviewers' work is what it was when it was brought together, by the same rule."""
    signature = signature_of(work.project, handed_in(work.entry))
    return Merge.objects.filter(Q(assignment=gold), signature=signature).exists()


def tell(
    pen: Pen,
    ask: Ask,
    verb: Verb,
    changes: list[dict[str, Any]],
    answer: dict[str, Any],
    *,
    undoes: Activity | None = None,
) -> Answered:
    """Write an act into the history, which is its receipt as well."""
    number = Assignment.objects.values_list("change_number", flat=True).get(pk=pen.gold.pk)
    answer = {"verb": verb, "spans": [], **answer}
    Activity.objects.create(
        project=pen.entry.project,
        assignment=pen.gold,
        number=number,
        actor=pen.author,
        verb=verb,
        changes=changes,
        undoes=undoes,
        request=ask.request,
        request_sha256=ask.sha256,
        answer=answer,
    )
    return Answered(answer, number)
