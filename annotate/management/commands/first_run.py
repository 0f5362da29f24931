"""Make a new site ready for its first person."""

from typing import Any

from django.core.management.base import BaseCommand

from annotate.actions.first_run import begin_site


class Command(BaseCommand):
    help = "Create the first person and the samples, unless somebody is here already. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        owner = begin_site()
        if owner is None:
            self.stdout.write("People are here already: nothing to do.")
        else:
            self.stdout.write(f"Created {owner} and the samples. For a sign-in link: manage.py link")
