"""Take the second factors of somebody away who has lost them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.administering import take_second_factors
from accounts.models import User


class Command(BaseCommand):
    help = "Take away the second factors and recovery codes of a person, and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username__iexact=options["name"]).first()
        if person is None:
            raise CommandError(
                "There is no such person. See /people/ for the names, or ask an administrator."
            )
        count = take_second_factors(person, None)
        self.stdout.write(f"{person} has no second factor any more ({count} taken away).")
