"""How long pages of progress take in a database that ``tests.bench.newsroom`` has filled. Not run by pytest.

    DATABASE_URL=… DJANGO_SETTINGS_MODULE=tests.settings python -m tests.bench.progress

Counts what was handed in as the migration does, if that has not been done yet.
"""

import statistics
import sys
import time
from importlib import import_module

import django
from django.apps import apps
from django.db import connection
from django.test import Client

django.setup()

from annotate.models import Entry, Membership, Project, Span, WorkDay  # noqa: E402
from annotate.roles import Role  # noqa: E402

TIMES = 15
QUERIES = ("", "?days=7", "?days=all", "?days=90&page=5")


def main() -> None:
    """Print a line for each page."""
    if not WorkDay.objects.exists():
        migration = import_module("annotate.migrations.0010_tallies_of_before")
        began = time.perf_counter()
        migration.count_what_is_there(apps, None)
        migration.count_done(apps, None)
        sys.stdout.write(f"counted in {time.perf_counter() - began:.0f} s\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(
        f"{connection.vendor}: {Entry.objects.count()} articles in projects, {Span.objects.count()} tags,"
        f" {WorkDay.objects.count()} days of people\n"
    )
    for project in Project.objects.order_by("pk"):
        for role in (Role.MANAGER, Role.REVIEWER):
            member = Membership.objects.filter(project=project, role=role).select_related("user").first()
            if member is not None:
                _measure(project, member)


def _measure(project: Project, member: Membership) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(member.user)
    for query in QUERIES:
        address = f"/p/{project.slug}/progress/{query}"
        client.get(address)
        clock, processor = [], []
        for _time in range(TIMES):
            began, spent = time.perf_counter(), time.process_time()
            assert client.get(address).status_code == 200
            clock.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - spent))
        sys.stdout.write(
            f"{project.entries.count():7} articles, {project.way:11} {member.role:8}"
            f" {query or '(30 days)':16}"
            f" {statistics.median(clock):6.0f} ms, of processor time {statistics.median(processor):6.0f} ms\n"
        )


if __name__ == "__main__":
    main()
