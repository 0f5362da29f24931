"""The workbench: one article to read and tag."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.models import User, name_at
from annotate.access import member_of, work_of
from annotate.actions.distribution.distributing import take_next
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.tagging.settling import waiting_spans
from annotate.actions.tagging.undo import reach
from annotate.marking.rows import LabelView, Markup
from annotate.marking.words import terms_in
from annotate.models import Entry, Kind, Participation, Project, RelationKind, State, Way, WorkDay
from annotate.models.labels import labels_of, views_of
from annotate.models.queue import first_left
from annotate.models.reading import SpanRow, once, spans_of
from annotate.reports.talk import talk_of
from annotate.roles import Act, may
from annotate.views.bench.live import follow
from annotate.views.bench.rows import blocks_of, rows_of
from annotate.views.http import Request
from annotate.views.wordings import newer_wordings

CHUNK = 20  # rows that the browser lays out, or leaves alone, together
JUST_SUBMITTED = "just_submitted"  # in the session: the entry whose submission the page can undo


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label in the rail, with how many spans carry it and the kinds of links that start from it."""

    view: LabelView
    count: int
    kinds: tuple[RelationKind, ...]

    @property
    def goals(self) -> str:
        """The names of the labels that its tags can be linked to, as JSON; empty if to none."""
        found = list(dict.fromkeys(name for kind in self.kinds for name in kind.to_labels))
        return json.dumps(found) if found else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The values that the first attribute can be given, with their titles."""
        return [(value, self.view.choices[value]) for value in self.view.offered]

    @property
    def more(self) -> list[dict[str, Any]]:
        """The further attributes that can be set."""
        return [
            {
                "name": one.name,
                "title": one.title,
                "choices": [(value, one.choices[value]) for value in one.offered],
            }
            for one in self.view.more
            if one.offered
        ]


@require_GET
def workbench(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show one article with its tags."""
    live = follow(request, slug, entry)
    work = work_of(request.user, slug, entry, Act.SEE)
    spans = once(spans_of(work.assignment.pk)) if work.assignment else []
    talk = talk_of(work)
    rows = list(rows_of(work, blocks_of(work.entry.revision), spans, talk.on).values())
    article = work.entry.article
    context = {
        "project": work.project,
        "entry": work.entry,
        "article": article,
        "chunks": [Markup("".join(rows[at : at + CHUNK])) for at in range(0, len(rows), CHUNK)],
        "labels": _labels(work, spans),
        "terms": terms_in(work.entry.revision.text, work.project.glossary),
        "outlet": article.outlet,
        "url": article.address,
        "lang": article.lang,
        "dropped_count": len(work.entry.revision.dropped),
        "change": work.assignment.change_number if work.assignment else 0,
        "person_key": f"{work.project.uid.hex}-{request.user.pk}-{work.entry.pk}",
        "coach": work.project.is_sample,
        "just_submitted": _just_submitted(request, slug),
        "other_people": _others(work),
        "request_id": uuid4(),
        "comments": talk,
        "live": live and live.cursor(talk),
        **_rights(work),
        **_addresses(work),
        "place": _place(work),
        **_wordings(request, work),
    }
    return render(request, "annotate/workbench.html", context)


def _wordings(request: Request, work: Work) -> dict[str, Any]:
    """Return what there is to say of other wordings: a newer one, tags that wait, the one to be placed."""
    waiting = waiting_spans(work) if may(work.role, Act.TAG) else []
    asked = request.GET.get("settle", "")
    return {
        "newer": newer_wordings([work.entry]).get(work.entry.pk),
        "waiting": len(waiting),
        "to_place": next((span for span in waiting if str(span.number) == asked), None),
        "returned": work.state == State.RETURNED and not _place(work)["remark"],
    }


def _place(work: Work) -> dict[str, Any]:
    """Return where this person stands with the article: whether they have it, left it out, could take it."""
    is_open = may(work.role, Act.TAG) and not work.is_submitted
    needs_one = is_open and not work.has_skipped and not work.has_a_place
    alone = work.project.way == Way.INDEPENDENT
    own_practice = work.assignment is not None and work.assignment.kind == Kind.TRAINING
    return {
        "is_practice": own_practice or (needs_one and alone and work.entry.is_training),
        "remark": work.assignment.remark if work.assignment else "",
        "is_returned": work.state == State.RETURNED,
        "is_skipped": is_open and work.has_skipped,
        "is_free": alone and needs_one and work.can_begin,
        "is_full": alone and needs_one and not work.can_begin,
        "can_begin": work.can_begin,
        "can_skip": is_open and not work.has_skipped and not work.project.is_sample,
        "can_give_back": alone and is_open and work.has_a_place,
    }


def _labels(work: Work, spans: list[SpanRow]) -> list[LabelCount]:
    labels, counts = labels_of(work.project), Counter(span.label_id for span in spans)
    return [
        LabelCount(view, counts[pk], tuple(labels.kinds_between(view.name)))
        for pk, view in views_of(work.project, get_language() or "en").items()
        if labels.by_pk[pk].archived_at is None
    ]


def _rights(work: Work) -> dict[str, bool]:
    allowed = may(work.role, Act.TAG)
    can_undo, can_redo = (
        reach(work) if allowed and work.assignment and not work.is_submitted else (False, False)
    )
    return {
        "may_tag": allowed,
        "can_tag": allowed and not work.is_submitted and not work.has_skipped and work.can_begin,
        "edits_all": work.changes_all,
        "submitted": work.is_submitted,
        "can_undo": can_undo,
        "can_redo": can_redo,
    }


def _addresses(work: Work) -> dict[str, Any]:
    slug, place = work.project.slug, Entry.objects.place_of(work.entry)
    return {
        "position": place["position"],
        "total": place["total"],
        "prev_url": _address(slug, place["before"]),
        "next_url": _address(slug, place["after"]),
        "list_url": reverse("project", args=[slug]),
        "source_url": reverse("entry-source", args=[slug, work.entry.pk]),
        "guidelines_url": reverse("guidelines", args=[slug]),
        "export_url": reverse("export", args=[slug]),
    }


def _address(slug: str, entry: int | None) -> str:
    return reverse("workbench", args=[slug, entry]) if entry else ""


def _others(work: Work) -> list[str]:
    """Return the names of the colleagues who take part in the same assignment."""
    if work.assignment is None:
        return []
    parts = Participation.objects.filter(assignment=work.assignment).exclude(user=work.user)
    return list(parts.order_by("pk").values_list(name_at("user"), flat=True))


def remember_submission(request: Request, work: Work) -> None:
    """Let the next page offer to take the submission back."""
    request.session[JUST_SUBMITTED] = {
        "slug": work.project.slug,
        "entry": work.entry.pk,
        "title": work.entry.article.title,
    }


def _just_submitted(request: Request, slug: str) -> dict[str, Any] | None:
    """Return, once, what was submitted on the page before, and where that is undone."""
    kept = request.session.pop(JUST_SUBMITTED, None)
    if kept is None or kept["slug"] != slug:
        return None
    return {
        "title": kept["title"],
        "undo_url": reverse("work-reopen", args=[kept["slug"], kept["entry"]]),
        "request": uuid4(),
    }


def address_after(work: Work) -> str:
    """Return the address of the next article that this person has not submitted, or of the end page.

    The samples are for a first look: after one of them comes the page that says what to do next.
    """
    if work.project.is_sample:
        return reverse("project-done", args=[work.project.slug])
    if work.assignment is not None and work.assignment.kind == Kind.TRAINING and work.entry.adjudicated_at:
        return reverse("feedback", args=[work.project.slug, work.entry.pk])
    if work.project.way == Way.INDEPENDENT:
        return _address_by_queue(work)
    entry = next_entry(work.project, work.user, after=work.entry.pk)
    if entry is None:
        return reverse("project-done", args=[work.project.slug])
    return reverse("workbench", args=[work.project.slug, entry])


def _address_by_queue(work: Work) -> str:
    """Return where the person goes on by the queue; the page of their work says why if nowhere."""
    slug = work.project.slug
    try:
        entry = take_next(member_of(work.user, slug, Act.TAG))
    except Conflict:
        return reverse("queue", args=[slug])
    return _address(slug, entry) or reverse("queue", args=[slug])


def next_entry(project: Project, user: User, *, after: int = 0) -> int | None:
    """Return the next entry that is left for the person: behind ``after``, else from the start."""
    entries = Entry.objects.live().filter(project=project).order_by("pk")
    behind = first_left(entries.filter(pk__gt=after), user)
    return behind or first_left(entries.exclude(pk=after), user)


@require_GET
def project_done(request: Request, slug: str) -> HttpResponse:
    """Say what to do after the last article: export, bring articles, invite."""
    membership = member_of(request.user, slug, Act.SEE)
    alone = membership.project.way == Way.INDEPENDENT
    left = None if alone else next_entry(membership.project, request.user)
    context = {
        "project": membership.project,
        "just_submitted": _just_submitted(request, slug),
        "next_url": reverse("queue", args=[slug]) if alone else _address(slug, left),
        # By the tallies: to count two million tags takes a quarter of a second.
        "tags": WorkDay.objects.visible_to(membership).aggregate(number=Sum("tags"))["number"],
        "section": "projects",
        "may_import": may(membership.role, Act.IMPORT),
        "may_manage": may(membership.role, Act.MANAGE),
    }
    return render(request, "annotate/done.html", context)
