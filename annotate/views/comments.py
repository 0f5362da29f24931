"""The comments on one article: a page of its own, and the same beside the text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import work_of
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.talking import (
    change_presence,
    change_standing,
    mark_seen,
    member_for,
    readers_of,
    say,
)
from annotate.forms.comments import CommentForm, TurnForm
from annotate.forms.spans import INCOMPLETE
from annotate.models import Comment, ReadMark, Span
from annotate.models.labels import labels_of
from annotate.roles import Act, may
from annotate.views.http import Request
from annotate.views.projects import frame

PART = "X-Part"  # the header by which the workbench asks for the comments alone
SHOWN = 500  # comments, the newest


@dataclass(slots=True)
class Thread:
    """A first comment with what was said after it."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)
    slot: int = 0  # the colour of the tag's label
    answer: UUID = field(default_factory=uuid4)  # of the answer that somebody may write

    @property
    def is_resolved(self) -> bool:
        """Whether nothing is left to say."""
        return self.first.resolved_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether anything of it is left."""
        return self.first.deleted_at is None or any(reply.deleted_at is None for reply in self.replies)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show what has been said about an article, and take what else there is to say."""
    if request.method != "POST":
        work = work_of(request.user, slug, entry, Act.SEE)
        return _page(request, work, _form(request))
    work = work_of(request.user, slug, entry, Act.TAG)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, work, form, form.first_error())
    try:
        comment = say(work, form.comment)
    except ValidationError as wrong:
        return _page(request, work, form, " ".join(wrong.messages))
    except Conflict as conflict:
        return _page(request, work, form, conflict.message, HTTPStatus.CONFLICT)
    return _after(request, work, comment)


@require_POST
def comment_resolve(request: Request, slug: str, entry: int, comment: int) -> HttpResponse:
    """Resolve a thread, or open it again."""
    return _turned(request, slug, entry, lambda work, on: change_standing(work, comment, resolved=on))


@require_POST
def comment_delete(request: Request, slug: str, entry: int, comment: int) -> HttpResponse:
    """Delete a comment, or bring it back."""
    return _turned(request, slug, entry, lambda work, on: change_presence(work, comment, live=not on))


def _turned(request: Request, slug: str, entry: int, act: Callable[[Work, bool], Comment]) -> HttpResponse:
    work = work_of(request.user, slug, entry, Act.TAG)
    form = TurnForm(request.POST)
    if not form.is_valid():
        return _page(request, work, _form(request), str(INCOMPLETE))
    try:
        return _after(request, work, act(work, form.cleaned_data["on"]))
    except ValidationError as wrong:
        return _page(request, work, _form(request), " ".join(wrong.messages))


def _after(request: Request, work: Work, comment: Comment) -> HttpResponse:
    """Show the comments as they are now; a browser without scripts is led to the one in question."""
    if request.headers.get(PART):
        return _page(request, work, CommentForm(initial={"id": uuid4()}))
    place = reverse("comments", args=[work.project.slug, work.entry.pk])
    return redirect(f"{place}#comment-{comment.pk}")


def _form(request: Request) -> CommentForm:
    span = request.GET.get("span", "")
    return CommentForm(initial={"id": uuid4(), "span": span if span.isdecimal() else None})


def _page(
    request: Request,
    work: Work,
    form: CommentForm,
    error: str = "",
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    threads = _threads(work)
    page = {
        **frame(member_for(work)),
        "entry": work.entry,
        "article": work.entry.article,
        "threads": [thread for thread in threads if not thread.is_resolved],
        "resolved": [thread for thread in threads if thread.is_resolved],
        "form": form,
        "about": _about(work, form),
        "error": error,
        "may_write": may(work.role, Act.TAG),
        "readers": [reader.name for reader in readers_of(work)],
    }
    name = "annotate/_comments.html" if request.headers.get(PART) else "annotate/comments.html"
    return render(request, name, page, status=status if error else HTTPStatus.OK)


def _threads(work: Work) -> list[Thread]:
    """Return what this person may read, thread by thread, and note that they have read it."""
    visible = Comment.objects.visible_to(member_for(work)).filter(entry=work.entry)
    said = list(visible.select_related("author", "span", "resolved_by").order_by("-pk")[:SHOWN])[::-1]
    labels = labels_of(work.project).by_pk
    threads: dict[int, Thread] = {}
    for comment in said:
        if comment.parent_id is None:
            slot = labels[comment.span.label_id].slot if comment.span else 0
            threads[comment.pk] = Thread(comment, slot=slot)
        elif comment.parent_id in threads:
            threads[comment.parent_id].replies.append(comment)
    if said:
        mark_seen(work, said[-1].pk)
    return [thread for thread in threads.values() if thread.is_shown or _may_bring_back(work, thread)]


def _may_bring_back(work: Work, thread: Thread) -> bool:
    return thread.first.author_id == work.user.pk or may(work.role, Act.MANAGE)


def _about(work: Work, form: CommentForm) -> Span | None:
    """Return the tag that the form's comment would be about."""
    number = form["span"].value()
    if not number or work.assignment is None or not str(number).isdecimal():
        return None
    return Span.objects.live().filter(assignment=work.assignment, number=int(number)).first()


def comment_counts(work: Work) -> dict[str, int]:
    """Return how many threads are ``open``, and how many comments of others this person has not read."""
    last = ReadMark.objects.filter(user=work.user, entry=work.entry).values("last")
    visible = Comment.objects.visible_to(member_for(work)).live().filter(entry=work.entry)
    read = visible.annotate(seen=Coalesce(Subquery(last), Value(0)))
    return read.order_by().aggregate(
        open=Count("pk", filter=Q(parent=None, resolved_at=None)),
        unread=Count("pk", filter=Q(pk__gt=F("seen")) & ~Q(author=work.user)),
    )
