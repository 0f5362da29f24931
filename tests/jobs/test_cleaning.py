"""What becomes of files that nobody comes back for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.management.commands.work import CHORES
from jobs import queue, uploads
from jobs.cleaning import clean_up
from jobs.models import Chunk, Finding, Job, State, Upload
from jobs.working import Chore, Loop
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def make_job(state: State, *, days: float) -> Job:
    """Make a job with a file, last touched so many days ago."""
    job = queue.begin(uuid4(), kind="count", subject="test", by=make_user())
    uploads.keep(job, "甲😀𠮷 e\u0301\r\n", b"x" * (2 * uploads.CHUNK + 1))
    problem = "It failed." if state == State.FAILED else ""
    Job.objects.filter(pk=job.pk).update(
        state=state, problem=problem, created_at=timezone.now() - timedelta(days=days)
    )
    return job


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


@pytest.mark.parametrize(("state", "days"), [(State.RECEIVING, 8), (State.STOPPED, 31), (State.FAILED, 31)])
def test_what_nobody_has_come_back_for_is_given_up(state, days):
    job = make_job(state, days=days)

    assert clean_up() == 1

    assert state_of(job) == State.EXPIRED
    assert Upload.objects.count() == Chunk.objects.count() == 0
    assert not queue.send_off(job)
    assert not Job.objects.get(pk=job.pk).may_be_resumed
    assert clean_up() == 0


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (State.RECEIVING, 6),
        (State.STOPPED, 29),
        (State.FAILED, 29),
        (State.WAITING, 400),
        (State.DONE, 400),
    ],
)
def test_what_may_still_be_wanted_stays(state, days):
    job = make_job(state, days=days)

    assert clean_up() == 0

    assert state_of(job) == state
    assert Chunk.objects.count() == 3


def test_a_job_that_was_worked_on_lately_stays():
    job = make_job(State.STOPPED, days=100)
    Job.objects.update(heartbeat=timezone.now() - timedelta(days=1))

    clean_up()

    assert state_of(job) == State.STOPPED


def test_what_a_job_found_out_goes_after_a_season():
    job = make_job(State.DONE, days=100)
    Finding.objects.create(job=job, thing=1, outcome="same")

    for days, left in ((89, 1), (91, 0)):
        Job.objects.update(finished_at=timezone.now() - timedelta(days=days))
        clean_up()
        assert Finding.objects.count() == left


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_its_chores_when_it_begins_and_again_after_their_time():
    done: list[str] = []
    naps = iter([False, False, True])
    chores = (Chore(0, lambda: done.append("often")), Chore(3600, lambda: done.append("once an hour")))

    Loop("worker", {"count": lambda _lease: iter(())}, nap=lambda _seconds: next(naps), chores=chores).run()

    assert done == ["often", "once an hour", "often", "often"]


def test_workers_of_this_site_clean_up():
    assert clean_up in {chore.do for chore in CHORES}
