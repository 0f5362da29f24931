"""How an import of tags in the background goes on; stopping it and sending it on its way again."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import import_in, member_of, pending_of
from annotate.actions.importing.annotated_jobs import job_of
from annotate.actions.importing.annotated_looks import look_of
from annotate.models import Activity, PendingImport
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.importing.jobs import Progress, show_progress
from jobs.models import Job
from jobs.queue import send_off, stop

NAMES = {
    "spans": gettext_lazy("New tags"),
    "already": gettext_lazy("Already there"),
    "links": gettext_lazy("New links"),
}


def progress_of(activity: Activity, job: Job) -> Progress:
    """Return how far an import of tags is that is done in the background."""
    place = [activity.project.slug, activity.pk]
    return Progress(
        job,
        NAMES,
        see=reverse("import-annotated-progress", args=place),
        stop=reverse("import-annotated-stop", args=place),
        resume=reverse("import-annotated-resume", args=place),
        page_address=reverse("import-annotated-result", args=place),
    )


def look_progress(upload: PendingImport, job: Job) -> Progress:
    """Return how far a look into a large file is."""
    preview = reverse("import-annotated-preview", args=[upload.project.slug, upload.pk])
    way = urlencode({name: job.options[name] for name in ("format", "unit")})
    place = reverse("import-annotated-look", args=[upload.project.slug, upload.pk, job.pk])
    return Progress(job, {}, see=place, stop="", resume=place, page_address=f"{preview}?{way}")


@require_http_methods(["GET", "HEAD", "POST"])
def annotated_look(request: Request, slug: str, pending: int, look: int) -> HttpResponse:
    """Show how far a look into a large file is; a POST begins again with one that broke off."""
    upload = pending_of(member_of(request.user, slug, Act.IMPORT), pending)
    found = look_of(upload, look)
    if found is None:
        raise Http404(_("This file is not read in the background."))
    progress = look_progress(upload, found)
    if request.method == "POST":
        send_off(found)
        return redirect(progress.page_address)
    return show_progress(request, progress)


@require_safe
def annotated_progress(request: Request, slug: str, imported: int) -> HttpResponse:
    """Show how far an import is."""
    activity, job = _found(request, slug, imported)
    return show_progress(request, progress_of(activity, job))


@require_POST
def annotated_stop(request: Request, slug: str, imported: int) -> HttpResponse:
    """Stop an import after the texts it is at; what is imported stays, and can be undone."""
    _activity, job = _found(request, slug, imported)
    stop(job)
    return redirect("import-annotated-result", slug, imported)


@require_POST
def annotated_resume(request: Request, slug: str, imported: int) -> HttpResponse:
    """Let an import go on where it was stopped, or where it failed."""
    _activity, job = _found(request, slug, imported)
    send_off(job)
    return redirect("import-annotated-result", slug, imported)


def _found(request: Request, slug: str, imported: int) -> tuple[Activity, Job]:
    activity = import_in(member_of(request.user, slug, Act.IMPORT), imported)
    job = job_of(activity)
    if job is None or hasattr(activity, "undone_by"):
        raise Http404(_("This import is not done in the background."))
    return activity, job
