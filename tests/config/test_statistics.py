"""SQLite is told to look at its tables again when they have grown, and not else."""

import pytest
from django.db import connection

from annotate.management.commands.work import CHORES
from config.sqlite import statistics
from config.sqlite.statistics import keep_statistics
from tests.makers import make_entry, make_project

pytestmark = pytest.mark.django_db


def known() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1 ORDER BY tbl")
        return [table for (table,) in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks for itself")
def test_a_grown_database_is_looked_at_once(monkeypatch):
    monkeypatch.setattr(statistics, "FEW", 1)
    make_entry(make_project())

    assert keep_statistics()
    assert "annotate_entry" in known()
    assert not keep_statistics()

    monkeypatch.setattr(statistics, "GROWN", 1)
    assert keep_statistics()


def test_a_small_database_is_left_alone():
    assert not keep_statistics()


def test_the_worker_sees_to_it():
    assert keep_statistics in {chore.do for chore in CHORES}
