"""Keeping the index: one row for each wording, in the transaction that stores it.

PostgreSQL finds rows by the keys of a text (`keys`, GIN). SQLite keeps the terms in order in an FTS5 table
of its own, which forgets a row only if it is told its terms again: ``plain`` knows them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import Article, Revision, SearchRow
from articles.search.places import place_at, place_of
from articles.text.terms import keys, plain, signs, terms
from config.bulk import insert_rows

_FORGET = "INSERT INTO articles_searchterms (articles_searchterms, rowid, terms) VALUES ('delete', %s, %s)"
_FORGET_ALL = "INSERT INTO articles_searchterms (articles_searchterms) VALUES ('delete-all')"


class Findable(NamedTuple):
    """What a wording is found by: the folded text, and what the index of this database takes of it."""

    plain: str
    found_by: str


class Row(NamedTuple):
    """One wording in the index. ``article`` and ``revision`` are keys; for the rest see ``Findable``."""

    place: int
    article: int
    revision: int
    plain: str
    found_by: str


def findable(title: str, text: str, *, verbatim: bool) -> Findable:
    """Return what a wording is found by. Asks no database, so any process may do this beforehand."""
    # What is kept byte for byte need not begin with its title; every other text does.
    folded = plain(f"{title}\n{text}" if verbatim else text)
    return Findable(folded, _terms_of(folded) if connection.vendor == "sqlite" else _keys_of(folded))


def add(revisions: Iterable[Revision], prepared: Iterable[Findable] | None = None) -> None:
    """Let the first wordings of new articles be found; they come with their articles.

    ``prepared`` is what they are found by, if somebody has made it already (see ``findable``).
    """
    write(rows_of(revisions, prepared))


def add_new(some: Iterable[tuple[int, int, Mapping[str, Any], Findable]]) -> None:
    """Do as ``add`` with articles that are not objects: their key, their revision's, and what is stored."""
    write(
        Row(_place_of_new(article, values), article, revision, *found)
        for article, revision, values, found in some
    )


def _place_of_new(article: int, values: Mapping[str, Any]) -> int:
    day = values["published_day"] or (values["published_at"] and values["published_at"].date())
    return place_at(article, day, is_sample=values["is_sample"])


@transaction.atomic
def refresh(articles: Collection[int]) -> None:
    """Let these articles be found by what is stored of them now, in every wording.

    Call this in the transaction that adds a wording, or changes the title or the day of publication.
    """
    # The lock keeps two from doing this at once, each of whom would add what the other has added.
    locked = Article.objects.select_for_update().filter(pk__in=articles).order_by("pk")
    found = list(locked.values_list("pk", flat=True))
    _forget(SearchRow.objects.filter(article__in=found))
    wordings = Revision.objects.filter(article__in=found).select_related("article")
    write(rows_of(wordings.defer("blocks", "dropped", "notes").newest_first()))


@transaction.atomic
def clear() -> None:
    """Forget everything; nothing is found until it is added again."""
    SearchRow.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_FORGET_ALL)


def rows_of(revisions: Iterable[Revision], prepared: Iterable[Findable] | None = None) -> Iterator[Row]:
    """Yield the rows of wordings, which come with their articles, the newest of each article first."""
    seen: set[int] = set()
    for revision, ready in zip(revisions, repeat(None) if prepared is None else prepared, strict=False):
        article = revision.article
        place = place_of(article, revision, is_newest=article.pk not in seen)
        seen.add(article.pk)
        if place is not None:
            found = ready or findable(article.title, revision.text, verbatim=revision.verbatim)
            yield Row(place, article.pk, revision.pk, *found)


def write(rows: Iterable[Row]) -> None:
    """Put rows into the index in which their wordings are not yet."""
    # In ascending order: a lower number than the one before makes FTS5 write out all it has gathered.
    ready = sorted(rows)
    columns = ("place", "article_id", "revision_id", "plain")
    if connection.vendor == "sqlite":
        insert_rows("articles_searchrow", columns, [row[:-1] for row in ready])
        insert_rows("articles_searchterms", ("rowid", "terms"), [(row.place, row.found_by) for row in ready])
    else:
        insert_rows("articles_searchrow", (*columns, "keys"), ready)


def _terms_of(folded: str) -> str:
    return f"{terms(folded)} {signs(folded)}"


def _keys_of(folded: str) -> str:
    return f"{{{','.join(map(str, keys(folded)))}}}"


def _forget(rows: QuerySet[SearchRow]) -> None:
    if connection.vendor == "sqlite":
        known = rows.order_by("place").values_list("place", "plain")
        with connection.cursor() as cursor:
            cursor.executemany(_FORGET, [(place, _terms_of(folded)) for place, folded in known])
    rows.delete()
