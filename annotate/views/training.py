"""Practice for newcomers: which articles they are offered, and how they did."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.access import entry_of, member_of
from annotate.actions.training import use_for_practice
from annotate.forms.comments import TurnForm
from annotate.models import Way
from annotate.reports.practice import articles_for_practice, practised, results
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame

PER_PAGE = 20


@require_safe
def training(request: Request, slug: str) -> HttpResponse:
    """Show the articles for practice, and what those who practised made of them."""
    member = member_of(request.user, slug, Act.MANAGE)
    page = Paginator(practised(member), PER_PAGE).get_page(request.GET.get("page", "1"))
    shown = {
        **frame(member),
        "articles": articles_for_practice(member),
        "page": page,
        "lines": results(member, list(page)),
        "is_independent": member.project.way == Way.INDEPENDENT,
    }
    return render(request, "annotate/training.html", shown)


@require_POST
def entry_training(request: Request, slug: str, entry: int) -> HttpResponse:
    """Offer an article for practice, or offer it no more."""
    member, found = entry_of(request.user, slug, entry, Act.MANAGE)
    form = TurnForm(request.POST)
    try:
        if form.is_valid() and use_for_practice(found, member.user, wanted=form.cleaned_data["on"]):
            messages.success(request, _said_of(wanted=form.cleaned_data["on"]))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("training", slug)


def _said_of(*, wanted: bool) -> str:
    if wanted:
        return _("Newcomers are offered this article first, and see the gold after they have handed in.")
    return _("This article is not offered for practice any more.")
