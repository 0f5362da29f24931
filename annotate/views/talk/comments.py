"""The comments on one article: a page of its own, and the same beside the text."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from annotate.access import work_of
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.talking import (
    change_presence,
    change_standing,
    change_words,
    earlier_words,
    member_for,
    readers_of,
    say,
)
from annotate.forms.comments import CommentForm, TurnForm, WordsForm
from annotate.forms.numbers import number_of
from annotate.forms.spans import INCOMPLETE
from annotate.marking.mentions import mentions_in
from annotate.marking.rows import talk_mark
from annotate.models import Comment, Span
from annotate.models.labels import views_of
from annotate.reports.talk import talk_of
from annotate.roles import Act, may
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.talk.threads import Thread, threads_of

PART = "X-Part"  # the header by which the workbench asks for the comments alone
OFFERED = 6  # names that stand below the field; the others come up while somebody writes @


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show what has been said about an article, and take what else there is to say."""
    if request.method != "POST":
        work = work_of(request.user, slug, entry, Act.SEE)
        return _page(request, work, _form(request))
    work = work_of(request.user, slug, entry, Act.TAG)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, work, form, error=form.first_error())
    try:
        comment = say(work, form.comment)
    except ValidationError as wrong:
        return _page(request, work, form, error=" ".join(wrong.messages))
    except Conflict as conflict:
        # What has been written is another comment from now on, if they say so.
        again = CommentForm({**request.POST.dict(), "id": uuid4()})
        return _page(request, work, again, error=conflict.message, status=HTTPStatus.CONFLICT)
    return _after(request, work, comment, _told(work, comment))


@require_POST
def comment_resolve(request: Request, slug: str, entry: int, comment: int) -> HttpResponse:
    """Resolve a thread, or open it again."""
    done = {True: _("The thread is resolved."), False: _("The thread is open again.")}
    return _turned(request, slug, entry, done, lambda work, on: change_standing(work, comment, resolved=on))


@require_POST
def comment_delete(request: Request, slug: str, entry: int, comment: int) -> HttpResponse:
    """Delete a comment, or bring it back."""
    done = {True: _("The comment has been deleted."), False: _("The comment is back.")}
    return _turned(request, slug, entry, done, lambda work, on: change_presence(work, comment, live=not on))


@require_POST
def comment_change(request: Request, slug: str, entry: int, comment: int) -> HttpResponse:
    """Let one's own comment say something else, or what it said before."""
    work = work_of(request.user, slug, entry, Act.TAG)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, work, _form(request), error=form.first_error())
    earlier = form.cleaned_data["earlier"]
    try:
        text = earlier_words(work, comment, earlier) if earlier else form.cleaned_data["text"]
        changed = change_words(work, comment, text)
    except ValidationError as wrong:
        return _page(request, work, _form(request), error=" ".join(wrong.messages))
    return _after(request, work, changed, _("The comment has been changed."))


def _turned(
    request: Request,
    slug: str,
    entry: int,
    done: dict[bool, str],
    act: Callable[[Work, bool], Comment],
) -> HttpResponse:
    work = work_of(request.user, slug, entry, Act.TAG)
    form = TurnForm(request.POST)
    if not form.is_valid():
        return _page(request, work, _form(request), error=str(INCOMPLETE))
    on: bool = form.cleaned_data["on"]
    try:
        return _after(request, work, act(work, on), done[on])
    except ValidationError as wrong:
        return _page(request, work, _form(request), error=" ".join(wrong.messages))


def _told(work: Work, comment: Comment) -> str:
    """Say that it was said, and if a name in it means nobody who can read it."""
    names = [name for one in (*readers_of(work), work.user) for name in (one.name, one.username)]
    found = mentions_in(comment.text, names)
    unknown = [comment.text[one.start : one.end] for one in found if not one.name and one.end > one.start + 1]
    if unknown:
        return _("Your comment is saved. “%(name)s” is nobody who can read it here, and is not told.") % {
            "name": unknown[0]
        }
    return _("Your comment is saved.")


def _after(request: Request, work: Work, comment: Comment, told: str) -> HttpResponse:
    """Show the comments as they are now; a browser without scripts is led to the one in question."""
    if request.headers.get(PART):
        return _page(request, work, _form(request), told=told)
    place = reverse("comments", args=[work.project.slug, work.entry.pk])
    return redirect(f"{place}#comment-{comment.pk}")


def _form(request: Request) -> CommentForm:
    return CommentForm(initial={"id": uuid4(), "span": number_of(request.GET.get("span", ""))})


def _page(
    request: Request,
    work: Work,
    form: CommentForm,
    *,
    error: str = "",
    told: str = "",
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    readers = readers_of(work)
    threads = threads_of(work, [*readers, work.user])
    about = _about(work, form)
    is_answer = form.is_bound and bool(form.data.get("parent"))
    page = {
        **frame(member_for(work)),
        **_sorted(threads, about),
        **_talk(work),
        "entry": work.entry,
        "article": work.entry.article,
        "form": CommentForm(initial={"id": uuid4()}) if is_answer else form,
        "answered": form.data if is_answer else None,
        "about": about,
        "about_look": _look_of(work, about),
        "error": error,
        "told": told,
        "may_write": may(work.role, Act.TAG),
        "readers": _names(readers),
        "offered": OFFERED,
    }
    name = "annotate/_comments.html" if request.headers.get(PART) else "annotate/comments.html"
    return render(request, name, page, status=status if error else HTTPStatus.OK)


def _sorted(threads: Sequence[Thread], about: Span | None) -> dict[str, list[Thread]]:
    """Return the threads that are open, those about the chosen tag first, and those that are resolved."""
    here = [one for one in threads if about is not None and one.tag == about.number]
    others = [one for one in threads if one not in here]
    return {
        "here": here,
        "threads": [one for one in others if not one.is_resolved],
        "resolved": [one for one in others if one.is_resolved],
    }


def _talk(work: Work) -> dict[str, Any]:
    """Return what the notes and the link to the comments show from now on."""
    talk = talk_of(work)
    return {"comments": talk, "marks": [(number, talk_mark(one)) for number, one in talk.on.items()]}


def _look_of(work: Work, about: Span | None) -> str:
    """Return the classes of the style sheet for the chosen tag's label."""
    return views_of(work.project, get_language() or "en")[about.label_id].classes if about else ""


def _names(readers: Sequence[User]) -> list[tuple[str, str]]:
    """Return what to write behind the @ for each, and how they are called. Who shares a name has another."""
    called = [one.name.casefold() for one in readers]
    return [
        (one.username if called.count(one.name.casefold()) > 1 else one.name, one.name) for one in readers
    ]


def _about(work: Work, form: CommentForm) -> Span | None:
    """Return the tag that the form's comment would be about."""
    number = number_of(str(form["span"].value()))
    if number is None or work.assignment is None:
        return None
    return Span.objects.live().filter(assignment=work.assignment, number=number).first()
