"""Let SQLite gather more terms before it writes them out, and put its lists together more rarely.

Measured: an import spends a quarter less time in the index, and a search takes no longer.
"""

from django.db import migrations

SETTINGS = {"hashsize": (8 * 2**20, 2**20), "automerge": (8, 4)}  # bytes; lists: ours, and the usual


def _set(schema_editor, which):
    if schema_editor.connection.vendor == "sqlite":
        for name, values in SETTINGS.items():
            schema_editor.execute(
                "INSERT INTO articles_searchterms (articles_searchterms, rank) VALUES (%s, %s)",
                [name, values[which]],
            )


def make(apps, schema_editor):
    _set(schema_editor, 0)


def unmake(apps, schema_editor):
    _set(schema_editor, 1)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_search_filters")]

    operations = [migrations.RunPython(make, unmake)]
