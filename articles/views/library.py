"""The library: every article, for librarians."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from articles.access import library_article, library_for
from articles.forms import LANGUAGES, LibraryForm
from articles.importing.alike import alike_to
from articles.importing.identity import web_address
from articles.importing.sentences import format_name, kind_name, note_sentence, place_sentence
from articles.models import Article, ArticleQuerySet, Provenance, Revision, RevisionQuerySet, holding
from articles.views.http import Request
from articles.views.paging import FirstOnes

PAGE = 50  # articles on a page
MOST_OUTLETS = 500  # in the filter
MOST_ALIKE = 20  # articles nearly the same that are shown
MOST_REVISIONS = 50  # of one article that are shown


@require_safe
def library(request: Request) -> HttpResponse:
    """Show all articles, the latest first, by title, outlet and whether a project has them."""
    articles = library_for(request.user)
    form = LibraryForm(request.GET, outlets=articles.outlets()[:MOST_OUTLETS])
    if form.is_valid():
        articles = _chosen(articles, form.cleaned_data)
    is_filtered = any(form.cleaned_data.values())
    keys = articles.values_list("pk", flat=True)
    shown = (FirstOnes if is_filtered else Paginator)(keys, PAGE).get_page(request.GET.get("page"))
    by_key = Article.objects.for_list().in_bulk(list(shown.object_list))
    uses = Article.objects.uses(by_key)
    page = {
        "form": form,
        "page": shown,
        "rows": [(by_key[key], uses.get(key, 0)) for key in shown.object_list if key in by_key],
        "is_filtered": is_filtered,
        "section": "library",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "articles/library.html", page, status=status)


def _chosen(articles: ArticleQuerySet, choice: dict[str, Any]) -> ArticleQuerySet:
    if choice["title"]:
        articles = articles.filter(holding("title", choice["title"]))
    if choice["outlet"]:
        articles = articles.filter(outlet=choice["outlet"])
    return articles.by_use(choice["state"]) if choice["state"] else articles


@require_safe
def library_article_page(request: Request, article: int) -> HttpResponse:
    """Show one article: its newest wording, all its revisions, and through what they came."""
    found = library_article(request.user, article)
    revisions = list(_revisions(found))
    latest = found.revisions.defer("dropped").get(pk=revisions[0].pk)
    page = {
        "section": "library",
        "article": found,
        "link": web_address(found.address),
        "language": language_name(found.lang),
        "revisions": [(revision, _ways(revision)) for revision in revisions],
        "latest": latest,
        "notes": [note_sentence(note) for note in latest.notes],
        "blocks": [
            (block["kind"], kind_name(block["kind"]), latest.text[block["start"] : block["end"]])
            for block in latest.blocks
        ],
        "uses": Article.objects.uses([found.pk]).get(found.pk, 0),
        "alike": _alike(request, latest),
    }
    return render(request, "articles/article.html", page)


def language_name(code: str) -> str | Promise:
    """Return what the language of a BCP 47 code is called; the code itself if nobody has named it."""
    with_script = "-".join(code.split("-")[:2])
    if found := dict(LANGUAGES).get(with_script):
        return found
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code


def _alike(request: Request, latest: Revision) -> list[tuple[Article, int]]:
    """Return other articles of this or nearly this wording, with the per cent that both share."""
    library = library_for(request.user)
    # Texts too short to be sketched are found by their digest alone.
    same = library.filter(revisions__digest=latest.digest).exclude(pk=latest.article_id)
    scores = alike_to(latest.article_id)
    scores |= dict.fromkeys(same.values_list("pk", flat=True)[:MOST_ALIKE], 1.0)
    found = library.for_list().in_bulk(sorted(scores, key=lambda key: -scores[key])[:MOST_ALIKE])
    return [(article, round(scores[key] * 100)) for key, article in found.items()]


def _ways(revision: Revision) -> list[tuple[Provenance, str, str]]:
    """Return through what a revision came, each with its place in the file, and the file's format."""
    ways: list[Provenance] = getattr(revision, "ways", [])
    return [(way, place_sentence(way.locator), format_name(way.format)) for way in ways]


def _revisions(article: Article) -> RevisionQuerySet:
    """Return the revisions, the newest first, without their texts, each with its ``ways`` in."""
    ways = Provenance.objects.select_related("imported_by")
    return (
        Revision.objects.filter(article=article)
        .newest_first()
        .defer("text", "blocks", "dropped", "notes")
        .annotate(length=Length("text"))
        .prefetch_related(Prefetch("provenances", ways, to_attr="ways"))[:MOST_REVISIONS]
    )
