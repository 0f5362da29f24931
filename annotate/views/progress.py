"""How far a project has come: plots, tables, and the same as a file."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.exports.writers.table import MARK, harmless
from annotate.forms.progress import ProgressForm
from annotate.models import Assignment, Label
from annotate.reports import progress as reports
from annotate.reports.charts import columns, shares
from annotate.reports.progress import Asked, Daily
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.views.paging import FirstOnesOf
from config.database import read_snapshot

PER_PAGE = 20  # lines of ageing work
LABELLED = 8  # columns of the plot that carry the day beneath them, about


@require_safe
def progress(request: Request, slug: str) -> HttpResponse:
    """Show what was done when and by whom, what is tagged, and what has lain longest."""
    member = member_of(request.user, slug, Act.SEE)
    form = ProgressForm(request.GET.dict())
    asked = form.asked(member)
    with read_snapshot():
        states = reports.states(member)
        stretches = reports.stretches(asked)
        labels = reports.labels(asked)
        left = reports.open_by_person(asked)
        page = {
            **frame(member),
            "form": form,
            "is_own": member.is_blind,
            "states": states,
            "stretches": stretches,
            "people": reports.people(
                asked, {one: number for one, number in left.items() if one != reports.TEAM}
            ),
            "labels": labels,
            "ageing": _ageing(reports.open_work(asked), sum(left.values()), request.GET.get("page", "1")),
        }
    chart = columns([stretch.articles for stretch in stretches])
    page |= {
        "chart": chart,
        "plotted": list(zip(chart.bars, stretches, strict=True)),
        "every": max(1, -(-len(stretches) // LABELLED)),
        "by_week": len(stretches) > 1 and stretches[0].first != stretches[0].last,
        "shares": shares(_parts(states)),
        "most_tags": max((line.tags for line in labels), default=0),
        "has_begun": states.adjudicated + states.submitted + states.begun > 0,
        "has_work": any(stretch.articles for stretch in stretches),
    }
    return render(request, "annotate/progress.html", page)


def _parts(states: reports.States) -> list[int]:
    return [states.adjudicated, states.submitted, states.begun, states.untouched]


def _ageing(work: QuerySet[Assignment], count: int, number: str) -> Page[Assignment]:
    """Return one page of the work that lies, with its articles, by two queries."""
    page: Page[Any] = FirstOnesOf(work.values_list("pk", flat=True), PER_PAGE, count).get_page(number)
    rows = Assignment.objects.select_related("entry__article", "reviewer").in_bulk(list(page.object_list))
    page.object_list = [rows[key] for key in page.object_list if key in rows]
    return page


@require_safe
def progress_days(request: Request, slug: str) -> StreamingHttpResponse:
    """Send every person's days as a table for spreadsheets."""
    member = member_of(request.user, slug, Act.SEE)
    asked = ProgressForm(request.GET.dict()).asked(member)
    labels = list(Label.objects.filter(project=member.project_id))
    answer = StreamingHttpResponse(_table(asked, labels), content_type="text/csv; charset=utf-8")
    name = f"{slug}-progress-{reports.today().isoformat()}.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _table(asked: Asked, labels: list[Label]) -> Iterator[str]:
    head = ["day", "annotator", "articles", "tags", "active_seconds"]
    yield MARK + _line([*head, *(f"tags_{label.name}" for label in labels)])
    for line in reports.daily(asked):
        yield _line(_cells(line, labels))


def _cells(line: Daily, labels: list[Label]) -> list[object]:
    counts = (line.labels.get(label.pk, 0) for label in labels)
    return [line.day.isoformat(), line.handle, line.articles, line.tags, line.seconds, *counts]


def _line(cells: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(harmless(str(cell)) for cell in cells)
    return text.getvalue()
