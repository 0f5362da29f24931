"""Who does a job, and what becomes of it when its process stops, dies or stumbles."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs import queue, uploads
from jobs.models import Chunk, Job, State, Upload, Worker
from jobs.queue import Lease
from jobs.working import JobProblem, Loop
from tests.makers import make_user
from tests.racing import together

pytestmark = pytest.mark.django_db


def make_job(*names: str, sent_off: bool = True) -> Job:
    job = queue.begin(uuid4(), kind="count", subject="test", by=make_user())
    for name in names:
        uploads.keep(job, name, name.encode())
    if sent_off:
        queue.send_off(job)
    return Job.objects.get(pk=job.pk)


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def lose_the_process(job: Job) -> None:
    """Let the lease run out, as after a kill."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def counting(done: list[str], after_each: Callable[[Lease], None] = lambda _lease: None):
    def handler(lease: Lease) -> Iterator[None]:
        for upload in uploads.waiting(lease.job):
            with lease.step() as job:
                done.append(upload.name)
                job.cursor, job.done = upload.position, job.done + 1
                uploads.let_go([upload])
            after_each(lease)
            yield

    return handler


def loop(handler, *, leaving: Callable[[], bool] = lambda: False) -> Loop:
    return Loop(f"worker {uuid4()}", {"count": handler}, nap=lambda _seconds: leaving())


def test_a_job_is_done_file_by_file_and_keeps_none_of_them():
    job, done = make_job("甲😀", "乙𠮷", "e\u0301\r\n"), []

    assert loop(counting(done)).work_once()

    job.refresh_from_db()
    assert done == ["甲😀", "乙𠮷", "e\u0301\r\n"]
    assert (job.state, job.done, job.total, job.worker) == (State.DONE, 3, 3, "")
    assert job.finished_at
    assert Upload.objects.count() == Chunk.objects.count() == 0
    assert not loop(counting(done)).work_once()


def test_files_are_kept_in_parts_and_come_back_whole():
    job = make_job(sent_off=False)
    raw = bytes(range(256)) * 3000

    uploads.keep(job, "big", raw)
    uploads.keep(job, "big", raw)
    uploads.keep(job, "empty", b"")

    big, empty = uploads.waiting(job)
    assert [len(chunk.content) for chunk in big.chunks.all()] == [uploads.CHUNK] * 2 + [
        768000 - 2 * uploads.CHUNK
    ]
    assert (uploads.content_of(big), uploads.content_of(empty)) == (raw, b"")
    big.chunks.filter(number=1).delete()
    assert uploads.content_of(big) is None


def test_a_job_that_has_begun_takes_no_more_files():
    job = make_job("a")

    assert not uploads.keep(job, "b", b"b")
    assert uploads.keep(job, "a", b"a")  # it waits already
    assert job.uploads.count() == 1


def test_a_process_that_dies_leaves_its_job_to_another_which_goes_on_where_it_was():
    job, done = make_job("a", "b", "c"), []

    class Killed(BaseException):
        pass

    def die(lease: Lease) -> None:
        if len(done) == 2:
            raise Killed

    with pytest.raises(Killed):
        loop(counting(done, die)).work_once()
    assert state_of(job) == State.RUNNING
    assert not loop(counting(done)).work_once()  # as long as the lease lasts
    lose_the_process(job)

    assert loop(counting(done)).work_once()

    assert done == ["a", "b", "c"]
    assert state_of(job) == State.DONE


def test_a_process_that_was_taken_for_dead_changes_nothing_any_more():
    job, done = make_job("a", "b"), []
    first = queue.take("first", ["count"])
    assert first
    lose_the_process(job)
    second = queue.take("second", ["count"])
    assert second

    with pytest.raises(queue.LeaseLost), first.step() as row:
        row.done = 99
    first.end(State.FAILED, problem="It must not be heard.")

    assert second.job.pk == job.pk
    job.refresh_from_db()
    assert (job.state, job.done, job.worker, done) == (State.RUNNING, 0, "second", [])


def test_what_kills_its_process_three_times_is_given_up_with_a_sentence_and_may_be_resumed():
    job, done = make_job("a"), []
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take("doomed", ["count"])
        lose_the_process(job)

    assert loop(counting(done)).work_once()

    job.refresh_from_db()
    assert (job.state, job.problem, done) == (State.FAILED, queue.TOO_OFTEN, [])
    assert queue.send_off(job)
    loop(counting(done)).work_once()
    assert (state_of(job), done) == (State.DONE, ["a"])


def test_stopping_keeps_what_is_done_and_resuming_does_the_rest():
    job, done = make_job("a", "b", "c"), []

    loop(counting(done, lambda lease: queue.stop(lease.job) and None)).work_once()

    assert (state_of(job), done) == (State.STOPPED, ["a"])
    assert not loop(counting(done)).work_once()
    assert queue.send_off(job)
    assert not queue.send_off(job)  # it is under way
    loop(counting(done)).work_once()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, done) == (State.DONE, 3, 3, ["a", "b", "c"])
    assert not queue.stop(job)
    assert not queue.send_off(job)


def test_what_nobody_does_yet_or_any_more_stops_at_once():
    waiting, abandoned = make_job("a"), make_job("b")
    queue.stop(waiting)
    assert queue.take("gone", ["count"])
    lose_the_process(abandoned)

    queue.stop(abandoned)

    assert state_of(waiting) == state_of(abandoned) == State.STOPPED
    assert not loop(counting([])).work_once()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_told_to_leave_hands_its_job_on():
    job, done = make_job("a", "b"), []

    loop(counting(done), leaving=lambda: True).run()

    assert (state_of(job), done) == (State.WAITING, ["a"])
    assert not Worker.objects.exists()
    loop(counting(done)).work_once()
    assert done == ["a", "b"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [(JobProblem("The project is gone. Restore it."), "The project is gone."), (KeyError("x"), "stumbled")],
)
def test_a_job_that_cannot_go_on_says_why(fault, sentence):
    job = make_job("a")

    def handler(_lease: Lease) -> Iterator[None]:
        raise fault
        yield

    assert loop(handler).work_once()

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert sentence in job.problem


def test_a_key_is_of_one_person_and_one_subject():
    job = make_job()

    assert queue.begin(job.key, kind="count", subject="test", by=job.started_by) == job
    for kind, subject, by in [
        ("count", "test", make_user()),
        ("count", "other", job.started_by),
        ("import", "test", job.started_by),
    ]:
        with pytest.raises(Job.DoesNotExist):
            queue.begin(job.key, kind=kind, subject=subject, by=by)


def test_it_is_known_whether_anybody_works():
    assert not queue.somebody_works()

    queue.beat("here")
    assert queue.somebody_works()

    Worker.objects.update(heartbeat=timezone.now() - timedelta(minutes=1))
    assert not queue.somebody_works()
    queue.beat("there")
    queue.leave("there")
    assert not queue.somebody_works()


def test_the_database_refuses_a_job_that_runs_without_a_process_or_fails_without_a_word():
    job = make_job("a")

    for change in ({"state": State.RUNNING}, {"state": State.FAILED}, {"problem": "?"}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_of_many_processes_each_job_is_taken_by_one():
    jobs = [make_job("a") for _ in range(6)]
    taken: list[int] = []

    def take(number: int) -> None:
        while lease := queue.take(f"worker {number}", ["count"]):
            taken.append(lease.job.pk)

    assert together(4, take) == []
    assert sorted(taken) == [job.pk for job in jobs]
