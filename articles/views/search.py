"""Searching the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from articles.access import library_for
from articles.forms import SearchForm
from articles.models import Article, Revision
from articles.search import MOST, Found, find
from articles.text.phrases import Piece, Query, excerpt, pieces
from articles.views.http import Request

PAGE = 20  # hits on a page
MOST_OUTLETS = 500  # to choose from


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """One article among the hits: its title and some of its words, cut where something was found."""

    article: Article
    title: list[Piece]
    excerpt: list[Piece]

    @classmethod
    def of(cls, article: Article, text: str, query: Query) -> "FoundArticle":
        """Return the hit; the title is shown once, not again with the words."""
        body = text.removeprefix(article.title).lstrip("\n")
        return cls(article, pieces(article.title, query.wanted), excerpt(body, query.wanted))


def texts_of(found: Iterable[Found]) -> dict[int, Revision]:
    """Return the wordings of the hits with their articles and texts, by key."""
    revisions: QuerySet[Revision] = Revision.objects.select_related("article").only(
        "text", "article__title", "article__outlet", "article__lang", "article__published_day",
        "article__published_text",
    )  # fmt: skip
    return revisions.in_bulk([hit.revision for hit in found])


@require_safe
def library_search(request: Request) -> HttpResponse:
    """Show the articles of the library that hold what is looked for; to htmx only these."""
    articles = library_for(request.user)
    form = SearchForm(request.GET)
    query = form.cleaned_data["words"] if form.is_valid() else None
    page: dict[str, object] = {"section": "library", "form": form, "query": query}
    if query:
        page |= _hits(request, form, query)
    if not is_part(request.htmx):
        page["outlets"] = articles.outlets()[:MOST_OUTLETS]
    name = "_search_results" if is_part(request.htmx) else "search"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    answer = render(request, f"articles/{name}.html", page, status=status)
    patch_vary_headers(answer, ["HX-Request"])  # one address, two answers: no cache may mix them up
    return answer


def is_part(htmx: HtmxDetails) -> bool:
    """Whether htmx asks for a part of the page."""
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def _hits(request: Request, form: SearchForm, query: Query) -> dict[str, object]:
    asked = form.cleaned_data
    found = find(query, among=form.among(), first=asked["first"], last=asked["last"])
    shown = Paginator(found[:MOST], PAGE).get_page(request.GET.get("page"))
    texts = texts_of(shown)
    return {
        "page": shown,
        "is_more": len(found) > MOST,
        "rows": [
            FoundArticle.of(texts[hit.revision].article, texts[hit.revision].text, query)
            for hit in shown
            if hit.revision in texts
        ],
    }
