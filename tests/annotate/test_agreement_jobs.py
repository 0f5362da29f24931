"""Measuring in the background."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.management.commands.work import HANDLERS
from annotate.models import AgreementReport, State, Way
from annotate.reports import agreement_job
from annotate.reports.agreement import standing
from annotate.reports.agreement_job import NO_RIGHT, ask, job_of
from annotate.reports.agreement_work import Choice
from jobs import models as jobs
from jobs.models import Job
from jobs.queue import stop, take
from jobs.working import Loop
from tests.annotate.agreeing import read_by
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast(way=Way.INDEPENDENT)
    second = make_member(cast.project)
    for _number in range(3):
        entry = make_entry(cast.project)
        for user in (cast.reviewer, second):
            read_by(user, entry, ("claim", "新桥😀"))
    return cast


def choice(cast: Cast, **wanted) -> Choice:
    return Choice(cast.member(cast.manager), **wanted)


def work() -> bool:
    return Loop("test", HANDLERS, nap=lambda _seconds: False).work_once()


def test_a_worker_measures_what_was_asked_for(cast):
    job = ask(standing(choice(cast)), cast.manager)
    assert (job.state, job.total) == (jobs.State.WAITING, 3)

    assert work()

    now = standing(choice(cast))
    assert now.is_up_to_date
    assert now.content["overall"]["f1"] == {"value": 1.0}
    job.refresh_from_db()
    assert (job.state, job.done) == (jobs.State.DONE, 3)
    assert job_of(now) is None


def test_asking_twice_begins_one_job(cast):
    first = ask(standing(choice(cast)), cast.manager)

    assert ask(standing(choice(cast)), cast.viewer) == first
    assert Job.objects.count() == 1


def test_what_is_chosen_is_kept_with_the_job(cast):
    wanted = {"reviewer": cast.reviewer.pk, "since": timezone.now().date(), "until": timezone.now().date()}
    ask(standing(choice(cast, **wanted)), cast.manager)

    work()

    assert standing(choice(cast, **wanted)).content["articles"] == 0
    assert standing(choice(cast)).report is None


def test_work_that_changes_before_the_worker_comes_is_measured_as_it_is_then(cast):
    ask(standing(choice(cast)), cast.manager)
    entry = cast.project.entries.first()
    entry.assignments.update(change_number=7)
    assert ask(standing(choice(cast)), cast.manager) == Job.objects.get()

    work()

    assert standing(choice(cast)).is_up_to_date
    assert AgreementReport.objects.count() == 1


def test_work_that_is_taken_back_under_way_is_left_out(cast, monkeypatch):
    monkeypatch.setattr("annotate.reports.agreement.BATCH", 1)
    ask(standing(choice(cast)), cast.manager)
    lease = take("test", [agreement_job.KIND])
    steps = agreement_job.run(lease)
    next(steps)
    cast.project.entries.last().assignments.update(state=State.RETURNED)

    assert len(list(steps)) == 3

    now = standing(choice(cast))
    assert now.is_up_to_date
    assert now.content["articles"] == 2


def test_a_job_of_what_was_measured_meanwhile_has_nothing_to_do(cast):
    ask(standing(choice(cast)), cast.manager)
    AgreementReport.objects.all().delete()

    assert work()

    assert Job.objects.get().state == jobs.State.DONE
    assert not AgreementReport.objects.exists()


def test_a_job_that_was_stopped_goes_on_when_asked_for_again(cast):
    job = ask(standing(choice(cast)), cast.manager)
    stop(job)

    again = ask(standing(choice(cast)), cast.manager)

    assert again == job
    work()
    assert standing(choice(cast)).is_up_to_date


def test_who_may_no_longer_see_the_project_gets_no_report(cast):
    ask(standing(choice(cast)), cast.viewer)
    cast.project.memberships.filter(user=cast.viewer).update(removed_at=timezone.now())

    work()

    job = Job.objects.get()
    assert (job.state, job.problem) == (jobs.State.FAILED, NO_RIGHT)
    assert not AgreementReport.objects.filter(measured_at__isnull=False).exists()


def test_what_never_got_measured_is_forgotten_after_a_day(cast):
    ask(standing(choice(cast, since=timezone.now().date())), cast.manager)
    AgreementReport.objects.update(asked_at=timezone.now() - timedelta(days=2))
    ask(standing(choice(cast)), cast.manager)
    Job.objects.order_by("pk").first().delete()

    work()

    assert AgreementReport.objects.count() == 1
