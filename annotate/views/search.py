"""Searching a project."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from annotate.access import member_of
from annotate.forms.search import Place, ProjectSearchForm
from annotate.models import Membership
from annotate.roles import Act
from annotate.views.articles_list import outlets_of
from annotate.views.finding import found_articles, found_spans, shown_articles, shown_spans
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.search import MOST
from articles.views.search import PAGE, is_part


@require_safe
def project_search(request: Request, slug: str) -> HttpResponse:
    """Show the project's articles or tags that hold what is looked for; to htmx only these."""
    member = member_of(request.user, slug, Act.SEE)
    form = ProjectSearchForm(request.GET, project=member.project)
    query = form.cleaned_data["words"] if form.is_valid() else None
    page = {
        **frame(member),
        "form": form,
        "query": query,
        "place": form.cleaned_data.get("place") or Place.ARTICLES,
        "places": Place.choices,
    }
    if query:
        page |= (
            _tags(request, member, form) if page["place"] == Place.TAGS else _articles(request, member, form)
        )
    if not is_part(request.htmx):
        page["outlets"] = outlets_of(member)
    name = "_search_results" if is_part(request.htmx) else "search"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    answer = render(request, f"annotate/{name}.html", page, status=status)
    patch_vary_headers(answer, ["HX-Request"])  # one address, two answers: no cache may mix them up
    return answer


def _articles(request: Request, member: Membership, form: ProjectSearchForm) -> dict[str, object]:
    found = found_articles(member, form)
    page = Paginator(found[:MOST], PAGE).get_page(request.GET.get("page"))
    shown = shown_articles(member, list(page.object_list), form.cleaned_data["words"])
    return {"page": page, "is_more": len(found) > MOST, "articles": list(shown)}


def _tags(request: Request, member: Membership, form: ProjectSearchForm) -> dict[str, object]:
    found = found_spans(member, form)
    page = Paginator(found.keys[:MOST], PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "is_more": len(found.keys) > MOST,
        "is_cut": found.is_cut,
        "tags": list(shown_spans(member, list(page.object_list), form.cleaned_data["words"])),
    }
