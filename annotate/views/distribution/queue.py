"""My work: what a member has to do, what they have done, and the next article of the queue."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import member_of, work_of
from annotate.actions.distribution.distributing import release, skip, take, take_next
from annotate.actions.distribution.returning import has_abandoned
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.seats import Share, share_of
from annotate.forms.queue import SkipForm
from annotate.models import Membership, State, Way
from annotate.models.queue import Task, offered, own_work, tasks
from annotate.models.states import OPEN_STATES
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.views.paging import FirstOnes

PER_PAGE = 50  # articles
SHOWN = {"open": OPEN_STATES, "done": (State.SUBMITTED,), "skipped": (State.SKIPPED,)}


@require_safe
def queue(request: Request, slug: str) -> HttpResponse:
    """Show the member's own work: open, done, or left out. Looking takes nothing."""
    member = member_of(request.user, slug, Act.TAG)
    shown = request.GET.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    keys = own_work(member, *SHOWN[shown]).values_list("pk", flat=True)
    page: Page[Any] = FirstOnes(keys, PER_PAGE).get_page(request.GET.get("page"))
    found = [Task(*row) for row in tasks(member, *SHOWN[shown]).filter(pk__in=list(page.object_list))]
    page.object_list = [(task, State(task.state).label) for task in found]
    share = share_of(member.project, request.user)
    context = {
        **frame(member),
        "shown": shown,
        "tasks": page,
        "share": share,
        "alone": member.project.way == Way.INDEPENDENT,
        "has_open": shown == "open" and bool(found),
        "is_offered": shown == "open" and not found and _is_offered(member, share),
    }
    return render(request, "annotate/queue.html", context)


def _is_offered(member: Membership, share: Share) -> bool:
    """Whether asking for the next article would bring one that the member does not have yet."""
    if share.is_used_up:
        return False
    return any(entries.exists() for entries in offered(member)) or has_abandoned(member.project)


@require_POST
def queue_next(request: Request, slug: str) -> HttpResponse:
    """Go on with one's own work, or take the next article."""
    member = member_of(request.user, slug, Act.TAG)
    try:
        entry = take_next(member)
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return redirect("queue", slug)
    if entry is None:
        messages.info(request, _("Nothing is left for you at this moment."))
        return redirect("queue", slug)
    return redirect("workbench", slug, entry)


@require_POST
def work_take(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take this very article, or come back to one that was left out."""
    work = work_of(request.user, slug, entry, Act.TAG)
    return _done(request, work, lambda: take(work))


def _done(request: Request, work: Work, act: Callable[[], object]) -> HttpResponse:
    """Do it, and go to the article, with what there is to say if it cannot be done."""
    try:
        act()
    except Conflict as conflict:
        messages.error(request, conflict.message)
    return redirect("workbench", work.project.slug, work.entry.pk)


@require_POST
def work_skip(request: Request, slug: str, entry: int) -> HttpResponse:
    """Leave an article out, with a reason, and go on with one's own work."""
    work = work_of(request.user, slug, entry, Act.TAG)
    form = SkipForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("workbench", slug, entry)
    try:
        skip(work, form.cleaned_data["reason"])
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return redirect("workbench", slug, entry)
    _say_with_way_back(request, work, _("“%(title)s” is left out. Others can take it."))
    return redirect("queue", slug)


@require_POST
def work_give_back(request: Request, slug: str, entry: int) -> HttpResponse:
    """Give one's place to somebody else; what has been tagged is kept."""
    work = work_of(request.user, slug, entry, Act.TAG)
    try:
        if work.assignment is not None and work.assignment.seat is not None:
            release(work.assignment, request.user)
            _say_with_way_back(request, work, _("You have given “%(title)s” back. Others can take it."))
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return redirect("workbench", slug, entry)
    return redirect("queue", slug)


def _say_with_way_back(request: Request, work: Work, sentence: str) -> None:
    """Say what was done, with a button that takes the article again."""
    back = reverse("work-take", args=[work.project.slug, work.entry.pk])
    messages.success(request, sentence % {"title": work.entry.article.title}, extra_tags=back)
