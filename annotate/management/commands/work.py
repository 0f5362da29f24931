"""``manage.py work``: do the jobs that wait, such as imports of many files, until told to stop."""

import os
import signal
import socket
from argparse import ArgumentParser
from collections.abc import Mapping
from threading import Event
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand

from annotate.actions.distribution.returning import return_all_abandoned
from annotate.actions.importing import annotated_jobs, annotated_looks, jobs, recleaning
from annotate.reports import agreement_job
from annotate.reports.post import mail_notices
from config.sqlite.statistics import keep_statistics
from jobs.cleaning import clean_up
from jobs.working import Chore, Handler, Loop

HANDLERS: Mapping[str, Handler] = {
    jobs.KIND: jobs.run_import,
    annotated_jobs.KIND: annotated_jobs.run_import,
    annotated_looks.KIND: annotated_looks.run_look,
    recleaning.LOOK: recleaning.run_look,
    recleaning.APPLY: recleaning.run_apply,
    agreement_job.KIND: agreement_job.run,
}

CHORES = (
    Chore(60, mail_notices),  # seconds
    Chore(600, return_all_abandoned),
    Chore(3600, clean_up),
    Chore(3600, keep_statistics),
)


class Command(BaseCommand):
    help = (
        "Do the jobs that wait, one after another. Any number of workers may run, on any machine that "
        "reaches the database. Ctrl-C or SIGTERM stops after the step that is under way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and stop")
        parser.add_argument("--parent", type=int, metavar="PID", help="stop when this process is gone")

    def handle(self, *, once: bool, parent: int | None, **options: Any) -> None:
        told = Event()
        loop = Loop(_name(), HANDLERS, nap=lambda seconds: _is_over(told, seconds, parent), chores=CHORES)
        if once:
            while loop.work_once():
                pass
            return
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: told.set())
        loop.run()


def _name() -> str:
    """Return a name that no other worker has, and that says where this one runs."""
    return f"{socket.gethostname()[:50]} {os.getpid()} {uuid4().hex[:8]}"


def _is_over(told: Event, seconds: float, parent: int | None) -> bool:
    """Wait unless told to stop, or left alone; returns whether to stop."""
    is_alone = parent is not None and os.getppid() != parent
    return is_alone or (told.wait(seconds) if seconds else told.is_set())
