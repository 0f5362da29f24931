"""What a person ought to know, the newest first."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.actions.noticing import choose_mail, mark_read
from annotate.forms.comments import TurnForm
from annotate.models import Notice
from annotate.reports.news import address_of, line_of
from annotate.views.http import Request
from articles.views.paging import FirstOnes

PER_PAGE = 50


@require_safe
def notices(request: Request) -> HttpResponse:
    """Show everything that this person was told."""
    found = Notice.objects.of_members().filter(user=request.user)
    about = ("project", "entry__article", "actor", "comment", "run", "guidelines")
    page = FirstOnes(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page", "1"))
    page.object_list = Notice.objects.filter(pk__in=list(page.object_list)).select_related(*about)
    shown = {"page": page, "lines": [line_of(notice) for notice in page], "has_mail": settings.HAS_MAIL}
    return render(request, "annotate/notices.html", {"section": "notices", **shown})


@require_safe
def notice_open(request: Request, notice: int) -> HttpResponse:
    """Go where a notice leads, which then counts as read."""
    mine = Notice.objects.of_members().filter(user=request.user, pk=notice)
    found = mine.select_related("project", "guidelines").first()
    if found is None:
        raise Http404(_("There is no such notice, or you do not belong to its project any more."))
    if found.read_at is None:
        mark_read(Notice.objects.filter(pk=found.pk), request.user)
    return redirect(address_of(found))


@require_POST
def notices_read(request: Request) -> HttpResponse:
    """Let all of them count as read."""
    mark_read(Notice.objects.all(), request.user)
    return redirect("notices")


@require_POST
def notices_by_mail(request: Request) -> HttpResponse:
    """Switch on or off whether notices also go out by e-mail."""
    form = TurnForm(request.POST)
    if form.is_valid():
        choose_mail(request.user, wanted=form.cleaned_data["on"])
    return redirect("notices")
