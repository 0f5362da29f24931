"""gunicorn's master, which also keeps the processes that do jobs alive.

They part from the master like the ones that answer requests, and so share what it has loaded: 20 MiB
each instead of 80.
"""

import os
import signal
import sys
import time
import traceback
from typing import Any

from django.core.management import call_command
from gunicorn.arbiter import Arbiter

from config import env

REST = 2.0  # seconds before a process that died is replaced


class JobKeeper(Arbiter):  # type: ignore[misc] # gunicorn has no types
    """The master of the processes that answer requests, and of those that do jobs."""

    def __init__(self, application: Any) -> None:
        self._wanted = env.whole("JOB_WORKERS", default=1, least=0, most=16)
        self._working: dict[int, float] = {}  # when each was started, in seconds of the monotonic clock
        super().__init__(application)

    def manage_workers(self) -> None:
        """Replace what is missing; gunicorn calls this about once a second."""
        super().manage_workers()
        now = time.monotonic()
        self._working = {pid: at for pid, at in self._working.items() if _is_there(pid) or now - at < REST}
        while len(self._working) < self._wanted:
            self._working[self._part()] = now

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - gunicorn's own signature
        """Stop all; a job under way finishes its step first."""
        self._tell(signal.SIGTERM)
        super().stop(graceful)
        latest = time.monotonic() + self.cfg.graceful_timeout
        while any(map(_is_there, self._working)) and time.monotonic() < latest:
            self.reap_workers()
            time.sleep(0.02)
        self._tell(signal.SIGKILL)
        self.reap_workers()

    def _tell(self, sign: signal.Signals) -> None:
        for pid in self._working:
            if _is_there(pid):
                os.kill(pid, sign)

    def _part(self) -> int:
        """Fork a process that does jobs, and return its number."""
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            for sign in self.SIGNALS:
                signal.signal(sign, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for listener in self.LISTENERS:
                listener.sock.close()
            call_command("work", parent=self.pid)
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            sys.stderr.flush()
            os._exit(status)  # whatever happened: this process must never go on as a second master


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
