"""What the workbench sends while somebody tags. Answers are JSON; see docs/decisions/0003."""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotate.access import work_of
from annotate.actions.locks import wording_has_changed
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered, Ask
from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import Edit, NewTag, change_span, delete_span, tag
from annotate.actions.tagging.undo import reach, redo, undo
from annotate.actions.work import add_active_time, reopen, submit
from annotate.forms.spans import AskForm, BeatForm, ChangeForm, SourceForm, TagForm, reference
from annotate.models.reading import rows_between
from annotate.reports.unfinished import left_in
from annotate.roles import Act
from annotate.views.bench.rows import rows_touching
from annotate.views.bench.workbench import address_after, remember_submission
from annotate.views.http import Request, wants_json

ANYWAY = "anyway"  # somebody has seen what is left, and submits
ActOnForm = Callable[[Work, Ask, AskForm], Answered]


def span_create(request: Request, slug: str, entry: int) -> HttpResponse:
    """Tag a selection."""
    return _answered(request, slug, entry, TagForm, lambda work, ask, form: tag(work, ask, _new_tag(form)))


def _new_tag(form: AskForm) -> NewTag:
    data = form.cleaned_data
    return NewTag(data["id"], data["label"], data["start"], data["end"], data["note"])


def span_change(request: Request, slug: str, entry: int, ref: str) -> HttpResponse:
    """Relabel a span, move its ends, or set an attribute."""
    return _answered(
        request,
        slug,
        entry,
        ChangeForm,
        lambda work, ask, form: change_span(work, ask, reference(ref), _edit(form)),
    )


def _edit(form: AskForm) -> Edit:
    data = form.cleaned_data
    place = None if data["start"] is None else (data["start"], data["end"])
    return Edit(data["label"], place, (data["attr"], data["value"]) if data["attr"] else None)


def span_delete(request: Request, slug: str, entry: int, ref: str) -> HttpResponse:
    """Delete a span."""
    return _answered(
        request, slug, entry, AskForm, lambda work, ask, _form: delete_span(work, ask, reference(ref))
    )


def span_source(request: Request, slug: str, entry: int, ref: str) -> HttpResponse:
    """Link a span to a source or another tag, or unlink it."""
    return _answered(
        request,
        slug,
        entry,
        SourceForm,
        lambda work, ask, form: set_source(work, ask, reference(ref), _wanted(form)),
    )


def _wanted(form: AskForm) -> Wanted:
    return Wanted(form.cleaned_data["to"], form.cleaned_data["how"], form.cleaned_data["kind"])


def step_undo(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take back one's own last step."""
    return _answered(request, slug, entry, AskForm, lambda work, ask, _form: undo(work, ask))


def step_redo(request: Request, slug: str, entry: int) -> HttpResponse:
    """Do again what was undone."""
    return _answered(request, slug, entry, AskForm, lambda work, ask, _form: redo(work, ask))


@require_POST
def work_submit(request: Request, slug: str, entry: int) -> HttpResponse:
    """Submit; the answer names the next article, or a form without scripts is taken there.

    Such a form is shown first what there is to look at, and then says that it means it.
    """
    if _should_look_first(request, slug, entry):
        return redirect("work-unfinished", slug, entry)
    answer = _answered(request, slug, entry, AskForm, lambda work, ask, _form: submit(work, ask))
    if answer.status_code != HTTPStatus.OK:
        return _as_page(request, slug, entry, answer)
    work = work_of(request.user, slug, entry, Act.TAG)
    remember_submission(request, work)
    following = address_after(work)
    if wants_json(request):
        return JsonResponse({**json.loads(answer.content), "next": following})
    return redirect(following)


def _should_look_first(request: Request, slug: str, entry: int) -> bool:
    if wants_json(request) or ANYWAY in request.POST:
        return False
    work = work_of(request.user, slug, entry, Act.TAG)
    return not work.is_submitted and bool(left_in(work))


@require_POST
def work_reopen(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take a submission back, and go there."""
    answer = _answered(request, slug, entry, AskForm, lambda work, ask, _form: reopen(work, ask))
    return _as_page(request, slug, entry, answer)


def _as_page(request: Request, slug: str, entry: int, answer: HttpResponse) -> HttpResponse:
    """Take a form that was sent without scripts back to the article, with what there is to say."""
    if wants_json(request) or answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}:
        return answer
    if answer.status_code != HTTPStatus.OK:
        messages.error(request, json.loads(answer.content)["error"])
    return redirect("workbench", slug, entry)


@require_POST
def work_beat(request: Request, slug: str, entry: int) -> HttpResponse:
    """Count active time."""
    work = work_of(request.user, slug, entry, Act.TAG)
    form = BeatForm(request.POST)
    if not form.is_valid():
        return _refusal(_("A beat says how many seconds were worked."), HTTPStatus.UNPROCESSABLE_ENTITY)
    add_active_time(work, form.cleaned_data["seconds"])
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def _answered(
    request: Request, slug: str, entry: int, form_class: type[AskForm], act: ActOnForm
) -> HttpResponse:
    """Door, form, action; then the rows as they are now."""
    try:
        work = work_of(request.user, slug, entry, Act.TAG)
    except PermissionDenied as denied:
        return _refusal(str(denied), HTTPStatus.FORBIDDEN)
    except Http404 as unknown:
        return _refusal(str(unknown), HTTPStatus.NOT_FOUND)
    return answered_to(request, work, form_class, act)


def answered_to(request: Request, work: Work, form_class: type[AskForm], act: ActOnForm) -> HttpResponse:
    """Do what is asked of work that the door has opened, and answer with the rows as they are now."""
    try:
        form = form_class(request.POST)
        if not form.is_valid():
            return _refusal(form.first_error(), HTTPStatus.UNPROCESSABLE_ENTITY)
        return _reply(work, act(work, ask_of(request, work, form), form))
    except ValidationError as wrong:
        return _refusal(" ".join(wrong.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as conflict:
        return _refusal(conflict.message, HTTPStatus.CONFLICT)
    except PermissionDenied as denied:
        return _refusal(str(denied), HTTPStatus.FORBIDDEN)


def ask_of(request: Request, work: Work, form: AskForm) -> Ask:
    """Return what is asked. Raises Conflict if it was meant for another wording than the present one."""
    if form.cleaned_data["revision"] not in {None, work.entry.revision_id}:
        raise Conflict(wording_has_changed())
    return Ask(form.cleaned_data["request"], digest_of(request))


def digest_of(request: Request) -> str:
    """Return the SHA-256 of all that the request asks for."""
    asked = sorted((key, value) for key, values in request.POST.lists() for value in values)
    asked = [pair for pair in asked if pair[0] != "csrfmiddlewaretoken"]
    return hashlib.sha256(repr((request.path, asked)).encode()).hexdigest()


def _reply(work: Work, answered: Answered) -> JsonResponse:
    body: dict[str, Any] = {"answer": answered.answer, "change": answered.change, "act": answered.act}
    if answered.ranges and work.assignment is not None:
        rows = answered.rows
        if rows is None:
            low, high = _blocks_around(work, answered.ranges)
            rows = rows_between(work.assignment.pk, low, high)
        body["rows"] = rows_touching(work, answered.ranges, rows)
    if answered.can_undo is None and work.assignment is not None:
        body["can_undo"], body["can_redo"] = reach(work)
    else:
        body["can_undo"], body["can_redo"] = bool(answered.can_undo), bool(answered.can_redo)
    created = answered.answer["verb"] == "create" and not answered.is_replay
    return JsonResponse(body, status=HTTPStatus.CREATED if created else HTTPStatus.OK)


def _blocks_around(work: Work, ranges: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Return the stretch of whole blocks that holds all the ranges."""
    low, high = min(start for start, _end in ranges), max(end for _start, end in ranges)
    blocks = [block for block in work.entry.revision.blocks if block["start"] < high and low < block["end"]]
    return blocks[0]["start"], blocks[-1]["end"]


def _refusal(sentence: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
