"""Answering the same request twice in the same way.

The receipt of a request is the activity it caused: the client's UUID, the SHA-256 of what it asked,
and the answer. It is written last, under a unique constraint; whoever comes second fails on it (or
on the change itself) and is answered from it. So the common case costs no look-up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.models import Activity
from annotate.models.reading import SpanRow


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: the UUID its client made, and the SHA-256 of all that it asks for."""

    request: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a request.

    ``ranges`` are the stretches, in code points, whose rows look different now; ``rows`` the spans
    there if the action knows them already. ``is_replay`` says that nothing was changed this time. ``act`` is
    the key of its activity, 0 where nobody asks for it.
    """

    answer: dict[str, Any]
    change: int
    ranges: tuple[tuple[int, int], ...] = ()
    rows: list[SpanRow] | None = None
    can_undo: bool | None = None
    can_redo: bool | None = None
    is_replay: bool = field(default=False)
    act: int = 0


def replayed(work: Work, ask: Ask, act: Callable[[], Answered]) -> Answered:
    """Do ``act``, or answer from the receipt if this request was answered before.

    Raises Conflict if the UUID was used for another request, and whatever ``act`` raises if there
    is no receipt.
    """
    try:
        return act()
    except IntegrityError as collision:
        found = _receipt(work, ask)
        if found is None:
            raise Conflict(
                _("This could not be saved, because something else has been saved in its place. Try again.")
            ) from collision
        return found
    except (Conflict, ValidationError):
        found = _receipt(work, ask)
        if found is None:
            raise
        return found


def _receipt(work: Work, ask: Ask) -> Answered | None:
    kept = Activity.objects.filter(request=ask.request, assignment__entry=work.entry, actor=work.user).first()
    if kept is None:
        return None
    if kept.request_sha256 != ask.sha256:
        raise Conflict(_("This request was used for something else before. Reload the page and do it again."))
    answer: dict[str, Any] = kept.answer or {"spans": []}
    places = [(span["start"], span["end"]) for span in answer["spans"]]
    return Answered(answer, kept.number or 0, tuple(places), is_replay=True, act=kept.pk)
