"""Writing the guidelines, and bringing an earlier version back."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import member_of
from annotate.actions.guidelines import restore_guidelines, save_guidelines, text_of
from annotate.actions.problems import Conflict
from annotate.forms.guidelines import GuidelinesForm
from annotate.labelsets.prose import sections, shown
from annotate.models import Membership
from annotate.roles import Act
from annotate.views.guidelines.page import built_in, versions_of
from annotate.views.http import Request
from annotate.views.projects import frame
from annotate.views.undoing import say

PREVIEW = "preview"  # the button that only shows what would be saved


@require_http_methods(["GET", "HEAD", "POST"])
def guidelines_edit(request: Request, slug: str) -> HttpResponse:
    """Show the present version to be changed; show what would become of the words, or save them."""
    member = member_of(request.user, slug, Act.MANAGE)
    if request.method != "POST":
        return _page(request, member, _form(member, from_built_in="built-in" in request.GET))
    form = GuidelinesForm(request.POST)
    if not form.is_valid() or PREVIEW in request.POST:
        return _page(request, member, form)
    try:
        done = save_guidelines(member.project, request.user, form.draft)
    except Conflict as conflict:
        return _beside(request, slug, form, conflict)
    say(request, _("The guidelines are saved.") if done else _("Nothing was changed."), done)
    return redirect("guidelines", slug)


@require_POST
def guidelines_restore(request: Request, slug: str, number: int) -> HttpResponse:
    """Make an earlier version the present one."""
    member = member_of(request.user, slug, Act.MANAGE)
    versions_of(member.project, {number})  # 404 if it is not there
    done = restore_guidelines(member.project, request.user, number)
    sentence = _("Version %(number)s holds again.") if done else _("Version %(number)s holds already.")
    say(request, sentence % {"number": number}, done)
    return redirect("guidelines", slug)


def _beside(request: Request, slug: str, form: GuidelinesForm, conflict: Conflict) -> HttpResponse:
    """Show the words again; whoever saves them now has been told what they would replace."""
    member = member_of(request.user, slug, Act.MANAGE)
    again = GuidelinesForm({**request.POST.dict(), "base": member.project.guidelines_version})
    again.add_error(None, conflict.message)
    return _page(request, member, again, since=form.cleaned_data["base"])


def _form(member: Membership, *, from_built_in: bool) -> GuidelinesForm:
    number = member.project.guidelines_version
    text = built_in() if from_built_in else text_of(member.project, number)
    return GuidelinesForm(initial={"base": number, "text": text, "tells": True})


def _page(
    request: Request, member: Membership, form: GuidelinesForm, *, since: int | None = None
) -> HttpResponse:
    """Show the form; ``since`` is the version after which somebody else has saved another."""
    text = form.cleaned_data.get("text") if form.is_bound else form.initial["text"]
    page = {
        **frame(member),
        "form": form,
        "since": since,
        "preview": shown(sections(text or built_in())),
    }
    status = HTTPStatus.OK if since is None else HTTPStatus.CONFLICT
    if form.errors and since is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "annotate/guidelines_edit.html", page, status=status)
