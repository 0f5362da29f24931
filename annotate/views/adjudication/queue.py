"""The queue of articles that are ready to be adjudicated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.models import Assignment, DecisionItem, Entry, Kind, Membership, State, Way
from annotate.models.work import EntryQuerySet
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.views.paging import FirstOnes

PER_PAGE = 50  # articles
COUNTED = 1_000  # articles of the list that is not shown


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
    to_decide = FirstOnes(
        _keys(ready.filter(adjudicated_at=None), "-priority"), PER_PAGE, COUNTED if finished else 0
    )
    decided = FirstOnes(
        _keys(ready.filter(adjudicated_at__isnull=False), "-adjudicated_at"),
        PER_PAGE,
        0 if finished else COUNTED,
    )
    page = (decided if finished else to_decide).get_page(request.GET.get("page", "1"))
    context = {
        **frame(member),
        "lines": _lines(member, page),
        "finished": finished,
        "to_decide": to_decide,
        "decided": decided,
        "is_independent": member.project.way == Way.INDEPENDENT,
    }
    return render(request, "annotate/adjudication.html", context)


def _keys(entries: EntryQuerySet, order: str) -> QuerySet[Entry, int]:
    return entries.order_by(order, "pk").values_list("pk", flat=True)


def _lines(member: Membership, page: Page[Any]) -> Page[Any]:
    """Return one page of the queue by five queries, given the keys."""
    by_key = Entry.objects.select_related("article").in_bulk(list(page.object_list))
    page.object_list = [by_key[key] for key in page.object_list if key in by_key]
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
