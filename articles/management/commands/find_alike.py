"""``manage.py find_alike``: look for near-duplicates among what was stored before they were looked for."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.importing.alike import Sketched, note_likeness, without_sketch
from articles.models import Revision


class Command(BaseCommand):
    help = "Link articles that are nearly the same, among those stored before this was done at import."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for batch in without_sketch():
            with transaction.atomic():
                some = Revision.objects.select_related("article").filter(pk__in=batch)
                note_likeness(list(map(Sketched.of, some)))
            done += len(batch)
        self.stdout.write(f"{done} wordings have been compared.")
