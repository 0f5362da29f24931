"""The list of projects, and the pages of one project."""

from functools import partial
from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from annotate.access import deleted_project_of, member_of, own_activity
from annotate.actions.projects import change_settings, found_project, restore_project, trash_project
from annotate.actions.samples import remove_samples
from annotate.actions.taking_back import take_back
from annotate.forms.projects import ArticleFilterForm, ProjectForm, SettingsForm
from annotate.forms.rules import rules_form
from annotate.labelsets import LabelSet, LabelSetProblem, load_default, read
from annotate.labelsets.reading import LARGEST
from annotate.models import Activity, Membership, Project, Verb, Way
from annotate.models.labels import label_set_of
from annotate.reports.agreement_work import may_compare
from annotate.roles import Act, may
from annotate.views.articles_list import found_entries, next_for, outlets_of, page_of_lines
from annotate.views.http import Request
from annotate.views.label_words import sentence_of
from annotate.views.project_list import deleted_projects, own_projects, unmanaged_projects
from annotate.views.undoing import say

MOST_PROJECTS = 100  # whose labels are offered
LAST_PROJECT = "last_project"  # in the session: home leads there


@require_safe
def projects(request: Request) -> HttpResponse:
    """Show the projects of which one is a member."""
    page = {
        "section": "projects",
        "projects": own_projects(request.user, request.GET.get("page", "1")),
        "deleted": deleted_projects(request.user),
        "unmanaged": unmanaged_projects(request.user),
    }
    return render(request, "annotate/projects.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: Request) -> HttpResponse:
    """Found a project. Anybody who has signed in may."""
    mine = _with_labels(request.user)
    form = ProjectForm(
        request.POST or None, request.FILES or None, initial={"request": uuid4()}, projects=mine
    )
    if request.method == "POST" and form.is_valid() and (labels := _labels_wanted(form, mine)):
        data = form.cleaned_data
        project = found_project(
            request.user,
            uid=data["request"],
            name=data["name"],
            way=data["way"],
            guidelines=data["guidelines"],
            required=data["required"] if data["way"] == Way.INDEPENDENT else None,
            labels=labels,
        )
        return redirect("project", project.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "annotate/project_form.html", {"section": "projects", "form": form}, status=status)


def _with_labels(user: User) -> list[Project]:
    """Return the projects whose labels a new one may begin with."""
    found = Project.objects.of(user).filter(is_sample=False)
    open_to_all = found if user.has_second_factor else found.filter(second_factor_required=False)
    return list(open_to_all[:MOST_PROJECTS])


def _labels_wanted(form: ProjectForm, projects: list[Project]) -> LabelSet | None:
    """Return the labels that the new project begins with; None if the file holds none, which is said."""
    wanted = form.cleaned_data["label_set"]
    if wanted == ProjectForm.DEFAULT:
        return load_default()
    if wanted != ProjectForm.FILE:
        return label_set_of(next(one for one in projects if one.slug == wanted))
    try:
        return read(form.cleaned_data["label_file"].read(LARGEST + 1))
    except LabelSetProblem as problem:
        for mistake in problem.mistakes:
            form.add_error("label_file", sentence_of(mistake))
        return None


@require_safe
def project(request: Request, slug: str) -> HttpResponse:
    """Show a project's articles; to htmx only the list, as the filter asks for it."""
    member = member_of(request.user, slug, Act.SEE)
    if request.session.get(LAST_PROJECT) != slug:  # a page that is looked at again writes nothing
        request.session[LAST_PROJECT] = slug
    form = ArticleFilterForm(request.GET)
    entries = found_entries(member, form)
    page = {
        **frame(member),
        "form": form,
        "lines": page_of_lines(member, entries, request.GET.get("page", "1")),
        "is_filtered": any(form.cleaned_data.get(name) for name in ("words", "outlet", "state")),
    }
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    if not is_part:
        page |= {"next_entry": next_for(member), "outlets": outlets_of(member)}
    answer = render(request, f"annotate/{'_article_list' if is_part else 'project'}.html", page)
    patch_vary_headers(answer, ["HX-Request"])  # one address, two answers: no cache may mix them up
    return answer


def frame(member: Membership) -> dict[str, object]:
    """Return what every page of a project shows around its contents."""
    return {
        "section": "projects",
        "project": member.project,
        "member": member,
        "may_tag": may(member.role, Act.TAG),
        "may_import": may(member.role, Act.IMPORT),
        "may_export": may(member.role, Act.EXPORT),
        "may_manage": may(member.role, Act.MANAGE),
        "may_adjudicate": member.project.way == Way.INDEPENDENT and may(member.role, Act.ADJUDICATE),
        "may_compare": partial(may_compare, member),  # asked of the database only where it is shown
    }


@require_http_methods(["GET", "HEAD", "POST"])
def project_settings(request: Request, slug: str) -> HttpResponse:
    """Change the project's name and rules of work."""
    member = member_of(request.user, slug, Act.MANAGE)
    form = SettingsForm(request.POST or None, initial={"name": member.project.name})
    rules = rules_form(member.project, request.POST or None)
    if request.method == "POST" and form.is_valid() and (rules is None or rules.is_valid()):
        wanted = {**form.cleaned_data, **(rules.cleaned_data if rules else {})}
        done = change_settings(member.project, request.user, **wanted)
        say(request, _("The settings are saved.") if done else _("Nothing was changed."), done)
        return redirect("project-settings", slug)
    is_wrong = form.errors or (rules and rules.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    page = {**frame(member), "form": form, "rules": rules}
    return render(request, "annotate/settings.html", page, status=status)


@require_POST
def project_delete(request: Request, slug: str) -> HttpResponse:
    """Delete the project; it can be restored for 30 days."""
    member = member_of(request.user, slug, Act.MANAGE)
    try:
        done = trash_project(member.project, request.user)
    except ValidationError as error:  # by a second press of the button
        messages.info(request, " ".join(error.messages))
    else:
        say(request, _("The project “%(name)s” has been deleted.") % {"name": member.project.name}, done)
    return redirect("projects")


@require_POST
def project_restore(request: Request, slug: str) -> HttpResponse:
    """Restore a deleted project."""
    deleted = deleted_project_of(request.user, slug)
    try:
        restore_project(deleted, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("projects")
    messages.success(request, _("The project “%(name)s” is back.") % {"name": deleted.name})
    return redirect("project", slug)


@require_POST
def samples_remove(request: Request, slug: str) -> HttpResponse:
    """Remove the samples for good, with their articles and tags."""
    member = member_of(request.user, slug, Act.MANAGE)
    is_gone = remove_samples(member.project)
    messages.success(request, _("The samples are gone. They will not come back."))
    return redirect("projects") if is_gone else redirect("project", slug)


@require_POST
def activity_undo(request: Request, slug: str, activity: int) -> HttpResponse:
    """Take back what one has done to a project."""
    found = own_activity(request.user, slug, activity)
    try:
        take_back(found, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Undone."))
    return redirect(_place_of(found), slug)


def _place_of(done: Activity) -> str:
    """Return the page on which such an act is done."""
    verb = done.verb
    if any(change["thing"] == "entries" for change in done.changes):
        return "distribute"
    if verb in {Verb.ROLE, Verb.REMOVE, Verb.REVOKE}:
        return "team"
    if verb == Verb.GUIDELINES:
        return "guidelines"
    if verb == Verb.ASSIGN:
        return "distribute"
    if verb == Verb.LABELS:
        return "labels"
    return "project-settings" if verb == Verb.SETTINGS else "project"
