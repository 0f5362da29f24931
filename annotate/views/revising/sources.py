"""Where an article's text comes from: what was kept, what was dropped and why, and the file itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from annotate.access import entry_of
from annotate.actions.entries import purpose_of
from annotate.models import Entry, Project
from annotate.roles import Act
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.importing.alike import alike_to
from articles.importing.identity import web_address
from articles.importing.sentences import (
    format_name,
    kind_name,
    note_sentence,
    place_sentence,
    reason_sentence,
)
from articles.models import Article, Provenance, ProvenanceQuerySet, Revision

MOST_WAYS = 50  # that are shown
MOST_ALSO = 20  # articles nearly the same that are shown


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the source: kept as a block, or dropped for a reason."""

    text: str
    label: str  # the kind of a block, the reason of what was dropped
    kind: str = ""  # "" if it was dropped


@dataclass(frozen=True, slots=True)
class Way:
    """One way on which the article came in."""

    provenance: Provenance
    name: str
    format: str
    link: str  # to the mirror's page; "" if that is not an address of the web
    place: str  # in the file; "" if the article is all of it

    @classmethod
    def of(cls, provenance: Provenance) -> "Way":
        """Return the way as a page shows it."""
        name = getattr(provenance, "own_name", None) or provenance.name
        link, place = web_address(provenance.mirror_address), place_sentence(provenance.locator)
        return cls(provenance, name, format_name(provenance.format), link, place)


@require_safe
def entry_source(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show the clean text beside what was dropped, each piece in its place."""
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    ways = list(_ways(found).select_related("raw").defer("raw__content")[:MOST_WAYS])
    # Other ways may have led other projects here: what those files held is not for this one to see.
    own = next((way.dropped for way in ways if way.dropped is not None), None)
    is_first = not ways or any(way.dropped is None for way in ways)
    dropped = found.revision.dropped if is_first else own or []
    page = {
        **frame(member),
        "section": "projects",
        "entry": found,
        "article": found.article,
        "pieces": list(side_by_side(found.revision, dropped)),
        "dropped": len(dropped),
        "notes": [note_sentence(note) for note in found.revision.notes],
        "link": web_address(found.article.address),
        "ways": [Way.of(way) for way in ways],
        "also": also_in(request.user, found),
    }
    return render(request, "annotate/source.html", page)


@dataclass(frozen=True, slots=True)
class Also:
    """An article that is nearly the same, where this person may see it, and how much both share."""

    article: Article
    link: str
    percent: int


def also_in(user: User, entry: Entry) -> list[Also]:
    """Return the articles nearly the same as this one, of those that the person may see.

    They are in the person's projects; a librarian sees all. An article that is in this project
    leads to its page there.
    """
    scores = alike_to(entry.article_id)
    if not scores:
        return []
    mine = Entry.objects.live().filter(article__in=scores, project__in=Project.objects.of(user))
    links = {}
    for found in mine.select_related("project").order_by("pk"):
        if found.article_id not in links or found.project_id == entry.project_id:
            links[found.article_id] = reverse("workbench", args=[found.project.slug, found.pk])
    if user.may_see_library:
        for article in scores:
            links.setdefault(article, reverse("library-article", args=[article]))
    articles = Article.objects.in_bulk(list(links)[:MOST_ALSO])
    return [
        Also(articles[key], links[key], round(score * 100))
        for key, score in scores.items()
        if key in articles
    ]


@require_safe
def entry_raw(request: Request, slug: str, entry: int, provenance: int) -> HttpResponse:
    """Hand out the bytes of an imported file, to be saved and never to be shown by the browser."""
    _member, found = entry_of(request.user, slug, entry, Act.SEE)
    way = _ways(found).select_related("raw").filter(pk=provenance).first()
    if way is None:
        raise Http404(_("There is no such file of this article."))
    response = HttpResponse(bytes(way.raw.content), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=safe_name(Way.of(way).name))
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ways(entry: Entry) -> ProvenanceQuerySet:
    """Return the ways of the pinned revision that the project may know of."""
    ways = Provenance.objects.filter(revision=entry.revision_id)
    return ways.told_to(purpose_of(entry.project))


def side_by_side(revision: Revision, dropped: list[dict[str, Any]]) -> Iterator[Piece]:
    """Yield what was kept and what was dropped, in the order of the source."""
    between = defaultdict(list)
    for piece in dropped:
        place = min(piece["after"], len(revision.blocks))
        between[place].append(Piece(piece["text"].strip(), reason_sentence(piece["reason"])))
    yield from between[0]
    for number, block in enumerate(revision.blocks, start=1):
        text = revision.text[block["start"] : block["end"]]
        yield Piece(text, kind_name(block["kind"]), block["kind"])
        yield from between[number]


def safe_name(name: str) -> str:
    """Return the last part of a file's name, without signs that break or hide it."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()) or "file"
