"""The loop of a process that does jobs, one after another, until it is told to leave."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import monotonic
from typing import NamedTuple

from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext_noop

from jobs.models import State
from jobs.queue import MOST_ATTEMPTS, TOO_OFTEN, Lease, LeaseLost, beat, leave, take

SHORTEST_NAP, LONGEST_NAP = 0.5, 5.0  # seconds between two looks for a job
BEAT_EVERY = 10.0  # seconds

#: Does the steps of a job, each in ``lease.step()``, and yields after every one.
Handler = Callable[[Lease], Iterator[None]]

STUMBLED = gettext_noop(
    "Xiwen stumbled over it. Tell whoever runs this site: the log holds the details. Resume it to try again."
)
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

logger = logging.getLogger(__name__)


class JobProblem(Exception):
    """Why a job cannot go on, as a finished English sentence."""


class Chore(NamedTuple):
    """Something that wants doing now and then: at the start, and again after so many seconds."""

    every: float
    do: Callable[[], object]


class Loop:
    """One process at work. ``nap`` waits that many seconds and returns whether to leave.

    Every process does the chores, so each must be harmless when two do it at once.
    """

    def __init__(
        self,
        name: str,
        handlers: Mapping[str, Handler],
        *,
        nap: Callable[[float], bool],
        chores: Sequence[Chore] = (),
    ) -> None:
        self.name, self.handlers, self.nap, self.chores = name, handlers, nap, chores
        self._beaten = float("-inf")
        self._done = [float("-inf")] * len(chores)

    def run(self) -> None:
        """Take jobs until it is time to leave. A database that is away is waited for."""
        pause, is_leaving = SHORTEST_NAP, False
        while not is_leaving:
            try:
                close_old_connections()
                self._beat()
                self._do_chores()
                has_worked = self.work_once()
            except DatabaseError:
                logger.warning("The database does not answer; trying again.", exc_info=True)
                has_worked = False
            pause = SHORTEST_NAP if has_worked else min(2 * pause, LONGEST_NAP)
            is_leaving = self.nap(0 if has_worked else pause)
        leave(self.name)

    def work_once(self) -> bool:
        """Take one job and do it, or as much of it as there is time for; whether there was one."""
        lease = take(self.name, self.handlers.keys())
        if lease is None:
            return False
        if lease.job.attempts > MOST_ATTEMPTS:
            lease.end(State.FAILED, problem=TOO_OFTEN)
            return True
        try:
            self._do(lease)
        except LeaseLost:
            logger.warning("Job %s went on in another process.", lease.job.pk)
        except JobProblem as problem:
            lease.end(State.FAILED, problem=str(problem))
        except FAULTS:
            logger.exception("Job %s failed.", lease.job.pk)
            lease.end(State.FAILED, problem=STUMBLED)
        return True

    def _do(self, lease: Lease) -> None:
        if lease.is_to_stop:
            lease.end(State.STOPPED)
            return
        for _step in self.handlers[lease.job.kind](lease):
            self._beat()
            if lease.is_to_stop:
                lease.end(State.STOPPED)
                return
            if self.nap(0):
                lease.end(State.WAITING)
                return
        lease.end(State.DONE)

    def _beat(self) -> None:
        if monotonic() - self._beaten >= BEAT_EVERY:
            beat(self.name)
            self._beaten = monotonic()

    def _do_chores(self) -> None:
        for number, chore in enumerate(self.chores):
            if monotonic() - self._done[number] >= chore.every:
                self._done[number] = monotonic()
                chore.do()
