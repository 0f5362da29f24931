"""The outlets of a project with very many articles."""

from django.db import connection

#: From each outlet to the next by the index of their names, and in each only up to the first article that
#: the project has: a DISTINCT would join all of the project's articles. As a subquery with a limit, since
#: an EXISTS would be made into a join with all of them as well.
_WALK = """
WITH RECURSIVE named(outlet) AS (
    SELECT min(outlet) FROM articles_article WHERE outlet > ''
    UNION ALL
    SELECT (SELECT min(article.outlet) FROM articles_article AS article WHERE article.outlet > named.outlet)
    FROM named WHERE named.outlet IS NOT NULL
)
SELECT outlet FROM named WHERE outlet IS NOT NULL AND (
    SELECT article.id FROM articles_article AS article
    JOIN annotate_entry AS entry ON entry.article_id = article.id
    WHERE article.outlet = named.outlet AND entry.project_id = %s AND entry.removed_at IS NULL LIMIT 1
) IS NOT NULL
LIMIT %s
"""


def outlets_of_many(project: int, most: int) -> list[str]:
    """Return at most so many outlets of the project's articles, in the order of their names."""
    with connection.cursor() as cursor:
        cursor.execute(_WALK, [project, most])
        return [outlet for (outlet,) in cursor.fetchall()]
