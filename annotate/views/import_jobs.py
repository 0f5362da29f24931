"""How an import in the background goes on; stopping it and sending it on its way again."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import import_of
from annotate.actions.import_jobs import job_of
from annotate.views.http import Request
from articles.models import ImportRun, Outcome
from jobs.models import Job
from jobs.queue import send_off, somebody_works, stop


def progress_of(job: Job | None) -> dict[str, object]:
    """Return what the progress of an import shows; nothing if it is not done in the background."""
    if job is None:
        return {}
    is_unattended = job.is_open and not somebody_works()
    return {
        "job": job,
        "job_problem": _(job.problem) if job.problem else "",
        "job_counts": [(one, job.counts[one]) for one in Outcome if one in job.counts],
        "is_unattended": is_unattended,
        "stamp": f"{job.state}-{job.done}-{job.total}-{int(is_unattended)}",
    }


@require_safe
def import_progress(request: Request, slug: str, run: int) -> HttpResponse:
    """Show how far an import is, if that is not what the page shows already (``seen``).

    When nothing more comes by itself, the page is loaded again, to show the files.
    """
    member, found = import_of(request.user, slug, run)
    job = _job(found)
    progress = progress_of(job)
    if request.GET.get("seen") == progress["stamp"]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    page = {"project": member.project, "run": found, **progress}
    answer = render(request, "annotate/_import_progress.html", page)
    if request.htmx and not job.is_open:
        answer["HX-Refresh"] = "true"
    return answer


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
