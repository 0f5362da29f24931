"""Measuring agreement in the background, for projects where nobody wants to wait for it."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.models import AgreementReport, Membership
from annotate.reports.agreement import Measuring, Standing, keep
from annotate.reports.agreement_work import Choice
from annotate.roles import Act, may
from jobs.models import Job, State
from jobs.queue import Lease, send_off
from jobs.working import JobProblem

KIND = "agreement"
LOOKED_AT = 5  # requests for the same, the newest

NO_RIGHT = gettext_noop("Whoever asked for this may no longer see it.")


def job_of(now: Standing) -> Job | None:
    """Return the newest job that measures what is chosen, if somebody has asked for one."""
    uids = list(_asked(now.choice).values_list("uid", flat=True)[:LOOKED_AT])
    return Job.objects.filter(key__in=uids, kind=KIND).order_by("-pk").first()


def ask(now: Standing, by: User) -> Job:
    """Let a worker measure the work as it stands; asking again while it waits or runs changes nothing."""
    present = job_of(now)
    if present is not None and (present.is_open or send_off(present)):
        return present
    project = now.choice.member.project_id
    with transaction.atomic():
        asked, _is_new = AgreementReport.objects.get_or_create(
            project_id=project, key=now.key, defaults={"selection": now.choice.text}
        )
        job, _is_new = Job.objects.get_or_create(
            key=asked.uid,
            defaults={
                "kind": KIND,
                "subject": f"project {project}",
                "started_by": by,
                "state": State.WAITING,
                "total": len(now.units),
            },
        )
    return job


def run(lease: Lease) -> Iterator[None]:
    """Measure what a job was asked for; yields after every batch of articles."""
    asked = AgreementReport.objects.filter(uid=lease.job.key, measured_at=None).first()
    if asked is None:
        return
    choice = _choice(lease.job, asked)
    measuring = Measuring(choice)
    for done in measuring.steps():
        with lease.step() as job:
            job.done, job.total = done, len(measuring.units)
        yield
    content = measuring.content(lease.renew)
    with lease.step():
        # Work may have changed since it was asked for: what is stored is what was measured.
        asked.delete()
        keep(choice, measuring.measured, content)
    yield


def _asked(choice: Choice) -> QuerySet[AgreementReport]:
    """Return what was asked for and has not been measured, the newest first."""
    reports = AgreementReport.objects.filter(
        project=choice.member.project_id, selection=choice.text, measured_at=None
    )
    return reports.order_by("-pk")


def _choice(job: Job, asked: AgreementReport) -> Choice:
    """Return what was asked for, as far as who asked may see it now; raises JobProblem if not at all."""
    member = (
        Membership.objects.filter(
            user=job.started_by_id, project=asked.project_id, removed_at=None, project__deleted_at=None
        )
        .select_related("project")
        .first()
    )
    if member is None or not may(member.role, Act.SEE):
        raise JobProblem(NO_RIGHT)
    wanted = {name: values[0] for name, values in parse_qs(asked.selection).items()}
    return Choice(
        member,
        reviewer=int(wanted["reviewer"]) if "reviewer" in wanted else None,
        since=_day(wanted.get("since")),
        until=_day(wanted.get("until")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
