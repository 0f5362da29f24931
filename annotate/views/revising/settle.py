"""The tags that wait for a person, because the wording of an article has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from annotate.access import work_of
from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask
from annotate.actions.tagging.settling import drop, keep, put, undo_settling, waiting_spans
from annotate.forms.spans import AskForm, SettleForm
from annotate.models import Span
from annotate.roles import Act
from annotate.views.bench.spans import ask_of
from annotate.views.hindrances import done_or_told
from annotate.views.http import Request
from annotate.views.wordings import ranges_of
from articles.models import Revision
from articles.text.compare import Piece, differences
from articles.text.layout import Layout
from articles.text.reanchor import Verdict

CONTEXT = 60  # code points shown before and after


@dataclass(frozen=True, slots=True)
class Wording:
    """Words with what stands before and after them in their block."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tag that waits: as it was, and as it is proposed unless it was not found."""

    span: Span
    old: Wording
    new: Wording | None
    pieces: tuple[Piece, ...]
    percent: int


@require_safe
def settle_page(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show each tag that waits for this person: the old words, the new ones, and how they differ."""
    work = work_of(request.user, slug, entry, Act.TAG)
    page = {
        "section": "projects",
        "project": work.project,
        "entry": work.entry,
        "article": work.entry.article,
        "waiting": _waiting(work),
        "request_id": uuid4(),
    }
    return render(request, "annotate/settle.html", page)


def _waiting(work: Work) -> list[Waiting]:
    spans = waiting_spans(work)
    works = {span.carried_from.assignment_id for span in spans if span.carried_from}
    revisions = Revision.objects.filter(assignments__in=works).distinct()
    texts = {revision.pk: _layout(revision) for revision in revisions}
    by_work = dict(revisions.values_list("assignments", "pk"))
    now = _layout(work.entry.revision)
    found = []
    for span in spans:
        if span.carried_from is None:
            continue
        old = _wording(texts[by_work[span.carried_from.assignment_id]], span.carried_from)
        new = None if span.verdict == Verdict.ORPHAN else _wording(now, span)
        pieces = differences(_joined(old), _joined(new)) if new else ()
        found.append(Waiting(span, old, new, pieces, round((span.score or 0) * 100)))
    return found


def _joined(wording: Wording) -> str:
    return wording.before + wording.words + wording.after


def _layout(revision: Revision) -> Layout:
    return Layout(revision.text, ranges_of(revision))


def _wording(layout: Layout, span: Span) -> Wording:
    before, after = layout.around(span.start, span.end, CONTEXT)
    return Wording(before, span.words, after)


_ACTS: dict[str, Callable[[Work, Ask, int, SettleForm], Answered]] = {
    SettleForm.KEEP: lambda work, ask, number, _form: keep(work, ask, number),
    SettleForm.DROP: lambda work, ask, number, _form: drop(work, ask, number),
    SettleForm.PUT: lambda work, ask, number, form: put(
        work, ask, number, (form.cleaned_data["start"], form.cleaned_data["end"])
    ),
}


@require_POST
def span_settle(request: Request, slug: str, entry: int, number: int) -> HttpResponse:
    """Keep a tag as proposed, put it on other words, or drop it."""
    work = work_of(request.user, slug, entry, Act.TAG)
    form = SettleForm(request.POST)

    def act() -> Answered:
        return _ACTS[form.cleaned_data["decision"]](work, ask_of(request, work, form), number, form)

    undo = reverse("settle-undo", args=[slug, entry])
    return _told(request, work, form, act, undo=undo)


@require_POST
def settle_undo(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take the last of these decisions back."""
    work = work_of(request.user, slug, entry, Act.TAG)
    form = AskForm({"request": request.POST.get("request") or uuid4()})
    return _told(
        request,
        work,
        form,
        lambda: undo_settling(work, ask_of(request, work, form)),
        undo="",
    )


def _told(
    request: Request, work: Work, form: AskForm, act: Callable[[], Answered], *, undo: str
) -> HttpResponse:
    """Do it, say on the next page what became of it, and go on with what still waits."""
    answered = done_or_told(request, form, act)
    if answered is not None:
        messages.success(request, answered.answer["message"], extra_tags=undo)
    return redirect("settle", work.project.slug, work.entry.pk)
