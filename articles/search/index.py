"""Keeping the index: one row for each wording, in the transaction that stores it.

PostgreSQL finds rows by the keys of a text (`keys`, GIN). SQLite keeps the terms in order in an FTS5 table
of its own, which forgets a row only if it is told its terms again: ``plain`` knows them.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import Article, Revision, SearchRow
from articles.search.places import place_of
from articles.text.terms import keys, plain, signs, terms

_ROW = "INSERT INTO articles_searchrow (place, article_id, revision_id, plain) VALUES (%s, %s, %s, %s)"
_ROW_WITH_KEYS = (
    "INSERT INTO articles_searchrow (place, article_id, revision_id, plain, keys)"
    " VALUES (%s, %s, %s, %s, %s::bigint[])"
)
_TERMS = "INSERT INTO articles_searchterms (rowid, terms) VALUES (%s, %s)"
_FORGET = "INSERT INTO articles_searchterms (articles_searchterms, rowid, terms) VALUES ('delete', %s, %s)"
_FORGET_ALL = "INSERT INTO articles_searchterms (articles_searchterms) VALUES ('delete-all')"


class Row(NamedTuple):
    """One wording in the index. ``article`` and ``revision`` are keys, ``plain`` the folded text."""

    place: int
    article: int
    revision: int
    plain: str


def add(revisions: Iterable[Revision]) -> None:
    """Let the first wordings of new articles be found; they come with their articles."""
    write(rows_of(revisions))


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


def rows_of(revisions: Iterable[Revision]) -> Iterator[Row]:
    """Yield the rows of wordings, which come with their articles, the newest of each article first."""
    seen: set[int] = set()
    for revision in revisions:
        article = revision.article
        place = place_of(article, revision, is_newest=article.pk not in seen)
        seen.add(article.pk)
        # What is kept byte for byte need not begin with its title; every other text does.
        said = f"{article.title}\n{revision.text}" if revision.verbatim else revision.text
        if place is not None:
            yield Row(place, article.pk, revision.pk, plain(said))


def write(rows: Iterable[Row]) -> None:
    """Put rows into the index in which their wordings are not yet."""
    # In ascending order: a lower number than the one before makes FTS5 write out all it has gathered.
    ready = sorted(rows)
    if not ready:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_ROW, ready)
            cursor.executemany(_TERMS, _with_terms((row.place, row.plain) for row in ready))
        else:
            cursor.executemany(_ROW_WITH_KEYS, [(*row, _array(keys(row.plain))) for row in ready])


def _array(numbers: Iterable[int]) -> str:
    """Write numbers as PostgreSQL reads them; as a list they take the driver ten times as long."""
    return f"{{{','.join(map(str, numbers))}}}"


def _forget(rows: QuerySet[SearchRow]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(_FORGET, _with_terms(rows.order_by("place").values_list("place", "plain")))
    rows.delete()


def _with_terms(rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(place, " ".join([*terms(text), *signs(text)])) for place, text in rows]
