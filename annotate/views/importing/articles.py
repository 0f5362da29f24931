"""Bringing articles into a project, and what became of them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from annotate.access import import_of, member_of
from annotate.actions.entries import bring_in, purpose_of, run_for
from annotate.actions.importing.jobs import job_of, receive
from annotate.forms.imports import ImportForm, OutcomeForm
from annotate.models import Entry, Membership
from annotate.roles import Act
from annotate.views.http import Request, wants_json
from annotate.views.importing.jobs import progress_of
from annotate.views.projects import frame
from articles.importing.sentences import note_sentence, outcome_sentence, place_sentence
from articles.models import ImportedFile, ImportRun, Outcome, Provenance

PAGE = 50  # files on a page of the result
RECENT = 5  # earlier imports that the page shows
FORM_BYTES = 2**20  # of a request, beside its files


@csrf_exempt  # _take checks the token; before that, a body that is too large must get a sentence
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: Request, slug: str) -> HttpResponse:
    """Take files or a pasted text; a script sends files in batches that share their ``run``."""
    member = member_of(request.user, slug, Act.IMPORT)
    if request.method != "POST":
        return _page(request, member, ImportForm(run=uuid4()))
    if problem := _unreadable(request):
        return _refuse(request, member, ImportForm(run=uuid4()), problem)
    return _take(request, member)


def _unreadable(request: Request) -> str:
    """Say why a request cannot be read at all; nothing if it can."""
    files = settings.DATA_UPLOAD_MAX_NUMBER_FILES * settings.UPLOAD_FILE_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > max(files, settings.UPLOAD_ARCHIVE_BYTES) + FORM_BYTES:
        return _("The files are too large together. Send fewer at once.")
    try:
        request.POST  # noqa: B018 - it is read here for the first time
    except (TooManyFilesSent, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return _("Up to %(most)s files can be sent at once. Send the rest afterwards.") % {"most": most}
    except RequestDataTooBig:
        return _("The text is larger than 10 MB. Save it as files, and send those.")
    except MultiPartParserError:
        return _("The upload broke off. Check the connection and send the files again.")
    return ""


@csrf_protect
def _take(request: Request, member: Membership) -> HttpResponse:
    form = ImportForm(request.POST, files=request.FILES.getlist("files"))
    if not form.is_valid():
        return _refuse(
            request, member, form, " ".join(str(line) for lines in form.errors.values() for line in lines)
        )
    try:
        run, done = _bring(request, member, form)
    except ImportRun.DoesNotExist as error:
        raise Http404(_("There is no such import.")) from error
    result = reverse("import-result", args=[member.project.slug, run.pk])
    if not wants_json(request):
        return redirect(result)
    return JsonResponse({"done": done, "outcomes": _counts(run), "next": result})


def _bring(request: Request, member: Membership, form: ImportForm) -> tuple[ImportRun, int]:
    """Import what came, or keep it for a job if it is much; returns how many files were taken."""
    project, key = member.project, form.cleaned_data["run"]
    if form.is_for_later:
        return receive(project, key, form.brought(), request.user, is_last=form.is_last)
    run = run_for(project, key, request.user)
    return run, bring_in(project, run, form.brought(), request.user)


def _refuse(request: Request, member: Membership, form: ImportForm, problem: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if wants_json(request):
        return JsonResponse({"error": problem}, status=status)
    return _page(request, member, form, problem="" if form.is_bound else problem, status=status)


def _page(
    request: Request,
    member: Membership,
    form: ImportForm,
    *,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    runs = ImportRun.objects.filter(started_by=request.user, purpose=purpose_of(member.project))
    page = {
        **frame(member),
        "section": "projects",
        "form": form,
        "problem": problem,
        "most_archive": settings.UPLOAD_ARCHIVE_BYTES // 2**20,
        "recent": _with_counts(
            list(runs.filter(Exists(ImportedFile.objects.filter(run=OuterRef("pk"))))[:RECENT])
        ),
    }
    return render(request, "annotate/import.html", page, status=status)


def _with_counts(runs: list[ImportRun]) -> list[tuple[ImportRun, list[tuple[Outcome, int]]]]:
    """Return each import with how many of its files came to what."""
    rows = ImportedFile.objects.filter(run__in=runs).order_by().values_list("run", "outcome")
    counts = {(run, outcome): count for run, outcome, count in rows.annotate(count=Count("pk"))}
    return [(run, [(one, counts[run.pk, one]) for one in Outcome if (run.pk, one) in counts]) for run in runs]


#: A revision, the SHA-256 of a file, and where in it.
Way = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One file of an import, as its result shows it. ``dropped`` counts pieces left out of the text."""

    file: ImportedFile
    entry: int | None
    sentence: str
    notes: list[str]
    dropped: int

    @property
    def place(self) -> str:
        """Where in the file the article is, "" if it is all of it."""
        return place_sentence(self.file.locator)

    @classmethod
    def of(cls, file: ImportedFile, entries: dict[int, int], own: dict[Way, int]) -> "Row":
        """Return the row of a file.

        ``entries`` maps articles to the project's entries, ``own`` ways to what was dropped of them.
        """
        sentence = outcome_sentence(file.outcome, file.reason)
        if file.revision is None:
            return cls(file, None, sentence, [], 0)
        notes = [note_sentence(note) for note in file.revision.notes]
        entry = entries.get(file.revision.article_id)
        way = (file.revision.pk, file.raw_sha256, file.locator)
        return cls(file, entry, sentence, notes, own.get(way, len(file.revision.dropped)))


@require_safe
def import_result(request: Request, slug: str, run: int) -> HttpResponse:
    """Show what became of every file of an import, to the person who began it."""
    member, found = import_of(request.user, slug, run)
    form = OutcomeForm(request.GET)
    chosen = form.cleaned_data["outcome"] if form.is_valid() else ""
    files = found.files.filter(outcome=chosen) if chosen else found.files.all()
    counts = _counts(found)
    job = job_of(found)
    number = request.GET.get("page")
    page = {
        **frame(member),
        "section": "projects",
        "run": found,
        **(progress_of(member.project, found, job).page() if job else {}),
        "chosen": chosen,
        "total": sum(counts.values()),
        "counts": [(outcome, counts[outcome]) for outcome in Outcome if outcome in counts],
        "page": _rows(member, Paginator(files.values_list("pk", flat=True), PAGE).get_page(number)),
        "first": _first_entry(member, found),
    }
    return render(request, "annotate/import_result.html", page)


def _for_rows(keys: list[int]) -> list[ImportedFile]:
    """Load no texts: a page of fifty long articles would be too much."""
    files = ImportedFile.objects.filter(pk__in=keys).select_related("revision__article").only(
        "run", "name", "locator", "raw_sha256", "outcome", "reason",
        "revision__dropped", "revision__notes", "revision__article__title", "revision__article__lang",
        "revision__article__outlet",
    )  # fmt: skip
    return list(files)


def _rows(member: Membership, page: Page[Any]) -> Page[Any]:
    files = _for_rows(list(page.object_list))
    articles = [file.revision.article_id for file in files if file.revision]
    entries = Entry.objects.live().filter(project=member.project, article__in=articles)
    by_article = dict(entries.values_list("article", "pk"))
    own = _dropped_of(files)
    page.object_list = [Row.of(file, by_article, own) for file in files]
    return page


def _dropped_of(files: list[ImportedFile]) -> dict[Way, int]:
    """Return how many pieces were dropped of each file that came a way of its own."""
    ways = Provenance.objects.filter(
        revision__in={file.revision_id for file in files},
        raw__sha256__in={file.raw_sha256 for file in files},
        dropped__isnull=False,
    )
    told = ways.values_list("revision", "raw__sha256", "locator", "dropped")
    return {(revision, sha256, locator): len(dropped or ()) for revision, sha256, locator, dropped in told}


def _counts(run: ImportRun) -> dict[str, int]:
    """Return how many files of the run came to what, only what there is."""
    return dict(run.files.order_by().values_list("outcome").annotate(count=Count("pk")))


def _first_entry(member: Membership, run: ImportRun) -> int | None:
    """Return the entry of the first new article, else of the first that is there at all."""
    live = Entry.objects.live().filter(project=member.project)
    found = live.filter(article__revisions__in=run.files.values("revision"))
    new = live.filter(article__revisions__in=run.files.filter(outcome=Outcome.NEW).values("revision"))
    ids = new.order_by("pk").values_list("pk", flat=True)[:1]
    return next(iter(ids), None) or found.order_by("pk").values_list("pk", flat=True).first()
