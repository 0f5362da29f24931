"""What has happened to an article: a page of its own, and the same beside the text."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from annotate.access import past_of, past_span_of, work_of
from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask
from annotate.actions.tagging.reviving import bring_back, put_back_as_it_was, take_back_revival
from annotate.actions.talking import member_for
from annotate.forms.history import KINDS, HistoryForm
from annotate.forms.spans import AskForm
from annotate.models import Activity, Assignment, Entry, Way
from annotate.roles import Act, may
from annotate.views.bench.spans import answered_to, ask_of
from annotate.views.hindrances import done_or_told
from annotate.views.http import Request, wants_json
from annotate.views.past.lines import lines_of
from annotate.views.projects import frame

PART = "X-Part"  # the header by which the workbench asks for the history alone
PER_PAGE = 40  # acts


@require_safe
def history(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show who did what to an article and its tags, the newest first."""
    work = work_of(request.user, slug, entry, Act.SEE)
    acts = _acts(work)
    people = User.objects.filter(pk__in=acts.order_by().values("actor")).order_by("pk")
    form = HistoryForm(request.GET, people=list(people), person=_usual_person(work))
    found = _narrowed(acts, form).select_related("actor", "assignment").order_by("-pk")
    page: Page[Any] = Paginator(found, PER_PAGE).get_page(request.GET.get("page", "1"))
    page.object_list = lines_of(work, list(page.object_list))
    context = {
        **frame(member_for(work)),
        "entry": work.entry,
        "article": work.entry.article,
        "form": form,
        "lines": page,
        "added": None if page.has_next() or any(form.chosen()) else _added(work),
        "may_tag": may(work.role, Act.TAG),
    }
    name = "annotate/_history.html" if request.headers.get(PART) else "annotate/history.html"
    return render(request, name, context)


def _acts(work: Work) -> QuerySet[Activity]:
    """Return what this person may know of: acts on any work on the article, and on the article itself."""
    member = member_for(work)
    works = Assignment.objects.visible_to(member).filter(entry=work.entry).values_list("pk", flat=True)
    on_works = Activity.objects.filter(assignment__in=list(works)).order_by().values("pk")
    on_itself = Activity.objects.filter(entry=work.entry).order_by().values("pk")
    # Two short looks into indexes: asked with OR, all acts of the project would be gone through.
    return Activity.objects.visible_to(member).filter(pk__in=on_works.union(on_itself, all=True))


def _added(work: Work) -> Entry:
    """Return who brought the article, and when: with many others, in an act that names none of them."""
    return Entry.objects.select_related("added_by").only("added_at", "added_by").get(pk=work.entry.pk)


def _usual_person(work: Work) -> int | None:
    """Return whose acts are shown first: who is to work alone is not led to the work of the others."""
    alone = work.project.way == Way.INDEPENDENT and work.assignment is not None and not work.is_submitted
    return work.user.pk if alone else None


def _narrowed(acts: QuerySet[Activity], form: HistoryForm) -> QuerySet[Activity]:
    person, kind = form.chosen()
    if person:
        acts = acts.filter(actor=person)
    return acts.filter(verb__in=KINDS[kind]) if kind else acts


@require_POST
def tag_restore(request: Request, slug: str, entry: int, activity: int, number: int) -> HttpResponse:
    """Bring a deleted tag back."""
    work, act, span = past_span_of(request.user, slug, entry, activity, number)
    return _done(request, work, lambda ask: bring_back(work, ask, span, act))


@require_POST
def tag_put_back(request: Request, slug: str, entry: int, activity: int, number: int) -> HttpResponse:
    """Give a tag back what it had before an act."""
    work, act, span = past_span_of(request.user, slug, entry, activity, number)
    return _done(request, work, lambda ask: put_back_as_it_was(work, ask, span, act))


@require_POST
def history_undo(request: Request, slug: str, entry: int, activity: int) -> HttpResponse:
    """Take such an act back, as the page offers it right afterwards."""
    work, act = past_of(request.user, slug, entry, activity)
    data = {**request.POST.dict(), "request": request.POST.get("request") or str(uuid4())}
    return _done(request, work, lambda ask: take_back_revival(work, ask, act), data=data)


def _done(
    request: Request, work: Work, act: Callable[[Ask], Answered], data: dict[str, str] | None = None
) -> HttpResponse:
    """Answer a script as the workbench is answered; lead a form to the history, with an Undo button."""
    if wants_json(request):
        return answered_to(request, work, AskForm, lambda _work, ask, _form: act(ask))
    form = AskForm(data or request.POST)
    answered = done_or_told(request, form, lambda: act(ask_of(request, work, form)))
    if answered is not None:
        _tell(request, work, answered)
    return redirect("history", work.project.slug, work.entry.pk)


def _tell(request: Request, work: Work, answered: Answered) -> None:
    is_step = answered.answer["verb"] != "undo"
    undo = reverse("history-undo", args=[work.project.slug, work.entry.pk, answered.act])
    messages.success(request, answered.answer["message"], extra_tags=undo if is_step else "")
