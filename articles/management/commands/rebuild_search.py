"""``manage.py rebuild_search``: make the index by which texts are found again from what is stored."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.search import clear, refresh

BATCH = 500  # articles in one transaction, so that others may write in between


class Command(BaseCommand):
    help = (
        "Make the search index again from what is stored. Safe at any time; while it runs, not all is found."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        clear()
        articles = iter(list(Article.objects.order_by("pk").values_list("pk", flat=True)))
        done = 0
        while batch := list(islice(articles, BATCH)):
            refresh(batch)
            done += len(batch)
            if options["verbosity"] > 0 and self.stderr.isatty():
                self.stderr.write(f"\r{done}", ending="")
        self.stdout.write(f"{done} articles can be found.")
