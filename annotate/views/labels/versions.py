"""The versions of a project's label set, and label sets as files."""

from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import label_set_version_in, member_of
from annotate.actions.label_sets import change_labels, restore_labels, used_names
from annotate.actions.problems import Conflict
from annotate.forms.labels import FileForm, TakeForm, VersionForm
from annotate.labelsets import (
    LabelSet,
    LabelSetProblem,
    as_json,
    as_yaml,
    differences,
    parse,
    read,
    taken_over,
)
from annotate.models import LabelSetVersion, Membership
from annotate.models.labels import label_set_of
from annotate.models.labelsets import Cause
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.label_words import changes_told, sentence_of, shown
from annotate.views.projects import frame
from annotate.views.undoing import say

PER_PAGE = 20
FILES = {"yaml": (as_yaml, "application/yaml"), "json": (as_json, "application/json")}


class Line(NamedTuple):
    """One version in the list, and what it has otherwise than the one before; None for the first."""

    version: LabelSetVersion
    changes: list[str] | None


@require_safe
def label_versions(request: Request, slug: str) -> HttpResponse:
    """List the versions, the newest first: who, when, what changed."""
    member = member_of(request.user, slug, Act.MANAGE)
    versions = member.project.label_set_versions.select_related("made_by")
    page = Paginator(versions, PER_PAGE).get_page(request.GET.get("page", "1"))
    here = list(page)
    before = list(versions.filter(number__lt=here[-1].number)[:1]) if here else []
    sets = [parse(version.definition) for version in [*here, *before]]
    lines = [
        Line(version, _between(sets[at + 1], sets[at]) if at + 1 < len(sets) else None)
        for at, version in enumerate(here)
    ]
    return render(request, "annotate/label_versions.html", {**frame(member), "page": page, "lines": lines})


def _between(old: LabelSet, new: LabelSet) -> list[str]:
    return changes_told(differences(old, new), old, new)


@require_safe
def label_version(request: Request, slug: str, version: int) -> HttpResponse:
    """Show the labels as they were in a version, and how the present ones differ."""
    member = member_of(request.user, slug, Act.MANAGE)
    found = label_set_version_in(member, version)
    then, now = parse(found.definition), label_set_of(member.project)
    page = {**frame(member), "version": found, "set": shown(then), "changes": _between(then, now)}
    return render(request, "annotate/label_version.html", page)


@require_POST
def label_version_restore(request: Request, slug: str, version: int) -> HttpResponse:
    """Bring an earlier version back, as a new one."""
    member = member_of(request.user, slug, Act.MANAGE)
    found = label_set_version_in(member, version)
    form = VersionForm(request.POST)
    try:
        seen = form.cleaned_data["version"] if form.is_valid() else 0
        done = restore_labels(member.project, request.user, found, seen=seen)
    except Conflict as conflict:
        messages.error(request, conflict.message)
    else:
        sentence = _("The labels are as in version %(number)s again.") % {"number": found.number}
        say(request, sentence if done else _("Nothing was changed."), done)
    return redirect("labels", slug)


@require_safe
def label_file(request: Request, slug: str, kind: str) -> HttpResponse:
    """Hand out the label set as a file."""
    member = member_of(request.user, slug, Act.MANAGE)
    if kind not in FILES:
        return redirect("labels", slug)
    written, media_type = FILES[kind]
    response = HttpResponse(
        written(label_set_of(member.project)), content_type=f"{media_type}; charset=utf-8"
    )
    name = f"{member.project.slug}-labels-{member.project.label_set_version}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def label_import(request: Request, slug: str) -> HttpResponse:
    """Read a label set from a file, and show what it would change before anything is."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = FileForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {**frame(member), "form": form}
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                page |= _looked_at(member, read(form.cleaned_data["file"]))
                status = HTTPStatus.OK
            except LabelSetProblem as problem:
                page["mistakes"] = [sentence_of(mistake) for mistake in problem.mistakes]
    return render(request, "annotate/label_import.html", page, status=status)


def _looked_at(member: Membership, wanted: LabelSet) -> dict[str, Any]:
    present = label_set_of(member.project)
    new = taken_over(present, wanted, used_names(member.project))
    return {"set": shown(wanted), "definition": as_json(wanted), "changes": _between(present, new)}


@require_POST
def label_import_take(request: Request, slug: str) -> HttpResponse:
    """Take over the label set that was looked at."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = TakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That could not be understood. Choose the file again."))
        return redirect("label-import", slug)
    try:
        wanted = read(form.cleaned_data["definition"].encode(errors="replace"))
        seen = form.cleaned_data["version"]
        done = change_labels(member.project, request.user, wanted, seen=seen, cause=Cause.IMPORTED)
    except (Conflict, LabelSetProblem) as wrong:
        told = [wrong.message] if isinstance(wrong, Conflict) else map(sentence_of, wrong.mistakes)
        for sentence in told:
            messages.error(request, sentence)
        return redirect("label-import", slug)
    say(request, _("The label set has been taken over.") if done else _("Nothing was changed."), done)
    return redirect("labels", slug)
