"""Distribute: who gets which articles, decided by a manager for many articles at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import Count, F, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import name_at
from annotate.access import member_of
from annotate.actions.distribution.handing_out import MOST, Plan, hand_out, plan, set_wanted
from annotate.actions.problems import Conflict
from annotate.actions.seats import most_places
from annotate.forms.queue import ChoiceForm, FindForm, HandOutForm, Places, Scope, WantedForm
from annotate.models import Assignment, Entry, Membership, Way
from annotate.roles import Act, Role, may
from annotate.views.articles_list import outlets_of
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.undoing import say
from articles.models import holding
from articles.views.paging import FirstOnes
from config.figures import grouped

PER_PAGE = 50  # articles
SHOWN = 100  # articles of a preview
MOST_PEOPLE = 200


@dataclass
class Person:
    """Somebody who can be given articles. ``open`` work is what they have and have not submitted."""

    member: Membership
    open: int = 0
    gets: int = 0

    @property
    def total(self) -> int:
        """What they will have to do."""
        return self.open + self.gets


@require_safe
def distribute(request: Request, slug: str) -> HttpResponse:
    """Show the articles and who could get them."""
    member = member_of(request.user, slug, Act.MANAGE)
    return _page(request, member, FindForm(request.GET))


def _page(
    request: Request, member: Membership, find: FindForm, *, wrong: ChoiceForm | None = None
) -> HttpResponse:
    entries = _found(member, find)
    page: Page[Any] = FirstOnes(entries.values_list("pk", flat=True), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = entries.filter(pk__in=list(page.object_list)).select_related("article")
    found = list(rows.only(*_COLUMNS))
    names = _takers(found)
    page.object_list = [(entry, names.get(entry.pk, [])) for entry in found]
    context = {
        **frame(member),
        "alone": member.project.way == Way.INDEPENDENT,
        "find": find,
        "outlets": outlets_of(member),
        "lines": page,
        "people": _people(member),
        "totals": _totals(member),
        "most": MOST,
        "share": most_places(member.project),
        "hand_out": HandOutForm(),
        "wanted": WantedForm(),
        "wrong": wrong,
        "is_filtered": bool(find.is_bound and any(find.cleaned_data.values())),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "annotate/distribute.html", context, status=status)


_COLUMNS = (
    "project", "required", "taken", "priority", "done", "article__title", "article__outlet", "article__lang",
)  # fmt: skip


def _found(member: Membership, find: FindForm) -> QuerySet[Entry]:
    """Return the articles that the filter asks for, the most urgent first."""
    find.is_valid()
    asked = find.cleaned_data
    entries = Entry.objects.live().filter(project=member.project_id).order_by("-priority", "pk")
    if words := asked.get("words"):
        entries = entries.filter(holding("article__title", words) | holding("article__outlet", words))
    if outlet := asked.get("outlet"):
        entries = entries.filter(article__outlet=outlet)
    match asked.get("places") or Places.FREE:
        case Places.FREE:
            return entries.filter(taken__lt=F("required"))
        case Places.NEW:
            return entries.filter(taken=0)
    return entries


def _takers(entries: Iterable[Entry]) -> dict[int, list[str]]:
    """Return the names of those who have a place, by entry."""
    rows = Assignment.objects.seated().filter(entry__in=[entry.pk for entry in entries]).order_by("seat")
    names: dict[int, list[str]] = {}
    for entry, name in rows.values_list("entry", name_at("reviewer")):
        names.setdefault(entry, []).append(name)
    return names


def _people(member: Membership) -> list[Person]:
    """Return the members who may tag, with what they have to do, by two questions.

    Of open work there is an index of its own.
    """
    tagging = [role for role in Role if may(role, Act.TAG)]
    found = member.project.memberships.filter(removed_at=None, role__in=tagging, user__is_active=True)
    people = [Person(one) for one in found.select_related("user").order_by("user__username")[:MOST_PEOPLE]]
    work = Assignment.objects.open().filter(entry__project=member.project_id, entry__removed_at=None)
    numbers = work.filter(reviewer__in=[one.member.user_id for one in people]).numbers()
    for person in people:
        person.open = numbers.get(person.member.user_id, 0)
    return people


def _totals(member: Membership) -> dict[str, int]:
    """Return how many articles and places there are, by one question that an index answers."""
    entries = Entry.objects.live().filter(project=member.project_id)
    found = entries.aggregate(
        articles=Count("pk"), places=Sum("required"), taken=Sum("taken"), submitted=Sum("done")
    )
    return {name: number or 0 for name, number in found.items()}


def _meant(member: Membership, form: ChoiceForm) -> QuerySet[Entry]:
    """Return the articles that are meant, no more than can be dealt with at once."""
    entries = _found(member, form)
    if form.cleaned_data["scope"] == Scope.CHOSEN:
        project = Entry.objects.live().filter(project=member.project_id).order_by("-priority", "pk")
        entries = project.filter(pk__in=form.cleaned_data["entries"])
    return entries[:MOST]


def _hand_out_form(request: Request, member: Membership) -> HandOutForm:
    return HandOutForm(request.POST, members=[one.member for one in _people(member)])


@require_POST
def distribute_preview(request: Request, slug: str) -> HttpResponse:
    """Show who would get what; nothing is changed yet."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = _hand_out_form(request, member)
    if not form.is_valid():
        return _page(request, member, FindForm(request.POST), wrong=form)
    return _preview(request, member, form)


def _preview(request: Request, member: Membership, form: HandOutForm) -> HttpResponse:
    chosen = form.cleaned_data["people"]
    entries = list(_meant(member, form).only("required", "taken", "priority"))
    wanted = plan(member.project, entries, [one.user for one in chosen], each=form.cleaned_data["each"])
    people = [person for person in _people(member) if person.member in chosen]
    for person in people:
        person.gets = wanted.counts[person.member.user_id]
    context = {
        **frame(member),
        "form": form,
        "people": people,
        "plan": wanted,
        "articles": len({entry for entry, _person in wanted.pairs}),
        "lines": _lines(wanted, {one.user_id: one.user.name for one in chosen}),
        "is_cut": len(entries) == MOST,
        "most": MOST,
        "request_id": uuid4(),
        "repeated": [(name, value) for name in _REPEATED for value in request.POST.getlist(name)],
    }
    return render(request, "annotate/distribute_preview.html", context)


_REPEATED = ("words", "outlet", "places", "scope", "entries", "people", "each")


def _lines(wanted: Plan, names: dict[int, str]) -> list[tuple[Entry, list[str]]]:
    """Return the first articles of a plan, and who gets each."""
    people: dict[int, list[str]] = {}
    for entry, person in wanted.pairs:
        people.setdefault(entry, []).append(names[person])
    first = list(people)[:SHOWN]
    entries = Entry.objects.select_related("article").only("article__title", "article__lang").in_bulk(first)
    return [(entries[entry], people[entry]) for entry in first]


@require_POST
def distribute_hand_out(request: Request, slug: str) -> HttpResponse:
    """Do what the preview has shown."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = _hand_out_form(request, member)
    if not form.is_valid():
        return _page(request, member, FindForm(request.POST), wrong=form)
    people = [one.user for one in form.cleaned_data["people"]]
    try:
        done = hand_out(
            member.project,
            _meant(member, form),
            people,
            request.user,
            each=form.cleaned_data["each"],
            digest=form.cleaned_data["digest"],
            request=form.cleaned_data["request"] or uuid4(),
        )
    except Conflict as conflict:
        messages.error(request, conflict.message)
        return _preview(request, member, form)
    number = len(done.changes[0]["after"]["ids"])
    sentence = ngettext("%(count)s place is handed out.", "%(count)s places are handed out.", number)
    say(request, sentence % {"count": grouped(number)}, done)
    return redirect("distribute", slug)


@require_POST
def distribute_wanted(request: Request, slug: str) -> HttpResponse:
    """Say how many reviewers the articles want, or how urgent they are."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = WantedForm(request.POST)
    if not form.is_valid():
        return _page(request, member, FindForm(request.POST), wrong=form)
    try:
        done = set_wanted(member.project, _meant(member, form), request.user, **form.wanted)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("distribute", slug)
    number = sum(len(change["before"]["ids"]) for change in done.changes) if done else 0
    sentence = ngettext("%(count)s article is changed.", "%(count)s articles are changed.", number)
    say(request, sentence % {"count": grouped(number)} if done else _("Nothing was changed."), done)
    return redirect("distribute", slug)
