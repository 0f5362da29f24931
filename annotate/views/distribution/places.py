"""The places of one article: who has them, what is returned, how many there are."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import entry_of
from annotate.actions.distribution.distributing import release, send_back
from annotate.actions.distribution.handing_out import set_wanted
from annotate.actions.problems import Conflict
from annotate.forms.queue import PlacesForm, ReturnForm
from annotate.models import Assignment, Entry, Membership, State, Way
from annotate.models.states import ASIDE, OPEN_STATES
from annotate.roles import Act, may
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.undoing import say


@require_http_methods(["GET", "HEAD", "POST"])
def entry_places(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show who works on an article, and how far they are; a manager sets how many it wants."""
    act = Act.MANAGE if request.method == "POST" else Act.ADJUDICATE
    member, found = entry_of(request.user, slug, entry, act)
    present = {"required": found.required, "priority": found.priority}
    form = PlacesForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        entries = Entry.objects.filter(pk=found.pk)
        try:
            done = set_wanted(member.project, entries, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("required", error)
        else:
            say(request, _("The article is changed.") if done else _("Nothing was changed."), done)
            return redirect("entry-places", slug, entry)
    return _page(request, member, found, form=form)


def _page(
    request: Request,
    member: Membership,
    entry: Entry,
    *,
    form: PlacesForm | None = None,
    wrong: ReturnForm | None = None,
) -> HttpResponse:
    works = Assignment.objects.visible_to(member).filter(entry=entry, is_current=True)
    works = works.exclude(kind__in=ASIDE).select_related("reviewer").order_by("seat", "pk")
    lines = [
        {
            "work": work,
            "state_label": State(work.state).label,
            "may_return": work.state == State.SUBMITTED,
            "may_free": work.seat is not None and work.state in OPEN_STATES,
            "form": wrong if wrong and wrong.data.get("work") == str(work.pk) else _return_form(work),
        }
        for work in works
    ]
    context = {
        **frame(member),
        "alone": member.project.way == Way.INDEPENDENT,
        "may_adjudicate": may(member.role, Act.ADJUDICATE),
        "entry": entry,
        "article": entry.article,
        "lines": lines,
        "form": form or PlacesForm(initial={"required": entry.required, "priority": entry.priority}),
    }
    is_wrong = wrong is not None or (form is not None and form.is_bound)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "annotate/places.html", context, status=status)


def _return_form(work: Assignment) -> ReturnForm:
    return ReturnForm(initial={"work": work.pk}, auto_id=f"id_{work.pk}_%s")


def _work(member: Membership, entry: Entry, key: int) -> Assignment:
    """Return current work on the article, gold aside."""
    works = Assignment.objects.visible_to(member).filter(entry=entry, is_current=True)
    found = works.exclude(kind__in=ASIDE).select_related("entry").filter(pk=key).first()
    if found is None:
        raise Http404(_("There is no such work on this article."))
    return found


@require_POST
def work_return(request: Request, slug: str, entry: int) -> HttpResponse:
    """Return submitted work to its reviewer, with a remark."""
    member, found = entry_of(request.user, slug, entry, Act.ADJUDICATE)
    form = ReturnForm(request.POST)
    if "work" in form.errors:
        raise Http404(_("There is no such work on this article."))
    is_valid = form.is_valid()
    work = _work(member, found, form.cleaned_data["work"])
    if not is_valid:
        return _page(request, member, found, wrong=form)
    try:
        done = send_back(work, request.user, form.cleaned_data["remark"])
    except Conflict as conflict:
        messages.error(request, conflict.message)
    else:
        say(request, _("The work is returned. The reviewer sees your remark."), done)
    return redirect("entry-places", slug, entry)


@require_POST
def place_free(request: Request, slug: str, entry: int, work: int) -> HttpResponse:
    """Give the place of open work to somebody else; the work itself is kept."""
    member, found = entry_of(request.user, slug, entry, Act.MANAGE)
    try:
        done = release(_work(member, found, work), request.user)
    except Conflict as conflict:
        messages.error(request, conflict.message)
    else:
        say(request, _("The place is free. What has been tagged is kept."), done)
    return redirect("entry-places", slug, entry)
