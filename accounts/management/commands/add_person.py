"""Add a person who may sign in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.people import add_person


class Command(BaseCommand):
    help = "Add a person. They sign in by a link (manage.py link NAME) and can set a password there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--administrator", action="store_true", help="may do everything on this site")
        parser.add_argument("--librarian", action="store_true", help="sees every article, not only their own")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = add_person(
                options["name"], administrator=options["administrator"], librarian=options["librarian"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Added {person}. For a sign-in link: manage.py link {person}")
