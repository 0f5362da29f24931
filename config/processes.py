"""Helpers of a command that works in several processes."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

import django

Given = TypeVar("Given")
Made = TypeVar("Made")

NEW_OBJECTS = 20_000  # between two looks
AT_ONCE = 16  # things that a process is given at once
AHEAD = 3  # such portions for each process that are under way or ready, so that memory stays flat


def in_order(act: Callable[[Given], Made], things: Iterable[Given], *, processes: int) -> Iterator[Made]:
    """Yield ``act`` of every thing, in their order, done by this many processes besides this one.

    They are begun anew and not forked: a fork would share our connections to the database.
    """
    rest, waiting = iter(things), deque[Future[list[Made]]]()
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin) as pool:
        try:
            while True:
                while len(waiting) < AHEAD * processes and (portion := list(islice(rest, AT_ONCE))):
                    waiting.append(pool.submit(_each, act, portion))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Let Python look less often for objects that hold each other, of which reading and storing make few.

    Looking takes a tenth of the time of an import.
    """
    before = gc.get_threshold()
    _collect_rarely()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _collect_rarely() -> None:
    gc.freeze()  # what is loaded stays, and need not be looked at
    gc.set_threshold(NEW_OBJECTS)


def _begin() -> None:
    _collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()


def _end_with_parent() -> None:
    """End when the first process has been killed: nobody else would tell us, and we would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _each(act: Callable[[Given], Made], portion: list[Given]) -> list[Made]:
    return [act(thing) for thing in portion]
