"""The labels of a project: changing them one by one."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import label_in, member_of, relation_kind_in
from annotate.actions.label_sets import change_labels, used_names
from annotate.actions.problems import Conflict
from annotate.forms.labels import AttributeForm, LabelForm, MoveForm, RelationForm, VersionForm
from annotate.labelsets import (
    AttributeDefinition,
    LabelDefinition,
    LabelSet,
    LabelSetProblem,
    RelationDefinition,
    free_digit,
    free_slot,
    moved,
    put,
    usual_pattern,
    with_label,
)
from annotate.models import Membership
from annotate.models.labels import label_set_of
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.label_words import sentence_of, shown
from annotate.views.projects import frame
from annotate.views.undoing import say

Change = Callable[[LabelSet], LabelSet]

NEW = "-"  # stands in an address where an attribute is to be added
editing = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def labels(request: Request, slug: str) -> HttpResponse:
    """Show the labels and kinds of links, and what can be done with them."""
    member = member_of(request.user, slug, Act.MANAGE)
    keys = dict(member.project.labels.values_list("name", "pk"))
    kinds = dict(member.project.relation_kinds.values_list("name", "pk"))
    found = shown(label_set_of(member.project))
    page = {
        **frame(member),
        "labels": [(keys[one.name], one) for one in found.labels if not one.archived],
        "kinds": [(kinds[one.name], one) for one in found.relations if not one.archived],
        "archived": [(keys[one.name], one) for one in found.labels if one.archived],
        "archived_kinds": [(kinds[one.name], one) for one in found.relations if one.archived],
        "latest": member.project.label_set_versions.select_related("made_by").first(),
    }
    return render(request, "annotate/labels.html", page)


@editing
def label_new(request: Request, slug: str) -> HttpResponse:
    """Add a label."""
    member = member_of(request.user, slug, Act.MANAGE)
    present = label_set_of(member.project)
    slot = free_slot([label.colour for label in present.live])
    empty = LabelDefinition("", free_digit(present), slot, usual_pattern(slot), {}, {})
    form = LabelForm(request.POST or None, labels=present, label=empty, is_used=False)
    return _edited(request, member, form, "label", lambda now: with_label(now, "", form.definition))


@editing
def label_edit(request: Request, slug: str, label: int) -> HttpResponse:
    """Change a label."""
    member = member_of(request.user, slug, Act.MANAGE)
    row = label_in(member, label)
    present = label_set_of(member.project)
    is_used = row.name in used_names(member.project)
    form = LabelForm(request.POST or None, labels=present, label=present.label(row.name), is_used=is_used)
    change: Change = lambda now: with_label(now, row.name, form.definition)  # noqa: E731 - read like its neighbours
    return _edited(request, member, form, "label", change, row=row)


@editing
def attribute_edit(request: Request, slug: str, label: int, attribute: str) -> HttpResponse:
    """Change an attribute of a label, or add one where the address says ``-``."""
    member = member_of(request.user, slug, Act.MANAGE)
    row = label_in(member, label)
    present = label_set_of(member.project)
    old = present.label(row.name)
    wanted = _attribute(old, attribute)
    form = AttributeForm(
        request.POST or None,
        label=old,
        attribute=wanted,
        is_used=row.name in used_names(member.project),
    )

    def change(now: LabelSet) -> LabelSet:
        own = now.label(row.name)
        attributes = put(own.attributes, wanted.name, form.definition)
        return with_label(now, row.name, replace(own, attributes=attributes))

    return _edited(request, member, form, "attribute", change, row=row, attribute=wanted)


def _attribute(label: LabelDefinition, name: str) -> AttributeDefinition:
    if name == NEW:
        return AttributeDefinition("", {}, ())
    try:
        return label.attribute(name)
    except KeyError:
        raise Http404(_("There is no such attribute of this label.")) from None


@editing
def relation_new(request: Request, slug: str) -> HttpResponse:
    """Add a kind of link."""
    return _relation(request, member_of(request.user, slug, Act.MANAGE), RelationDefinition("", (), (), {}))


@editing
def relation_edit(request: Request, slug: str, relation: int) -> HttpResponse:
    """Change a kind of link."""
    member = member_of(request.user, slug, Act.MANAGE)
    row = relation_kind_in(member, relation)
    return _relation(request, member, label_set_of(member.project).relation(row.name), row=row)


def _relation(
    request: Request, member: Membership, relation: RelationDefinition, **more: object
) -> HttpResponse:
    form = RelationForm(
        request.POST or None,
        labels=label_set_of(member.project),
        relation=relation,
        language=get_language() or "en",
        is_used=relation.name in used_names(member.project),
    )

    def change(now: LabelSet) -> LabelSet:
        return replace(now, relations=put(now.relations, relation.name, form.definition))

    return _edited(request, member, form, "relation", change, **more)


def _edited(
    request: Request, member: Membership, form: forms.Form, thing: str, change: Change, **more: object
) -> HttpResponse:
    """Show a form, or save what it says and go back to the labels."""
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid() and _saved(request, member, change, form):
            return redirect("labels", member.project.slug)
    page = {**frame(member), "form": form, "thing": thing, **more}
    return render(request, f"annotate/label_{thing}.html", page, status=status)


def _saved(request: Request, member: Membership, change: Change, form: forms.Form | None = None) -> bool:
    """Save a change of the labels and say so; what is wrong goes to the form, or onto the next page."""
    seen = VersionForm(request.POST)
    version = seen.cleaned_data["version"] if seen.is_valid() else 0
    try:
        wanted = change(label_set_of(member.project))
        done = change_labels(member.project, request.user, wanted, seen=version)
    except (Conflict, LabelSetProblem) as wrong:
        told = [wrong.message] if isinstance(wrong, Conflict) else map(sentence_of, wrong.mistakes)
        for sentence in told:
            if form is None:
                messages.error(request, sentence)
            else:
                form.add_error(None, sentence)
        return False
    say(request, _("The labels are saved.") if done else _("Nothing was changed."), done)
    return True


@require_POST
def labels_move(request: Request, slug: str) -> HttpResponse:
    """Move, archive or bring back a label, an attribute or a kind of link."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That could not be understood. Try it again."))
        return redirect("labels", slug)
    data = form.cleaned_data
    if data["relation"]:
        name = relation_kind_in(member, data["relation"]).name
        _saved(request, member, lambda now: _with_relation(now, name, data["act"]))
    elif data["label"]:
        name = label_in(member, data["label"]).name
        _saved(request, member, lambda now: _with_label(now, name, data["attribute"], data["act"]))
    return redirect("labels", slug)


def _with_relation(labels: LabelSet, name: str, act: str) -> LabelSet:
    if act in STEPS:
        return replace(labels, relations=moved(labels.relations, name, STEPS[act]))
    relation = replace(labels.relation(name), archived=act == MoveForm.ARCHIVE)
    return replace(labels, relations=put(labels.relations, name, relation))


def _with_label(labels: LabelSet, name: str, attribute: str, act: str) -> LabelSet:
    label = labels.label(name)
    if attribute:
        return with_label(labels, name, replace(label, attributes=_with_attribute(label, attribute, act)))
    if act in STEPS:
        return replace(labels, labels=moved(labels.labels, name, STEPS[act]))
    if act == MoveForm.ARCHIVE:
        return with_label(labels, name, replace(label, archived=True))
    return with_label(labels, name, replace(label, archived=False, digit=free_digit(labels, label.digit)))


def _with_attribute(label: LabelDefinition, name: str, act: str) -> tuple[AttributeDefinition, ...]:
    if act in STEPS:
        return moved(label.attributes, name, STEPS[act])
    return tuple(
        replace(one, archived=act == MoveForm.ARCHIVE) if one.name == name else one
        for one in label.attributes
    )


STEPS = {MoveForm.UP: -1, MoveForm.DOWN: 1}
