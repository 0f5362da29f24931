"""How far the reviewers of a project agree: numbers, plots, and the same as files."""

import csv
import io
from collections.abc import Sequence
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotate.access import member_of
from annotate.exports.writers.table import MARK, harmless
from annotate.forms.agreement import AgreementForm
from annotate.measures.comparing import Counts
from annotate.models import Membership
from annotate.reports.agreement import Standing, is_quick, measure, standing
from annotate.reports.agreement_files import named
from annotate.reports.agreement_job import ask, job_of
from annotate.reports.agreement_names import articles_in, names_in
from annotate.reports.agreement_work import Choice, may_compare
from annotate.roles import Act
from annotate.views.agreement.shown import BarLine, Shown
from annotate.views.http import Request
from annotate.views.projects import frame
from jobs.models import Job
from jobs.queue import somebody_works

PER_PAGE = 20  # articles


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Request, slug: str) -> HttpResponse:
    """Show how far reviewers agree. What is quickly measured is measured at once, the rest on request.

    Asked by htmx, it shows how far the measuring is, if that is not what the page shows already.
    """
    member = member_of(request.user, slug, Act.SEE)
    form = AgreementForm(request.GET, member=member)
    now = _standing(form.choice)
    if request.method == "POST":
        if not now.is_up_to_date:
            ask(now, request.user)
        return redirect(f"{reverse('agreement', args=[slug])}?{request.GET.urlencode()}")
    job = None if now.is_up_to_date else job_of(now)
    if request.htmx and "seen" in request.GET:
        return _progress(request, now, job)
    page = {**frame(member), "form": form, "standing": now, **_job(job), **_report(request, form, now)}
    answer = render(request, "annotate/agreement.html", page)
    patch_vary_headers(answer, ["HX-Request"])  # one address, two answers: no cache may mix them up
    return answer


def _standing(choice: Choice) -> Standing:
    """Return what is known, measured now if that is quick. Raises Http404 where nothing may be known."""
    if not may_compare(choice.member):
        raise Http404(_("There is no such page."))
    now = standing(choice)
    if now.is_up_to_date or not is_quick(now.units):
        return now
    return Standing(choice, now.units, now.key, measure(choice))


def _report(request: Request, form: AgreementForm, now: Standing) -> dict[str, object]:
    """Return what the page shows of a report; nothing if nothing has been measured."""
    content, member = now.content, form.member
    if content is None or not content["articles"]:
        return {}
    shown = Shown(content, names_in(member, content["reviewers"]), member, form.label_key)
    page = Paginator(shown.worst, PER_PAGE).get_page(request.GET.get("page", "1"))
    return {"shown": shown, "pages": page, "worst": _articles(member, list(page))}


def _articles(member: Membership, rows: Sequence[tuple[int, Counts]]) -> list[dict[str, object]]:
    """Return some articles with their titles and bars, by one query."""
    titles = articles_in(member, [entry for entry, _counts in rows])
    return [
        {"entry": entry, "title": titles[entry].title, "line": BarLine(counts)}
        for entry, counts in rows
        if entry in titles
    ]


def _job(job: Job | None) -> dict[str, object]:
    """Return how far the measuring in the background is."""
    if job is None:
        return {}
    is_unattended = job.is_open and not somebody_works()
    return {
        "job": job,
        "job_problem": _(job.problem) if job.problem else "",
        "is_unattended": is_unattended,
        "stamp": f"{job.state}-{job.done}-{job.total}-{int(is_unattended)}",
    }


def _progress(request: Request, now: Standing, job: Job | None) -> HttpResponse:
    page = _job(job)
    if job is not None and request.GET["seen"] == page["stamp"]:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = render(request, "annotate/_agreement_progress.html", {"standing": now, **page})
    if job is None or not job.is_open:
        answer["HX-Refresh"] = "true"  # there is something new to show
    return answer


@require_safe
def agreement_json(request: Request, slug: str) -> HttpResponse:
    """Send the report with all its numbers, for programs."""
    now = _standing(AgreementForm(request.GET, member=member_of(request.user, slug, Act.SEE)).choice)
    if now.report is None:
        return JsonResponse({"detail": _not_yet()}, status=HTTPStatus.CONFLICT)
    answer = JsonResponse(named(now).as_json(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{slug}-agreement.json"
    )
    return answer


@require_safe
def agreement_csv(request: Request, slug: str) -> HttpResponse:
    """Send the report as a table for spreadsheets."""
    now = _standing(AgreementForm(request.GET, member=member_of(request.user, slug, Act.SEE)).choice)
    if now.report is None:
        return HttpResponse(_not_yet(), status=HTTPStatus.CONFLICT, content_type="text/plain; charset=utf-8")
    text = io.StringIO()
    text.write(MARK)
    table = csv.writer(text, lineterminator="\r\n")
    for row in named(now).rows():
        table.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in row)
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{slug}-agreement.csv"
    )
    return answer


def _not_yet() -> str:
    return _("This has not been measured yet. Open the page “Agreement” and choose “Measure now”.")
