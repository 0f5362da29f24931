"""Which of one person's steps on one article can be taken back, and which can be done again."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.models import Activity, Verb


class Act(NamedTuple):
    """One of this person's acts on this article, as far as taking back cares."""

    pk: int
    verb: str
    is_undone: bool
    is_empty: bool  # nothing was different afterwards


@dataclass(frozen=True, slots=True)
class Reach:
    """The newest acts, the newest first: more of them than the ``depth`` steps that can be taken back."""

    acts: list[Act]
    steps: Collection[str]
    depth: int

    @classmethod
    def of(cls, work: Work, steps: Collection[str], depth: int) -> "Reach":
        """Look at what was done with these verbs, undone and done again; one query."""
        if work.assignment is None:
            return cls([], steps, depth)
        acts = Activity.objects.filter(
            assignment=work.assignment, actor=work.user, verb__in=[*steps, Verb.UNDO, Verb.REDO]
        ).order_by("-number")
        found = acts.values_list("pk", "verb", "undone_by", "changes")[: depth * 4]
        return cls(
            [Act(pk, verb, undone is not None, not changes) for pk, verb, undone, changes in found],
            steps,
            depth,
        )

    @property
    def last_step(self) -> int | None:
        """The newest step, or step done again, that has not been taken back."""
        steps = [act for act in self.acts if act.verb != Verb.UNDO and not act.is_empty][: self.depth]
        return next((act.pk for act in steps if not act.is_undone), None)

    @property
    def last_undo(self) -> int | None:
        """The newest undo that has not been taken back; a new step leaves none to redo."""
        since = takewhile(lambda act: act.verb not in self.steps, self.acts)
        return next((act.pk for act in since if act.verb == Verb.UNDO and not act.is_undone), None)

    @property
    def both(self) -> tuple[bool, bool]:
        """Whether something can be taken back, and something done again."""
        return self.last_step is not None, self.last_undo is not None

    def to_turn(self, verb: Verb) -> Activity:
        """Return the act that undoing or doing again is about. Raises Conflict if there is none."""
        found = self.last_step if verb == Verb.UNDO else self.last_undo
        if found is None:
            raise Conflict(
                _("There is nothing to undo.") if verb == Verb.UNDO else _("There is nothing to redo.")
            )
        return Activity.objects.get(pk=found)
