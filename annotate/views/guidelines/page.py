"""The guidelines of a project: the page, and the same beside the text; versions, and how they differ."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.forms.guidelines import CompareForm, LookForm
from annotate.labelsets import guidelines as built_in_guidelines
from annotate.labelsets.highlighting import highlighted
from annotate.labelsets.prose import Section, about, contents, sections
from annotate.labelsets.prose import shown as in_html
from annotate.labelsets.prose_changes import changes_between
from annotate.models import Guidelines, Label, Membership, Project
from annotate.models.guidelines import BUILT_IN
from annotate.models.labels import labels_of, views_of
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.talk.comments import PART
from articles.text.compare import Fate

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """The sections as the page shows them, and what was asked for."""

    parts: list[str]  # HTML that nh3 has cleaned
    contents: list[Any]
    label: Label | None  # the sections are about this one
    is_silent: bool  # nothing is said about the label
    words: str
    hits: int


@require_safe
def guidelines(request: Request, slug: str) -> HttpResponse:
    """Show by which rules the team tags: all of them, or what is said about one label."""
    member = member_of(request.user, slug, Act.SEE)
    number = member.project.guidelines_version
    page = {**frame(member), **_look(request, member, number), "is_present": True}
    name = "annotate/_guide.html" if request.headers.get(PART) else "annotate/guidelines.html"
    return render(request, name, page)


@require_safe
def guidelines_version(request: Request, slug: str, number: int) -> HttpResponse:
    """Show one version."""
    member = member_of(request.user, slug, Act.SEE)
    present = member.project.guidelines_version
    page = {**frame(member), **_look(request, member, number), "is_present": number == present}
    return render(request, "annotate/guidelines.html", page)


@require_safe
def guidelines_versions(request: Request, slug: str) -> HttpResponse:
    """List all versions, the newest first."""
    member = member_of(request.user, slug, Act.SEE)
    found = Guidelines.objects.filter(project=member.project).defer("text").select_related("author")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page", "1"))
    return render(request, "annotate/guidelines_versions.html", {**frame(member), "page": page})


@require_safe
def guidelines_compare(request: Request, slug: str) -> HttpResponse:
    """Show how two versions differ: the present one and the last before it, unless others are named."""
    member = member_of(request.user, slug, Act.SEE)
    older, newer = CompareForm(request.GET).versions(member.project.guidelines_version)
    found = versions_of(member.project, {older, newer})
    changes = changes_between(words_of(found[older]), words_of(found[newer]))
    between = Guidelines.objects.filter(project=member.project, number__gt=older, number__lte=newer)
    page = {
        **frame(member),
        "older": older,
        "newer": newer,
        "changes": changes,
        "changed": sum(change.fate != Fate.SAME for change in changes),
        "told": between.defer("text").select_related("author")[:PER_PAGE],
    }
    return render(request, "annotate/guidelines_compare.html", page)


def versions_of(project: Project, numbers: set[int]) -> dict[int, Guidelines | None]:
    """Return the versions of these numbers, None for what is built in. Raises Http404 if one is missing."""
    stored = numbers - {BUILT_IN}
    if max(numbers) > project.guidelines_version:
        raise Http404(_("There is no such version of the guidelines."))
    rows = Guidelines.objects.filter(project=project, number__in=stored).select_related("author")
    found: dict[int, Guidelines | None] = {row.number: row for row in rows} if stored else {}
    return {**found, BUILT_IN: None} if BUILT_IN in numbers else found


def words_of(version: Guidelines | None) -> str:
    """Return the Markdown of a version; of the built-in guidelines the one in the language of the page."""
    return (version.text if version else "") or built_in()


def built_in() -> str:
    """Return the Markdown of the built-in guidelines in the language of the page."""
    return built_in_guidelines(get_language() or "en")


def _look(request: Request, member: Membership, number: int) -> dict[str, object]:
    """Return what a page of the guidelines shows of one version."""
    version = versions_of(member.project, {number})[number]
    labels = [label for label in labels_of(member.project).by_pk.values() if label.archived_at is None]
    views = views_of(member.project, get_language() or "en")
    return {
        "labels": [views[label.pk] for label in labels],
        "version": version,
        "number": number,
        "shown": _shown(words_of(version), LookForm(request.GET), labels),
    }


def _shown(text: str, form: LookForm, labels: list[Label]) -> Shown:
    found = sections(text)
    wanted = "" if form.words.strip() else form.about  # words are looked for everywhere
    label = next((one for one in labels if one.name == wanted), None)
    own: list[Section] = about(found, label.name, titles_of(label)) if label else []
    part = own or list(found)
    parts, hits = highlighted(in_html(part), form.words)
    is_silent = label is not None and not own
    return Shown(parts, contents(part), label if own else None, is_silent, form.words.strip(), hits)


def titles_of(label: Label) -> list[str]:
    """Return what a heading about the label may call it: its title and its attributes', in any language."""
    named = [label.titles, *(attribute.get("titles", {}) for attribute in label.attributes)]
    return [label.name, *(title for titles in named for title in titles.values())]
