"""How an article stands for one person, in few characters: a page asks by them whether it is still true."""

from collections.abc import Iterable
from typing import NamedTuple, Self
from zlib import crc32

from annotate.actions.parts import Work
from annotate.models import State
from annotate.models.pulse import Person
from annotate.reports.talk import Talk

#: States of a person's part that look alike to them: before the first tag nothing has been begun.
_OPEN = {"", State.ASSIGNED, State.IN_PROGRESS}


class Stand(NamedTuple):
    """What a page shows, or lets its reader do, besides the tags: all of the present, nothing of the past.

    ``revision``, ``work`` and ``newest`` (wording) are keys; ``place`` is whether there is one to work in.
    """

    revision: int
    work: int
    place: int
    state: str
    role: str
    labels: int
    guidelines: int
    newest: int
    talk: str
    here: str

    @property
    def written(self) -> str:
        """All of it in one word."""
        return ".".join(map(str, self))

    @classmethod
    def read(cls, written: str) -> Self | None:
        """Return what was written; None if it was not written here, or by another version."""
        words = written.split(".")
        if len(words) != len(cls._fields):
            return None
        kinds = cls.__annotations__.values()
        try:
            return cls._make(kind(word) for kind, word in zip(kinds, words, strict=True))
        except ValueError:
            return None


def stand_of(work: Work, newest: int, talk: Talk, people: Iterable[Person] = ()) -> Stand:
    """Return how the article stands, with what has been said and who else is there."""
    return Stand(
        revision=work.entry.revision_id,
        work=work.assignment.pk if work.assignment else 0,
        place=int(work.has_a_place),
        state="open" if work.state in _OPEN else work.state,
        role=work.role,
        labels=work.project.label_set_version,
        guidelines=work.project.guidelines_version,
        newest=newest,
        talk=_written(talk),
        here="_".join(str(one.pk) for one in people),
    )


def _written(talk: Talk) -> str:
    marks = repr(sorted((number, view) for number, view in talk.on.items()))
    return f"{talk.open}-{talk.unread}-{crc32(marks.encode()):x}"
