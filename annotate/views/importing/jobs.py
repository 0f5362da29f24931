"""How an import in the background goes on; stopping it and sending it on its way again."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import import_of
from annotate.actions.importing.jobs import job_of
from annotate.models import Project
from annotate.views.http import Request
from articles.models import ImportRun, Outcome
from jobs.models import Job
from jobs.queue import send_off, somebody_works, stop


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``names`` are those of its outcomes, the others are addresses."""

    job: Job
    names: Mapping[str, Promise]
    see: str
    stop: str
    resume: str
    page_address: str

    def page(self) -> dict[str, object]:
        """Return what the page shows of it."""
        job = self.job
        is_unattended = job.is_open and not somebody_works()
        return {
            "progress": self,
            "job": job,
            "job_problem": _(job.problem) if job.problem else "",
            "job_counts": [(name, job.counts[one]) for one, name in self.names.items() if one in job.counts],
            "is_unattended": is_unattended,
            "stamp": f"{job.state}-{job.done}-{job.total}-{int(is_unattended)}",
        }


def progress_of(project: Project, run: ImportRun, job: Job) -> Progress:
    """Return how far an import is that is done in the background."""
    slug = project.slug
    return Progress(
        job,
        {outcome: outcome.label for outcome in Outcome},
        see=reverse("import-progress", args=[slug, run.pk]),
        stop=reverse("import-stop", args=[slug, run.pk]),
        resume=reverse("import-resume", args=[slug, run.pk]),
        page_address=reverse("import-result", args=[slug, run.pk]),
    )


def show_progress(request: Request, progress: Progress) -> HttpResponse:
    """Show how far a job is, if that is not what the page shows already (``seen``).

    When nothing more comes by itself, the page is loaded again, to show what came of it.
    """
    page = progress.page()
    if request.GET.get("seen") == page["stamp"]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = render(request, "annotate/_job_progress.html", page)
    if request.htmx and not progress.job.is_open:
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def import_progress(request: Request, slug: str, run: int) -> HttpResponse:
    """Show how far an import is."""
    member, found = import_of(request.user, slug, run)
    return show_progress(request, progress_of(member.project, found, _job(found)))


@require_POST
def import_stop(request: Request, slug: str, run: int) -> HttpResponse:
    """Stop an import after the files it is at; what is imported stays."""
    _member, found = import_of(request.user, slug, run)
    stop(_job(found))
    return redirect("import-result", slug, found.pk)


@require_POST
def import_resume(request: Request, slug: str, run: int) -> HttpResponse:
    """Let an import go on where it was stopped, or where it failed."""
    _member, found = import_of(request.user, slug, run)
    send_off(_job(found))
    return redirect("import-result", slug, found.pk)


def _job(run: ImportRun) -> Job:
    job = job_of(run)
    if job is None:
        raise Http404(_("This import is not done in the background."))
    return job
