"""What has been taken out of a project or deleted in it, and can be restored for 30 days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotate.access import deleted_span_of, entry_in, member_of
from annotate.actions.entries import put_back, take_out
from annotate.actions.tagging.reviving import bring_back
from annotate.forms.spans import AskForm
from annotate.forms.trash import ChosenForm
from annotate.models import Entry, Membership, Span
from annotate.models.labels import labels_of
from annotate.models.projects import days_left
from annotate.roles import Act, may
from annotate.views.bench.spans import ask_of
from annotate.views.hindrances import done_or_told
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.undoing import say
from articles.views.paging import FirstOnes

PER_PAGE = 50
ARTICLES, TAGS = "articles", "tags"


@dataclass(frozen=True, slots=True)
class Deleted:
    """One thing in the trash."""

    thing: Entry | Span
    at: datetime
    by: str
    tags: int = 0  # in an article

    @property
    def days(self) -> int:
        """For how many days it can still be restored."""
        return days_left(self.at)


@require_safe
def trash(request: Request, slug: str) -> HttpResponse:
    """Show what can be restored: to managers everything, to others their own tags."""
    member = member_of(request.user, slug, Act.SEE)
    manages = may(member.role, Act.MANAGE)
    found = {TAGS: FirstOnes(_keys(_tags(member), "-deleted_at"), PER_PAGE)}
    if manages:
        found[ARTICLES] = FirstOnes(_keys(_articles(member), "-removed_at"), PER_PAGE)
    usual = ARTICLES if manages and (found[ARTICLES].count or not found[TAGS].count) else TAGS
    shown = request.GET.get("show", usual)
    shown = shown if shown in found else usual
    lines = found[shown].get_page(request.GET.get("page", "1"))
    lines.object_list = _lines(member, shown, list(lines.object_list))
    page = {**frame(member), "shown": shown, "found": found, "lines": lines, "request_id": uuid4}
    return render(request, "annotate/trash.html", page)


def _keys(things: QuerySet[Any], order: str) -> QuerySet[Any, int]:
    return things.order_by(order, "-pk").values_list("pk", flat=True)


def _articles(member: Membership) -> QuerySet[Entry]:
    return Entry.objects.in_trash().filter(project=member.project_id)


def _tags(member: Membership) -> QuerySet[Span]:
    """Return the deleted tags that this member may bring back."""
    tags = Span.objects.visible_to(member).in_trash()
    if may(member.role, Act.CHANGE_OTHERS):
        return tags
    mine = Q(author=member.user_id, assignment__reviewer=None) | Q(assignment__reviewer=member.user_id)
    return tags.filter(mine)


def _lines(member: Membership, shown: str, keys: list[int]) -> list[Deleted]:
    """Return what stands on one page, given the keys, by a number of queries that does not grow."""
    if shown == ARTICLES:
        entries = Entry.objects.select_related("article", "removed_by").in_bulk(keys)
        return _deleted_articles([entries[key] for key in keys if key in entries])
    tags = Span.objects.select_related("assignment__entry__article", "author", "deleted_by").in_bulk(keys)
    return _deleted_tags(member, [tags[key] for key in keys if key in tags])


def _deleted_articles(entries: list[Entry]) -> list[Deleted]:
    tags = Span.objects.live().filter(assignment__entry__in=entries, assignment__is_current=True)
    numbers = dict(tags.order_by().values_list("assignment__entry").annotate(number=Count("pk")))
    return [
        Deleted(entry, entry.removed_at, _name(entry.removed_by), numbers.get(entry.pk, 0))
        for entry in entries
        if entry.removed_at is not None
    ]


def _deleted_tags(member: Membership, spans: list[Span]) -> list[Deleted]:
    labels = labels_of(member.project).by_pk
    for span in spans:
        span.label = labels[span.label_id]
    return [Deleted(span, span.deleted_at, _name(span.deleted_by)) for span in spans if span.deleted_at]


def _name(person: Any) -> str:
    return person.name if person else ""


@require_POST
def entry_take_out(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take an article out of the project; its tags are kept."""
    member = member_of(request.user, slug, Act.MANAGE)
    return _taken_out(request, member, [entry_in(member, entry).pk])


@require_POST
def entries_take_out(request: Request, slug: str) -> HttpResponse:
    """Take the chosen articles out of the project."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_error())
        return redirect(_back(request, reverse("project", args=[slug])))
    return _taken_out(request, member, form.cleaned_data["entry"])


def _taken_out(request: Request, member: Membership, entries: Iterable[int]) -> HttpResponse:
    done = take_out(member.project, entries, request.user)
    number = len(done.changes) if done else 0
    sentence = (
        ngettext(
            "%(count)s article has been taken out of the project. Its tags are kept for 30 days.",
            "%(count)s articles have been taken out of the project. Their tags are kept for 30 days.",
            number,
        )
        % {"count": number}
        if done
        else _("These articles are out of the project already.")
    )
    say(request, sentence, done)
    return redirect(_back(request, reverse("project", args=[member.project.slug])))


def _back(request: Request, usual: str) -> str:
    """Return the page that the form stood on, filter and all, if it is one of ours."""
    place = request.POST.get("next", "")
    is_ours = place.startswith(usual) and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if is_ours else usual


@require_POST
def entry_put_back(request: Request, slug: str, entry: int) -> HttpResponse:
    """Put an article back that was taken out of the project."""
    member = member_of(request.user, slug, Act.MANAGE)
    found = entry_in(member, entry)
    done = put_back(member.project, [found.pk], request.user)
    if done or found.removed_at is None:
        say(request, _("“%(title)s” is back in the project.") % {"title": found.article.title}, done)
    else:
        messages.error(
            request, _("This article was taken out more than 30 days ago. Import it again to bring it back.")
        )
    return redirect("trash", slug)


@require_POST
def span_restore(request: Request, slug: str, span: int) -> HttpResponse:
    """Bring a deleted tag back."""
    work, found = deleted_span_of(request.user, slug, span)
    form = AskForm(request.POST)
    answered = done_or_told(request, form, lambda: bring_back(work, ask_of(request, work, form), found))
    if answered is not None:
        undo = reverse("history-undo", args=[slug, work.entry.pk, answered.act])
        messages.success(request, answered.answer["message"], extra_tags=undo)
    return redirect(f"{reverse('trash', args=[slug])}?show={TAGS}")
