"""The queue of articles that are ready to be adjudicated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.models import Assignment, DecisionItem, Entry, Kind, Membership, State, Way
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame

PER_PAGE = 50  # articles


@dataclass(frozen=True, slots=True)
class Line:
    """One article in the queue. ``left`` is None before anybody has begun."""

    entry: Entry
    reviewers: int
    is_own: bool
    left: int | None
    total: int
    request: UUID = field(default_factory=uuid4)  # of the form that begins


@require_safe
def adjudication(request: Request, slug: str) -> HttpResponse:
    """Show what is ready to be adjudicated, or (``show=finished``) what has been."""
    member = member_of(request.user, slug, Act.ADJUDICATE)
    ready = Entry.objects.ready().filter(project=member.project)
    finished = request.GET.get("show") == "finished"
    entries = ready.filter(adjudicated_at__isnull=not finished)
    order = ("-adjudicated_at", "pk") if finished else ("-priority", "pk")
    page = Paginator(entries.order_by(*order).select_related("article"), PER_PAGE)
    context = {
        **frame(member),
        "lines": _lines(member, page.get_page(request.GET.get("page", "1"))),
        "finished": finished,
        "number": page.count,
        "other": ready.filter(adjudicated_at__isnull=finished).count(),
        "is_independent": member.project.way == Way.INDEPENDENT,
    }
    return render(request, "annotate/adjudication.html", context)


def _lines(member: Membership, page: Page[Any]) -> Page[Any]:
    """Return one page of the queue by four queries."""
    works = Assignment.objects.filter(entry__in=[entry.pk for entry in page], is_current=True).order_by("pk")
    golds = dict(works.filter(kind=Kind.GOLD, merge__isnull=False).values_list("entry_id", "pk"))
    handed = works.filter(kind=Kind.OWN, state=State.SUBMITTED, seat__isnull=False)
    people: dict[int, list[int | None]] = {}
    for entry, reviewer in handed.values_list("entry_id", "reviewer_id"):
        people.setdefault(entry, []).append(reviewer)
    items = DecisionItem.objects.filter(assignment__in=golds.values())
    left, total = _counts(items.undecided()), _counts(items.live())
    page.object_list = [
        Line(
            entry,
            len(people.get(entry.pk, ())),
            member.user_id in people.get(entry.pk, ()),
            left.get(golds[entry.pk], 0) if entry.pk in golds else None,
            total.get(golds.get(entry.pk, 0), 0),
        )
        for entry in page
    ]
    return page


def _counts(items: QuerySet[DecisionItem]) -> Mapping[int, int]:
    rows: Iterable[tuple[int, int]] = items.order_by().values_list("assignment").annotate(Count("pk"))
    return dict(rows)
