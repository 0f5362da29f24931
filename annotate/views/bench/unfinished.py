"""The quiet list before submitting: a page, and the same beside the text."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.access import work_of
from annotate.reports.unfinished import left_in
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.talk.comments import PART


@require_safe
def work_unfinished(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show what this person may want to look at before they submit."""
    work = work_of(request.user, slug, entry, Act.TAG)
    groups = left_in(work)
    page = {
        "section": "projects",
        "project": work.project,
        "entry": work.entry,
        "article": work.entry.article,
        "groups": groups,
        "left": sum(group.count for group in groups),
        "can_submit": not work.is_submitted and not work.has_skipped and work.can_begin,
        "request_id": uuid4(),
    }
    name = "annotate/_unfinished.html" if request.headers.get(PART) else "annotate/unfinished.html"
    return render(request, name, page)
