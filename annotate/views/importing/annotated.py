"""Bringing in what other tools have tagged: upload, a look at it, and what became of it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotate.access import import_in, member_of, pending_of
from annotate.actions.importing.annotated_jobs import confirm_later, job_of, takes_long
from annotate.actions.importing.annotated_looks import QUICKLY_READ, begin_look, found_by, is_large, look_for
from annotate.actions.importing.pending import confirm, keep_upload
from annotate.actions.importing.planning import Outlook, outlook
from annotate.forms.annotated import UNITS, PlanForm, ReadingForm, UploadForm
from annotate.imports.contents import Contents, FirstText, contents_of
from annotate.imports.foreign import ForeignFile, Remark
from annotate.imports.reading import FORMATS, read
from annotate.marking.lanes import LANES, Drawn, lanes, segments
from annotate.models import Membership, PendingImport
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.importing.annotated_jobs import look_progress, progress_of
from annotate.views.projects import frame
from articles.importing.sentences import listed, place_sentence, problem_sentence
from articles.problems import ImportProblem
from jobs.models import Job

LOOK_AGAIN = "look"  # what a form names that asks for a large file to be read, perhaps in another way
SHOWN_REMARKS = 100
SLOTS = 8  # colours


@dataclass(frozen=True, slots=True)
class Said:
    """A remark in the language of the page."""

    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of drawn text with the classes of its marks, the outermost first."""

    text: str
    marks: tuple[str, ...]
    labels: str


@require_http_methods(["GET", "HEAD", "POST"])
def annotated_import(request: Request, slug: str) -> HttpResponse:
    """Take files with tags, and lead to a look at them."""
    member = member_of(request.user, slug, Act.IMPORT)
    form = UploadForm()
    problem = ""
    if request.method == "POST":
        form = UploadForm(request.POST, files=request.FILES.getlist("files"))
    if form.is_valid():
        name, raw = form.brought()
        try:
            if len(raw) <= QUICKLY_READ:  # what cannot be read need not wait
                read(raw, name)
        except ImportProblem as found:
            problem = _sentence(found)
        else:
            pending = keep_upload(member.project, request.user, name=name, raw=raw)
            if is_large(pending):
                begin_look(pending, "", None, request.user)
            return redirect("import-annotated-preview", slug, pending.pk)
    page = {**frame(member), "form": form, "problem": problem, "formats": listed(FORMATS.values())}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "annotate/annotated.html", page, status=status)


def _sentence(problem: ImportProblem) -> str:
    return _("%(place)s: %(sentence)s") % {
        "place": place_sentence(problem.source_name),
        "sentence": problem_sentence(f"{problem.what}\n{problem.remedy}"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def annotated_preview(request: Request, slug: str, pending: int) -> HttpResponse:
    """Show what a file holds and what would become of it; a POST imports it."""
    member = member_of(request.user, slug, Act.IMPORT)
    upload = pending_of(member, pending)
    if upload.activity_id is not None:
        return redirect("import-annotated-result", slug, upload.activity_id)
    reading = ReadingForm(request.POST if request.method == "POST" else request.GET)
    way = (reading.wanted, reading.wanted_unit)
    if LOOK_AGAIN in request.POST:
        begin_look(upload, *way, request.user)
        return redirect(f"{request.path}?{urlencode({'format': way[0], 'unit': way[1] or ''})}")
    job = look_for(upload, *way) if is_large(upload) else None
    try:
        looked = _looked(upload, reading, job)
    except ImportProblem as found:
        return _preview(request, member, upload, reading, problem=_sentence(found))
    if looked is None:
        return _preview(request, member, upload, reading, problem="", **_under_way(upload, job))
    return _planned(request, member, upload, reading, looked)


class _Looked(NamedTuple):
    """What a file holds, and the file, unless it is large."""

    contents: Contents
    file: ForeignFile | None


def _looked(upload: PendingImport, reading: ReadingForm, job: Job | None) -> _Looked | None:
    """Look into a file, or ask what came of a look; None if it is not at its end. Raises ImportProblem."""
    if is_large(upload):
        contents = found_by(job) if job else None
        return _Looked(contents, None) if contents else None
    file = read(bytes(upload.content), upload.name, wanted=reading.wanted, unit=reading.wanted_unit)
    return _Looked(contents_of(file, upload.name), file)


def _planned(
    request: Request, member: Membership, upload: PendingImport, reading: ReadingForm, looked: _Looked
) -> HttpResponse:
    """Show what a file holds, or import it."""
    contents, file = looked
    seen, problem = outlook(member.project, contents), ""
    form = PlanForm(seen, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if file is None or takes_long(contents):
                done = confirm_later(upload, contents, form.plan(), request.user)
            else:
                done = confirm(upload, file, form.plan(), request.user)
        except ValidationError as wrong:
            problem = " ".join(wrong.messages)
        else:
            return redirect("import-annotated-result", member.project.slug, done.pk)
    return _preview(request, member, upload, reading, problem=problem, **_seen(contents, seen, form))


def _under_way(upload: PendingImport, job: Job | None) -> dict[str, object]:
    return look_progress(upload, job).page() if job else {}


def _preview(
    request: Request, member: Membership, upload: PendingImport, reading: ReadingForm, **more: Any
) -> HttpResponse:
    form = more.get("form")
    wrong = bool(more["problem"]) or (form is not None and form.is_bound)
    page = {**frame(member), "upload": upload, "reading": reading, "is_large": is_large(upload), **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "annotate/annotated_preview.html", page, status=status)


def _seen(contents: Contents, seen: Outlook, form: PlanForm) -> dict[str, Any]:
    colours = _colours(seen)
    return {
        "form": form,
        "format": FORMATS[contents.format],
        "unit": UNITS[contents.unit],
        "texts": contents.texts,
        "spans": seen.labels.total(),
        "links": seen.links.total(),
        "label_rows": [(*row, colours[row[0]]) for row in form.rows("label", seen.labels)],
        "link_rows": [(*row, 0) for row in form.rows("link", seen.links)],
        "person_rows": [(*row, 0) for row in form.rows("person", seen.people)],
        "remarks": [_said(remark) for remark in contents.remarks[:SHOWN_REMARKS]],
        "more": contents.more + max(0, len(contents.remarks) - SHOWN_REMARKS),
        "first": contents.first,
        "paragraphs": _drawn(contents.first, colours) if contents.first else [],
    }


def _colours(seen: Outlook) -> dict[str, int]:
    """Return a colour for each foreign label: that of ours, or else one that none of these has."""
    slots = {label.name: label.slot for label in seen.ours}
    known = {label: slots[ours] for label, ours in seen.guessed_labels.items()}
    free = [slot for slot in range(1, SLOTS + 1) if slot not in known.values()] or [SLOTS]
    others = sorted(seen.labels.keys() - known.keys())
    return known | {label: free[number % len(free)] for number, label in enumerate(others)}


def _said(remark: Remark) -> Said:
    sentence = _(remark.sentence)
    return Said(place_sentence(remark.where), sentence % remark.values if remark.values else sentence)


def _drawn(first: FirstText, colours: dict[str, int]) -> list[list[Piece]]:
    """Cut the beginning of a text where marks begin and end."""
    labels = dict(enumerate((span.label for span in first.spans), start=1))
    drawn = [
        Drawn(number, span.start, span.end, colours[span.label])
        for number, span in enumerate(first.spans, start=1)
    ]
    lane_of = lanes(drawn)
    return [
        [
            Piece(
                first.text[cut.start : cut.end],
                tuple(
                    f"c{span.slot} k{min(lane_of[span.number], LANES - 1)}"
                    f"{' in' if depth == len(cut.spans) else ''}"
                    for depth, span in enumerate(cut.spans, start=1)
                ),
                listed(labels[span.number] for span in cut.spans),
            )
            for cut in segments(start, end, drawn, lane_of)
        ]
        for start, end in first.paragraphs
    ]


@require_safe
def annotated_result(request: Request, slug: str, imported: int) -> HttpResponse:
    """Show what an import did and did not do, with a button that takes it back."""
    member = member_of(request.user, slug, Act.IMPORT)
    activity = import_in(member, imported)
    if activity.answer is None:
        raise Http404(_("There is no such import."))
    told, undone = activity.answer, hasattr(activity, "undone_by")
    job = None if undone else job_of(activity)
    page = {
        **frame(member),
        **(progress_of(activity, job).page() if job else {}),
        "activity": activity,
        "told": told,
        "remarks": [_said(Remark(*remark)) for remark in told["remarks"]],
        "undone": undone,
        "may_undo": activity.actor_id == request.user.pk and not undone and not (job and job.is_open),
    }
    return render(request, "annotate/annotated_result.html", page)
