"""Guidelines of before there were versions become the first version, and nothing of them is lost."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from annotate.models import Guidelines, Project
from tests.makers import make_project

pytestmark = pytest.mark.django_db

TEXT = "# 规则😀\r\n𠮷：e\u0301 <b>\r\n"
COLUMN = "ALTER TABLE annotate_project ADD COLUMN guidelines text NOT NULL DEFAULT ''"
NODE = ("annotate", "0019_guidelines")


def test_guidelines_of_before_become_the_first_version() -> None:
    written, empty = make_project(), make_project()
    Guidelines.objects.all().delete()
    Project.objects.update(guidelines_version=0)
    before = MigrationExecutor(connection).loader.project_state([NODE]).apps
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else it would not alter the table
        cursor.execute(COLUMN)  # the test's transaction takes it away again
        cursor.execute("UPDATE annotate_project SET guidelines = %s WHERE id = %s", [TEXT, written.pk])

    import_module("annotate.migrations.0019_guidelines").first_versions(before, None)

    version = Guidelines.objects.get()
    assert (version.project, version.number, version.text) == (written, 1, TEXT)
    assert version.author == written.created_by
    written.refresh_from_db()
    empty.refresh_from_db()
    assert (written.guidelines_version, empty.guidelines_version) == (1, 0)
