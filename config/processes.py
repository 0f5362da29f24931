"""Helpers of a command that works in several processes."""

import gc
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import django

Given = TypeVar("Given")
Made = TypeVar("Made")

NEW_OBJECTS = 20_000  # between two looks
MOST_WAITING = (
    16 * 2**20
)  # bytes of what a process has made and nobody has taken yet, so that memory stays flat
_END = None  # of what was made of one thing


class ProcessGone(Exception):
    """A process that was to make something has ended before it had."""


def in_order(
    act: Callable[[Given], Iterable[Made]], things: Sequence[Given], *, processes: int
) -> Iterator[Iterator[Made]]:
    """Yield for every thing, in order, all that ``act`` makes of it, made by so many processes besides this.

    Take all that is made of one before you ask for the next. The processes go ahead of you, but not far, and
    end with this one. They are children of a process of their own and not forked from this: a fork would
    share our connections to the database. Raises ProcessGone.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["config.ready"])
    made = [_Made(context, act, things[first::processes]) for first in range(min(processes, len(things)))]
    try:
        for _thing, its in zip(things, cycle(made), strict=False):
            yield its.of_next()
    finally:
        for its in made:
            its.end()


class _Made:
    """What one process makes of its things."""

    def __init__(self, context: Any, act: Callable[[Any], Iterable[Any]], things: Sequence[Any]) -> None:
        self._line, theirs = context.Pipe(duplex=False)
        # Packed, so that the models are known before anything is unpacked that needs them.
        task = pickle.dumps((act, things), pickle.HIGHEST_PROTOCOL)
        self._process = context.Process(target=_work, args=(task, theirs), daemon=True)
        self._process.start()
        theirs.close()  # so that the line ends with the process

    def of_next(self) -> Iterator[Any]:
        """Yield what is made of the next thing."""
        try:
            while (one := self._line.recv()) is not _END:
                yield one
        except EOFError as error:
            raise ProcessGone from error

    def end(self) -> None:
        """Let the process end, or end it: it only reads and computes."""
        self._process.terminate()
        self._process.join()
        self._line.close()


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
    os.nice(5)  # whoever takes what we make goes first: there is one of them, and all wait for it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()  # takes no time where it has been done before the process was forked


def _end_with_parent() -> None:
    """End when the first process has been killed: nobody else would tell us, and we would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: bytes, line: Connection) -> None:
    """Make what is to be made of all things, ahead of whoever takes it."""
    _begin()
    act, things = pickle.loads(task)  # noqa: S301 - from the process that began this one
    outbox = _Outbox(line)
    try:
        for thing in things:
            for made in act(thing):
                outbox.put(made)
            outbox.put(_END)
    finally:
        outbox.close()


class _Outbox:
    """Sends things while others are made; who puts them in waits while too many bytes do."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._send)
        self._thread.start()

    def put(self, made: object) -> None:
        """Let something be sent."""
        self._put(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """Wait until everything is sent."""
        self._put(b"")
        self._thread.join()

    def _put(self, packed: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting or self._bytes + len(packed) <= MOST_WAITING)
            self._waiting.append(packed)
            self._bytes += len(packed)
            self._changed.notify_all()

    def _send(self) -> None:
        while packed := self._next():
            self._line.send_bytes(packed)

    def _next(self) -> bytes:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting))
            packed = self._waiting.popleft()
            self._bytes -= len(packed)
            self._changed.notify_all()
            return packed
