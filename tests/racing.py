"""Several acts at the same moment, each in a thread and on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from django.db import connection

from annotate.actions.problems import Conflict


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same moment; returns what each answered, or what it raised."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            gate.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        begun = [threads.submit(run, act) for act in acts]
    return [one.exception() or one.result() for one in begun]


def together(number: int, act: Callable[[int], object]) -> list[object]:
    """Do ``act(0)`` to ``act(number - 1)`` at the same moment; returns what they raised."""
    answers = at_once(*(partial(act, count) for count in range(number)))
    return [answer for answer in answers if isinstance(answer, BaseException)]


def refused_or_done(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same moment; returns the answers, conflicts among them. Nothing else may go wrong."""
    answers = at_once(*acts)
    problems = [one for one in answers if isinstance(one, BaseException) and not isinstance(one, Conflict)]
    assert not problems, problems[:3]
    return answers
