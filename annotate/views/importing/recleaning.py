"""Cleaning a project's articles again: the dry run, what it would change, and taking that over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import member_of, recleaning_of
from annotate.actions.entries import purpose_of
from annotate.actions.importing.recleaning import (
    APPLY,
    LOOK,
    Outcome,
    apply_some,
    begin_applying,
    begin_recleaning,
    places_of,
    read_again,
    tags_on,
)
from annotate.forms.recleaning import ApplyForm, BeginForm, OutcomeForm
from annotate.models import Entry, Membership, Span
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.importing.jobs import Progress, show_progress
from annotate.views.projects import frame
from annotate.views.revising.revisions import Line, lines_between
from articles.importing.recleaning import Again
from articles.importing.sentences import listed, problem_sentence
from articles.text import EXTRACTOR
from articles.text.reanchor import Placed, Verdict
from config.figures import grouped
from jobs.models import Finding, Job
from jobs.queue import send_off, stop

PAGE = 50  # articles on a page of the result
MOST_MOVED = 200  # tags that are listed
RECENT = 5  # earlier dry runs that the page shows

NAMES: Mapping[str, Promise] = {
    Outcome.CHANGE: gettext_lazy("would change"),
    Outcome.APPLIED: gettext_lazy("taken over"),
    Outcome.FAILED: gettext_lazy("failed"),
    Outcome.SAME: gettext_lazy("stays the same"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def reclean(request: Request, slug: str) -> HttpResponse:
    """Say what cleaning again is, list the last dry runs, and begin another."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = begin_recleaning(member.project, form.cleaned_data["request"], request.user)
        except Job.DoesNotExist as error:
            raise Http404(_("There is no such run.")) from error
        return redirect("reclean-result", slug, job.pk)
    jobs = Job.objects.filter(kind=LOOK, subject=purpose_of(member.project))
    page = {
        **frame(member),
        "articles": Entry.objects.live().filter(project=member.project).count(),
        "recent": [(job, named(job.counts)) for job in jobs[:RECENT]],
        "extractor": EXTRACTOR,
        "request_id": uuid4(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "annotate/reclean.html", page, status=status)


def named(counts: Mapping[str, int]) -> list[tuple[str, Promise, int]]:
    """Return what there is of each outcome, with its name."""
    return [(one, name, counts[one]) for one, name in NAMES.items() if counts.get(one)]


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a dry run: its entry if it is still there, and what is said of it."""

    finding: Finding
    entry: Entry | None
    name: Promise
    sentence: str
    tags: str

    @property
    def state(self) -> str:
        """The key of the outcome's colour."""
        return {Outcome.CHANGE: "revised", Outcome.APPLIED: "ok"}.get(
            Outcome(self.finding.outcome), self.finding.outcome
        )

    @classmethod
    def of(cls, finding: Finding, entry: Entry | None) -> "Row":
        """Return the row of what was found."""
        detail = finding.detail
        tags = _tags_sentence(detail.get("tags", {}))
        sentence = problem_sentence(detail.get("reason", ""))
        return cls(finding, entry, NAMES[finding.outcome], sentence, tags)


def _tags_sentence(counts: Mapping[str, int]) -> str:
    """Say how many tags would come to stand in which way; nothing if there are none."""
    told = [
        _("%(count)s %(verdict)s") % {"count": grouped(counts[one]), "verdict": _verdict(one)}
        for one in Verdict
        if counts.get(one)
    ]
    return _("Tags: %(counts)s") % {"counts": listed(told)} if told else ""


def _verdict(verdict: Verdict) -> str:
    return str(dict(Span._meta.get_field("verdict").flatchoices)[verdict])


@require_safe
def reclean_result(request: Request, slug: str, job: int) -> HttpResponse:
    """Show what a dry run says of each article, and what has been taken over of it."""
    member, look = recleaning_of(request.user, slug, job, LOOK)
    form = OutcomeForm(request.GET)
    chosen = form.cleaned_data["outcome"] if form.is_valid() else ""
    counts: dict[str, int] = {one: look.findings.filter(outcome=one).count() for one in Outcome}
    found = look.findings.filter(outcome=chosen) if chosen else look.findings.all()
    applying = _applying(look)
    page = {
        **frame(member),
        "look": look,
        **progress_of(member, look).page(),
        "applying": progress_of(member, applying).page() if applying else None,
        "chosen": chosen,
        "total": sum(counts.values()),
        "counts": named(counts),
        "changes": counts[Outcome.CHANGE],
        "page": _rows(member, Paginator(found, PAGE).get_page(request.GET.get("page"))),
        "request_id": uuid4(),
    }
    return render(request, "annotate/reclean_result.html", page)


def _applying(look: Job) -> Job | None:
    """Return the latest job that takes over what this dry run has found."""
    return Job.objects.filter(kind=APPLY, subject=look.subject, options__look=look.pk).first()


def progress_of(member: Membership, job: Job) -> Progress:
    """Return how far a dry run is, or the taking over of what it has found."""
    slug, look = member.project.slug, job.options.get("look", job.pk)
    return Progress(
        job,
        NAMES,
        see=reverse("reclean-progress", args=[slug, job.pk]),
        stop=reverse("reclean-stop", args=[slug, job.pk]),
        resume=reverse("reclean-resume", args=[slug, job.pk]),
        page_address=reverse("reclean-result", args=[slug, look]),
    )


def _rows(member: Membership, page: Page[Any]) -> Page[Any]:
    findings = list(page.object_list)
    live = Entry.objects.live().filter(project=member.project).select_related("article")
    entries = live.only("project", "article__title", "article__lang", "article__outlet").in_bulk(
        [finding.thing for finding in findings]
    )
    page.object_list = [Row.of(finding, entries.get(finding.thing)) for finding in findings]
    return page


@require_safe
def reclean_progress(request: Request, slug: str, job: int) -> HttpResponse:
    """Show how far it is, if that is not what the page shows already (``seen``)."""
    member, found = recleaning_of(request.user, slug, job)
    return show_progress(request, progress_of(member, found))


@require_POST
def reclean_stop(request: Request, slug: str, job: int) -> HttpResponse:
    """Stop after the articles that it is at."""
    member, found = recleaning_of(request.user, slug, job)
    stop(found)
    return redirect(progress_of(member, found).page_address)


@require_POST
def reclean_resume(request: Request, slug: str, job: int) -> HttpResponse:
    """Let it go on where it was stopped, or where it failed."""
    member, found = recleaning_of(request.user, slug, job)
    send_off(found)
    return redirect(progress_of(member, found).page_address)


@require_POST
def reclean_apply(request: Request, slug: str, job: int) -> HttpResponse:
    """Take over what was found of the chosen articles, or of all in the background."""
    member, look = recleaning_of(request.user, slug, job, LOOK)
    form = ApplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose at least one article that would change."))
        return redirect("reclean-result", slug, look.pk)
    data = form.cleaned_data
    if data["everything"]:
        try:
            begin_applying(member.project, look, data["request"], request.user, moves=data["moves"])
        except Job.DoesNotExist as error:
            raise Http404(_("There is no such run.")) from error
        return redirect("reclean-result", slug, look.pk)
    chosen = look.findings.filter(pk__in=data["chosen"]).select_related("job")
    done = apply_some(member, chosen[:PAGE], moves=data["moves"])
    _say(request, done.get(Outcome.APPLIED, 0), done.get(Outcome.FAILED, 0))
    return redirect("reclean-result", slug, look.pk)


def _say(request: Request, applied: int, failed: int) -> None:
    sentence = ngettext(
        "The wording of %(count)s article was taken over.",
        "The wordings of %(count)s articles were taken over.",
        applied,
    )
    messages.success(request, sentence % {"count": applied})
    if failed:
        sentence = ngettext(
            "%(count)s file can no longer be read.", "%(count)s files can no longer be read.", failed
        )
        messages.error(request, sentence % {"count": failed})


@dataclass(frozen=True, slots=True)
class Moved:
    """A tag and where it would come to stand; ``words`` are those that it would be about."""

    tag: Span
    place: Placed
    verdict: str
    words: str


@require_safe
def reclean_compare(request: Request, slug: str, job: int, finding: int) -> HttpResponse:
    """Show what would be added and dropped in an article, and where its tags would come to stand."""
    member, look = recleaning_of(request.user, slug, job, LOOK)
    one, entry = _finding(member, look, finding)
    found = read_again(Again(), entry)
    tags = tags_on(entry, member)
    lines: list[Line] = []
    moved: list[Moved] = []
    if found.arrival is not None:
        now, was = found.arrival.wording, entry.revision
        lines = lines_between(was.text, was.blocks, now.text, now.blocks)
        moved = list(_moved(tags, places_of(was, now, tags), now.text))
    page = {
        **frame(member),
        "look": look,
        "row": Row.of(one, entry),
        "entry": entry,
        "article": entry.article,
        "lines": lines,
        "problem": problem_sentence(f"{found.problem.what}\n{found.problem.remedy}") if found.problem else "",
        "moved": moved[:MOST_MOVED],
        "unmoved": len(tags) - len(moved),
        "request_id": uuid4(),
    }
    return render(request, "annotate/reclean_compare.html", page)


def _finding(member: Membership, look: Job, key: int) -> tuple[Finding, Entry]:
    """Return what was found of an article, and its entry if that is still in the project."""
    live = Entry.objects.live().filter(project=member.project)
    finding = look.findings.filter(pk=key, thing__in=live.values("pk")).first()
    if finding is None:
        raise Http404(_("There is no such article in this run."))
    return finding, live.select_related("project", "article", "revision__article").get(pk=finding.thing)


def _moved(tags: list[Span], places: list[Placed], text: str) -> Iterator[Moved]:
    for tag, place in zip(tags, places, strict=True):
        if (tag.start, tag.end) != (place.start, place.end) or place.verdict != Verdict.EXACT:
            yield Moved(tag, place, _verdict(place.verdict), text[place.start : place.end])
