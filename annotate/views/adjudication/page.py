"""The page on which one article is adjudicated: its text, and a card for one item after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import gold_of
from annotate.actions.adjudicating.deciding import decide
from annotate.actions.adjudicating.finishing import finish, reopen
from annotate.actions.adjudicating.merging import merge, not_ready
from annotate.actions.adjudicating.reading import handed_in
from annotate.actions.adjudicating.sittings import is_fresh
from annotate.actions.adjudicating.undoing import reach, redo, undo
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask
from annotate.forms.adjudication import DecisionForm
from annotate.forms.spans import AskForm
from annotate.marking.rows import Markup
from annotate.models import DecisionItem, Entry, State
from annotate.views.adjudication.cards import Card, card_of
from annotate.views.adjudication.text import Candidates, Stretch, blocks_touching, draw, marks_of
from annotate.views.bench.rows import blocks_of
from annotate.views.bench.spans import digest_of
from annotate.views.http import Request, wants_json

CHUNK = 20  # rows that the browser lays out, or leaves alone, together

Act = Callable[[Work, Ask, AskForm], Answered]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the article is, and the item that is shown, None if there is none.

    ``state`` is ``waiting`` (for reviewers), ``new``, ``stale`` (a reviewer has changed something),
    ``open`` or ``finished``.
    """

    work: Work
    state: str
    reviewers: tuple[int, ...]
    item: DecisionItem | None
    card: Card | None
    total: int
    left: int

    @property
    def done(self) -> int:
        """How many items are decided."""
        return self.total - self.left

    @property
    def is_own(self) -> bool:
        """Whether the adjudicator is one of the reviewers of the article."""
        return self.work.user.pk in self.reviewers

    @property
    def shown(self) -> Candidates | None:
        """The item and its candidates, for the text."""
        return Candidates(self.card.item, self.card.readings) if self.card else None


def stage_of(work: Work, key: str = "", *, after: DecisionItem | None = None) -> Stage:
    """Return what the page shows: the item of this key, else the next undecided one."""
    handed = handed_in(work.entry)
    state = _state(work)
    items = DecisionItem.objects.live().filter(assignment=work.assignment)  # none before it has begun
    undecided = DecisionItem.objects.undecided().filter(assignment=work.assignment)
    item = None
    if state == "open":
        item = items.filter(key=key).first() if key else _next(undecided, after)
    return Stage(
        work=work,
        state=state,
        reviewers=tuple(one.reviewer for one in handed),
        item=item,
        card=card_of(work.entry, item, len(handed)) if item else None,
        total=items.count(),
        left=undecided.count(),
    )


def _state(work: Work) -> str:
    if work.assignment is not None and work.assignment.state == State.SUBMITTED:
        return "finished"
    if not Entry.objects.ready().filter(pk=work.entry.pk).exists():
        return "waiting"
    if work.assignment is None:
        return "new"
    return "open" if is_fresh(work, work.assignment) else "stale"


def _next(undecided: Any, after: DecisionItem | None) -> DecisionItem | None:
    """Return the first undecided item behind another one, else the first of all."""
    if after is not None:
        behind = Q(start__gt=after.start) | Q(start=after.start, end__gt=after.end)
        same = Q(start=after.start, end=after.end, pk__gt=after.pk)
        found: DecisionItem | None = undecided.filter(behind | same).first()
        if found is not None:
            return found
    first: DecisionItem | None = undecided.first()
    return first


@require_http_methods(["GET", "HEAD", "POST"])
def adjudicate(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show the article with its items; a POST brings the reviewers' tags together, at first or again."""
    work = gold_of(request.user, slug, entry)
    if request.method == "POST":
        return _acted(request, work, AskForm, lambda work, ask, _form: merge(work, ask))
    key = request.GET.get("item", "")
    if wants_json(request):
        return _moved(request, work, key)
    return _page(request, stage_of(work, key))


def _moved(request: Request, work: Work, key: str) -> HttpResponse:
    """Answer a script that goes to another item: forwards or back among the undecided, or to a given one."""
    left = _item(work, request.GET.get("from", ""))
    if not key and request.GET.get("to") == "back" and left is not None:
        before = Q(start__lt=left.start) | Q(start=left.start, end__lt=left.end)
        same = Q(start=left.start, end=left.end, pk__lt=left.pk)
        items = DecisionItem.objects.undecided().filter(assignment=work.assignment)
        found = items.filter(before | same).last() or items.last()
        key = found.key if found else ""
    return JsonResponse(_told(request, stage_of(work, key, after=left), [left]))


def _item(work: Work, key: str) -> DecisionItem | None:
    if work.assignment is None or not key:
        return None
    return DecisionItem.objects.live().filter(assignment=work.assignment, key=key).first()


def _page(request: Request, stage: Stage, *, error: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    work, article = stage.work, stage.work.entry.article
    rows: list[Any] = []
    if work.assignment is not None and stage.state != "waiting":
        work.assignment.entry = work.entry
        marks = marks_of(work.assignment, stage.shown)
        lang = article.lang or "zh-Hans"
        revision = work.entry.revision
        rows = list(draw(revision.text, blocks_of(revision), marks, lang=lang).values())
    context = {
        **_frame(stage),
        "article": article,
        "chunks": [Markup("".join(rows[at : at + CHUNK])) for at in range(0, len(rows), CHUNK)],
        "error": error,
        "not_ready": not_ready() if stage.state == "waiting" else "",
    }
    return render(request, "annotate/adjudicate.html", context, status=status)


def _frame(stage: Stage) -> dict[str, Any]:
    can_undo, can_redo = reach(stage.work) if stage.state == "open" else (False, False)
    return {
        "section": "projects",
        "project": stage.work.project,
        "entry": stage.work.entry,
        "stage": stage,
        "card": stage.card,
        "can_undo": can_undo,
        "can_redo": can_redo,
        "request_id": uuid4(),
    }


def _told(request: Request, stage: Stage, touched: list[DecisionItem | None]) -> dict[str, Any]:
    """Return what a script swaps: the card, and the rows of the items that were and are shown."""
    context = _frame(stage)
    stretches = [(one.start, one.end) for one in [*touched, stage.item] if one is not None]
    stretches += [(one.start, one.end) for one in (stage.card.gold if stage.card else ())]
    return {
        "card": render_to_string("annotate/_adjudicate_card.html", context, request),
        "rows": _rows(stage, stretches),
        "item": stage.item.key if stage.item else "",
        "left": stage.left,
        "done": stage.done,
        "total": stage.total,
        "can_undo": context["can_undo"],
        "can_redo": context["can_redo"],
    }


def _rows(stage: Stage, stretches: list[Stretch]) -> dict[str, str]:
    work = stage.work
    if work.assignment is None or not stretches:
        return {}
    work.assignment.entry = work.entry
    blocks = blocks_touching(work.entry.revision, stretches)
    if not blocks:
        return {}
    within = (blocks[0].start, blocks[-1].end)
    marks = marks_of(work.assignment, stage.shown, within)
    drawn = draw(work.entry.revision.text, blocks, marks, lang=work.entry.article.lang or "zh-Hans")
    return dict(drawn)


@require_POST
def item_decide(request: Request, slug: str, entry: int, key: str) -> HttpResponse:
    """Decide about one item."""
    work = gold_of(request.user, slug, entry)

    def act(work: Work, ask: Ask, form: AskForm) -> Answered:
        assert isinstance(form, DecisionForm)  # noqa: S101 - it is the class that is named below
        return decide(work, ask, key, form.choice)

    return _acted(request, work, DecisionForm, act, key=key)


@require_POST
def adjudicate_undo(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take back one's own last decision, and show its item."""
    work = gold_of(request.user, slug, entry)
    return _acted(request, work, AskForm, lambda work, ask, _form: undo(work, ask), stays=True)


@require_POST
def adjudicate_redo(request: Request, slug: str, entry: int) -> HttpResponse:
    """Decide again what was taken back."""
    work = gold_of(request.user, slug, entry)
    return _acted(request, work, AskForm, lambda work, ask, _form: redo(work, ask))


@require_POST
def adjudicate_finish(request: Request, slug: str, entry: int) -> HttpResponse:
    """Finish the article, and go back to the list."""
    work = gold_of(request.user, slug, entry)
    return _acted(request, work, AskForm, lambda work, ask, _form: finish(work, ask), to="adjudication")


@require_POST
def adjudicate_reopen(request: Request, slug: str, entry: int) -> HttpResponse:
    """Open a finished article again."""
    work = gold_of(request.user, slug, entry)
    return _acted(request, work, AskForm, lambda work, ask, _form: reopen(work, ask))


def _acted(
    request: Request,
    work: Work,
    form_class: type[AskForm],
    act: Act,
    *,
    key: str = "",
    stays: bool = False,
    to: str = "adjudicate",
) -> HttpResponse:
    """Form and action; then the next item, the one that was acted on (``stays``), or another page."""
    form = form_class(request.POST)
    try:
        if not form.is_valid():
            return _refused(request, work, key, form.first_error(), HTTPStatus.UNPROCESSABLE_ENTITY)
        answered = act(work, Ask(form.cleaned_data["request"], digest_of(request)), form)
    except ValidationError as wrong:
        return _refused(request, work, key, " ".join(wrong.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as conflict:
        return _refused(request, work, key, conflict.message, HTTPStatus.CONFLICT)
    work = gold_of(request.user, work.project.slug, work.entry.pk)
    acted_on = _item(work, answered.answer.get("item", ""))
    if to != "adjudicate":
        return _gone(request, work, answered, to)
    if wants_json(request):
        left = _item(work, request.POST.get("from", ""))
        key = acted_on.key if stays and acted_on else ""
        told = _told(request, stage_of(work, key, after=acted_on), [left, acted_on])
        return JsonResponse({**told, "message": answered.answer["message"]})
    following = acted_on if stays else _next_after(work, acted_on)
    where = f"?item={following.key}#card" if following else ""
    return redirect(reverse("adjudicate", args=[work.project.slug, work.entry.pk]) + where)


def _next_after(work: Work, item: DecisionItem | None) -> DecisionItem | None:
    return _next(DecisionItem.objects.undecided().filter(assignment=work.assignment), item)


def _gone(request: Request, work: Work, answered: Answered, to: str) -> HttpResponse:
    messages.success(request, answered.answer["message"])
    address = reverse(to, args=[work.project.slug])
    return JsonResponse({"next": address}) if wants_json(request) else redirect(address)


def _refused(request: Request, work: Work, key: str, sentence: str, status: HTTPStatus) -> HttpResponse:
    """Say why not, with the item as it is now."""
    work = gold_of(request.user, work.project.slug, work.entry.pk)
    stage = stage_of(work, key)
    if wants_json(request):
        return JsonResponse({"error": sentence, **_told(request, stage, [])}, status=status)
    return _page(request, stage, error=sentence, status=status)
