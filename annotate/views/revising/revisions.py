"""The wordings of an article: which there are, how two differ, which the project works on."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import entry_of
from annotate.actions.carrying import move_pin
from annotate.actions.entries import purpose_of
from annotate.actions.parts import Work
from annotate.marking.rows import Markup
from annotate.models import Assignment, Entry, Membership, State
from annotate.models.labels import views_of
from annotate.models.reading import once, spans_of
from annotate.roles import Act, Role
from annotate.views.bench.rows import blocks_of, rows_of
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.revising.sources import Way
from annotate.views.undoing import say
from annotate.views.wordings import newer_wordings
from articles.importing.sentences import kind_name
from articles.models import Provenance, Revision
from articles.text.blocks import ranges_in
from articles.text.compare import Fate, compare

MOST_REVISIONS = 50  # that are shown
MOST_WORKS = 50  # of earlier wordings that are listed


class MoveForm(forms.Form):
    """The button that moves the work to another wording; made anew with each page."""

    request = forms.UUIDField()


@require_safe
def entry_revisions(request: Request, slug: str, entry: int) -> HttpResponse:
    """List the wordings of an article, with where each came from as far as the project may know."""
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    ways = Provenance.objects.told_to(purpose_of(member.project)).select_related("raw").defer("raw__content")
    revisions = list(
        Revision.objects.filter(article=found.article_id)
        .newest_first()
        .defer("text", "blocks", "dropped", "notes")
        .annotate(length=Length("text"))
        .prefetch_related(Prefetch("provenances", ways, to_attr="told"))[:MOST_REVISIONS]
    )
    page = {
        **frame(member),
        "entry": found,
        "article": found.article,
        "revisions": [
            (revision, [Way.of(way) for way in getattr(revision, "told", [])]) for revision in revisions
        ],
        "pinned": found.revision,
        "newer": newer_wordings([found]).get(found.pk),
        "works": _earlier_works(member, found),
        "request_id": uuid4(),
    }
    return render(request, "annotate/revisions.html", page)


def _earlier_works(member: Membership, entry: Entry) -> list[Assignment]:
    """Return the work that was left behind on other wordings, with its number of ``tags``."""
    works = Assignment.objects.visible_to(member).filter(entry=entry, is_current=False)
    live = Count("spans", filter=Q(spans__deleted_at=None))
    return list(
        works.annotate(tags=live).select_related("reviewer").only(
            "kind", "state", "revision__number", "reviewer__username",
            "reviewer__display_name",
        ).select_related("revision", "reviewer").order_by("-pk")[:MOST_WORKS]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the comparison. ``kind`` is the block's in words, "" for a plain paragraph."""

    fate: Fate
    kind: str
    pieces: tuple[Any, ...]


def lines_between(
    old: str, old_blocks: list[dict[str, Any]], new: str, new_blocks: list[dict[str, Any]]
) -> list[Line]:
    """Return the blocks of two wordings in reading order, and what became of each."""
    lines = []
    for row in compare(old, ranges_in(old_blocks), new, ranges_in(new_blocks)):
        kind = (old_blocks if row.fate == Fate.GONE else new_blocks)[row.block]["kind"]
        lines.append(Line(row.fate, "" if kind == "paragraph" else kind_name(kind), row.pieces))
    return lines


@require_safe
def entry_compare(request: Request, slug: str, entry: int, older: int, newer: int) -> HttpResponse:
    """Show how one wording differs from another."""
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    old, new = _revision(found, older), _revision(found, newer)
    lines = lines_between(old.text, old.blocks, new.text, new.blocks)
    page = {
        **frame(member),
        "entry": found,
        "article": found.article,
        "old": old,
        "new": new,
        "lines": lines,
        "changed": sum(line.fate != Fate.SAME for line in lines),
        "request_id": uuid4(),
    }
    return render(request, "annotate/compare.html", page)


@require_POST
def entry_move_pin(request: Request, slug: str, entry: int, number: int) -> HttpResponse:
    """Let everybody work on another wording from now on."""
    _member, found = entry_of(request.user, slug, entry, Act.MANAGE)
    form = MoveForm(request.POST)
    revision = _revision(found, number)
    asked = form.cleaned_data["request"] if form.is_valid() else None
    done = move_pin(found, revision, request.user, request=asked)
    if done is None:
        messages.info(request, _("The team works on this wording already."))
    else:
        say(request, _("The team works on revision %(number)s now.") % {"number": number}, done)
    return redirect("entry-revisions", slug, entry)


@require_safe
def entry_earlier(request: Request, slug: str, entry: int, work: int) -> HttpResponse:
    """Show work that was left behind, on the wording that it was made on, to be read only."""
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    assignments = Assignment.objects.visible_to(member).select_related("revision", "reviewer")
    assignment = assignments.filter(entry=found, pk=work, is_current=False).first()
    if assignment is None:
        raise Http404(_("There is no such work on an earlier wording of this article."))
    then = Entry(pk=found.pk, project=found.project, article=found.article, revision=assignment.revision)
    past = Work(then, request.user, Role(member.role), assignment, State.SUBMITTED)
    found_spans = spans_of(assignment.pk)
    spans = once(found_spans.filter(author=request.user) if member.is_blind else found_spans)
    rows = rows_of(past, blocks_of(assignment.revision), spans)
    labels = views_of(member.project, get_language() or "en")
    page = {
        **frame(member),
        "entry": found,
        "article": found.article,
        "assignment": assignment,
        "revision": assignment.revision,
        "tags": len(spans),
        "labels": [label for pk, label in labels.items() if any(span.label_id == pk for span in spans)],
        "text": Markup("".join(rows.values())),
    }
    return render(request, "annotate/earlier.html", page)


def _revision(entry: Entry, number: int) -> Revision:
    """Return a wording of the entry's article."""
    found = Revision.objects.filter(article=entry.article_id, number=number).first()
    if found is None:
        raise Http404(_("There is no such revision of this article."))
    return found
