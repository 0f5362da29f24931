"""The index by which stored texts are found, filled with what is stored already."""

from itertools import groupby, islice

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from articles.search.index import rows_of, write

SQLITE = (
    "CREATE VIRTUAL TABLE articles_searchterms USING fts5"
    " (terms, content = '', columnsize = 0, tokenize = 'ascii')"
)
POSTGRESQL = (
    "ALTER TABLE articles_searchrow ADD COLUMN keys bigint[] NOT NULL",
    # Long columns move out of the way, so that the numbers of 100,000 rows are read from few pages.
    "ALTER TABLE articles_searchrow SET (toast_tuple_target = 128)",
    "ALTER TABLE articles_searchrow ALTER keys SET STORAGE EXTERNAL, ALTER plain SET STORAGE EXTERNAL",
    # The list of what waits to be sorted in is read by every search: it stays short (kB).
    "CREATE INDEX articles_searchrow_keys ON articles_searchrow USING gin (keys)"
    " WITH (gin_pending_list_limit = 4096)",
)
BATCH = 500  # articles


def make(apps, schema_editor):
    for statement in [SQLITE] if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_searchterms")


def fill(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision").objects.select_related("article")
    in_order = revisions.order_by("article", F("as_of").desc(nulls_last=True), "-number").iterator(BATCH)
    by_article = (list(group) for _article, group in groupby(in_order, key=lambda one: one.article_id))
    while batch := [revision for group in islice(by_article, BATCH) for revision in group]:
        write(rows_of(batch))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("place", models.BigAutoField(primary_key=True, serialize=False)),
                ("plain", models.TextField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_rows",
                        to="articles.article",
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_row",
                        to="articles.revision",
                    ),
                ),
            ],
            options={"ordering": ["-place"]},
        ),
        migrations.RunPython(make, unmake),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
