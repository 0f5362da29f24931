"""Asking the index. Both databases answer alike: the newest article first, by the day of publication.

SQLite's FTS5 knows the order of terms, so a phrase is a phrase to it. PostgreSQL's index tells which texts
have all the keys; that they stand one behind the other is looked up in ``plain``, the newest text first,
and only until enough is found. A ``tsvector`` knows places too, but is read for every text with the keys:
for three characters and more up to ten times slower, for two a little quicker (docs/decisions).
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search.places import WORDINGS, between
from articles.text.phrases import Phrase, Query
from articles.text.terms import marked

MOST = 500  # that are counted; what is beyond is "more than"
FEW = 5000  # articles that are named to the database: fewer than would be met on the way to ``MOST`` hits

_Condition = tuple[str, list[Any]]


class Hit:
    """The wording that was found, as a condition of another question can name it."""

    article = RawSQL("hit.article_id", (), output_field=BigIntegerField())
    revision = RawSQL("hit.revision_id", (), output_field=BigIntegerField())


class Found(NamedTuple):
    """One wording that was found. ``place`` puts it in order, the highest first."""

    place: int
    article: int
    revision: int


#: Given the hit, the rows of which one must exist for it to count.
Within = Callable[[type[Hit]], QuerySet[Any]]


def find(
    query: Query,
    *,
    among: QuerySet[Article] | None = None,
    within: Within | None = None,
    first: date | None = None,
    last: date | None = None,
    samples: bool = False,
    newest: bool = True,
    most: int = MOST + 1,
) -> list[Found]:
    """Return at most ``most`` wordings that hold what is asked for, the newest article first.

    ``among`` leaves out other articles, and ``within`` all hits for which its rows do not exist. What is
    few is better named as ``among``: each hit is asked for its rows until enough are found.
    ``first`` and ``last`` are days of publication. ``newest`` leaves out earlier wordings. Raises
    ValueError if nothing is wanted.
    """
    if not query.wanted:
        raise ValueError("Nothing is wanted.")
    lowest, highest = between(first, last, samples=samples)
    walked: list[_Condition] = [("hit.place BETWEEN %s AND %s", [lowest, highest])]
    if newest:
        walked.append((f"(hit.place & {WORDINGS - 1}) = 0", []))
    kept: list[_Condition] = []
    if among is not None:
        few = list(among.order_by().values_list("pk", flat=True)[: FEW + 1])
        if len(few) > FEW:
            kept.append(_asked_of_each_hit(among.filter(pk=Hit.article)))
        else:
            walked.append(_one_of(few))
    if within:
        kept.append(_asked_of_each_hit(within(Hit)))
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgres
    return [Found(*row) for row in ask(query, walked, kept, most)]


def _one_of(articles: list[int]) -> _Condition:
    if connection.vendor == "sqlite":
        return "+hit.article_id IN (SELECT value FROM json_each(%s))", [str(articles)]
    return "hit.article_id = ANY (%s::bigint[])", [articles]


def _asked_of_each_hit(rows: QuerySet[Any]) -> _Condition:
    """Return the condition that one of the rows exists, which is asked until enough hits are found.

    An EXISTS would be made into a join, and that with all of the hits.
    """
    sql, parameters = rows.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return f"({sql} LIMIT 1) IS NOT NULL", list(parameters)


def _joined(conditions: Iterable[_Condition]) -> _Condition:
    parameters: list[Any] = []
    for _sql, values in conditions:
        parameters += values
    return " AND ".join(sql for sql, _values in conditions) or "TRUE", parameters


def _ask_sqlite(
    query: Query, walked: list[_Condition], kept: list[_Condition], most: int
) -> list[tuple[int, ...]]:
    where, parameters = _joined([*walked, *kept])
    # CROSS JOIN keeps SQLite from turning the order round: the index is walked downwards and left early.
    # INDEXED BY keeps it away from the pages that hold the texts.
    sql = (
        "SELECT hit.place, hit.article_id, hit.revision_id FROM articles_searchterms AS said"  # noqa: S608
        " CROSS JOIN articles_searchrow AS hit INDEXED BY searchrow_without_its_text"
        " ON hit.place = said.rowid"
        f" WHERE said.articles_searchterms MATCH %s AND {where.replace('hit.place', 'said.rowid')}"
        " ORDER BY said.rowid DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_match(query), *parameters, most])
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows


def _match(query: Query) -> str:
    wanted = " AND ".join(map(_quoted, query.wanted))
    unwanted = " OR ".join(map(_quoted, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _quoted(phrase: Phrase) -> str:
    """Write a phrase for FTS5; terms hold letters, digits and symbols only, so nothing else has a meaning."""
    if phrase.is_one_sign:
        return f'"{marked(phrase.units[0])}"'
    terms = " + ".join(f'"{term}"' for term in phrase.terms)
    return f"({terms} *)" if phrase.opens_last else f"({terms})"


def _ask_postgres(
    query: Query, walked: list[_Condition], kept: list[_Condition], most: int
) -> list[tuple[int, ...]]:
    keys = sorted({key for phrase in query.wanted for key in phrase.keys})
    read = [("strpos(row.plain, %s) > 0", [one.plain]) for one in query.wanted if not one.is_one_key]
    read += [("strpos(row.plain, %s) = 0", [one.plain]) for one in query.unwanted]
    # Each OFFSET 0 is a fence: hits are found by their keys and put in order before anything else is asked,
    # and no text is read before it is known to be needed. Without them PostgreSQL, which takes a list of
    # a thousand keys for as small as its pointer, walked through all the articles (docs/decisions).
    sql = "SELECT place, article_id, revision_id FROM articles_searchrow WHERE keys @> %s::bigint[]"
    parameters: list[Any] = [keys]
    for conditions in (walked, kept):
        where, values = _joined(conditions)
        sql = f"SELECT hit.* FROM ({sql} OFFSET 0) AS hit WHERE {where} ORDER BY hit.place DESC"  # noqa: S608
        parameters += values
    if read:
        where, values = _joined(read)
        looked = f"SELECT {where} FROM articles_searchrow AS row WHERE row.place = hit.place"  # noqa: S608
        sql = f"SELECT hit.* FROM ({sql} OFFSET 0) AS hit WHERE ({looked})"  # noqa: S608
        parameters += values
    with transaction.atomic(), connection.cursor() as cursor:
        # Reading 100,000 lists of keys would take seconds; it is never the better way, whatever is counted.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        cursor.execute(f"{sql} LIMIT %s", [*parameters, most])
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows
