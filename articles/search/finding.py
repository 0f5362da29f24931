"""Asking the index. Both databases answer alike: the newest article first, by the day of publication.

SQLite's FTS5 knows the order of terms, so a phrase is a phrase to it. PostgreSQL's index tells which texts
have all the keys; that they stand one behind the other is looked up in ``plain``, the newest text first,
and only until enough is found. A ``tsvector`` knows places too, but reading it for every text with the
keys took longer (docs/decisions).
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

MOST = 1000  # that are counted; what is beyond is "more than"

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

    ``among`` leaves out other articles, and ``within`` all hits for which its rows do not exist.
    ``first`` and ``last`` are days of publication. ``newest`` leaves out earlier wordings. Raises
    ValueError if nothing is wanted.
    """
    if not query.wanted:
        raise ValueError("Nothing is wanted.")
    lowest, highest = between(first, last, samples=samples)
    conditions: list[_Condition] = [("hit.place BETWEEN %s AND %s", [lowest, highest])]
    if newest:
        conditions.append((f"(hit.place & {WORDINGS - 1}) = 0", []))
    if among is not None:
        # Read once, and not looked up for every hit: hence no EXISTS, and a plus that keeps indexes out.
        sql, parameters = _compiled(among)
        conditions.append((f"+hit.article_id IN ({sql})", parameters))
    if within:
        sql, parameters = _compiled(within(Hit))
        conditions.append((f"EXISTS ({sql})", parameters))
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgres
    return [Found(*row) for row in ask(query, conditions, most)]


def _compiled(rows: QuerySet[Any]) -> _Condition:
    sql, parameters = rows.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, list(parameters)


def _joined(conditions: Iterable[_Condition]) -> _Condition:
    parameters: list[Any] = []
    for _sql, values in conditions:
        parameters += values
    return " AND ".join(sql for sql, _values in conditions), parameters


def _ask_sqlite(query: Query, conditions: list[_Condition], most: int) -> list[tuple[int, ...]]:
    where, parameters = _joined(conditions)
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


def _ask_postgres(query: Query, conditions: list[_Condition], most: int) -> list[tuple[int, ...]]:
    keys = sorted({key for phrase in query.wanted for key in phrase.keys})
    where, parameters = _joined(conditions)
    read = [("strpos(row.plain, %s) > 0", phrase.plain) for phrase in query.wanted if not phrase.is_one_key]
    read += [("strpos(row.plain, %s) = 0", phrase.plain) for phrase in query.unwanted]
    # The fences keep PostgreSQL from reading texts before it knows that they are needed.
    sql = (
        "WITH hit AS MATERIALIZED (SELECT place, article_id, revision_id FROM articles_searchrow"  # noqa: S608
        " WHERE keys @> %s::bigint[])"
        " SELECT place, article_id, revision_id FROM (SELECT hit.* FROM hit"
        f" WHERE {where} ORDER BY place DESC OFFSET 0) AS hit"
    )
    if read:
        tests = " AND ".join(test for test, _words in read)
        sql += f" WHERE (SELECT {tests} FROM articles_searchrow AS row WHERE row.place = hit.place)"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        # Reading 100,000 lists of keys would take seconds; it is never the better way, whatever is counted.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        cursor.execute(f"{sql} LIMIT %s", [keys, *parameters, *(words for _test, words in read), most])
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows
