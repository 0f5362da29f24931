"""Print a one-time sign-in link."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.actions.links import LINK_MINUTES, make_sign_in_link
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link that signs one person in once, without a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="who; without it the first administrator")
        parser.add_argument("--base", default=settings.SITE_URL, help="the site's address, as people type it")
        parser.add_argument("--minutes", type=int, default=LINK_MINUTES, help="how long the link lets in")

    def handle(self, *args: Any, **options: Any) -> None:
        people = User.objects.filter(is_active=True)
        if options["name"]:
            person = people.filter(username__iexact=options["name"]).first()
        else:
            person = people.filter(is_superuser=True).order_by("pk").first()
        if person is None:
            known = ", ".join(people.values_list("username", flat=True)[:20]) or "nobody yet"
            raise CommandError(
                f"There is no such person. People here: {known}. Add one: manage.py add_person NAME"
            )
        if not 1 <= options["minutes"] <= 7 * 24 * 60:
            raise CommandError("--minutes must lie between 1 and 10080, which is a week.")
        token = make_sign_in_link(person, minutes=options["minutes"])
        self.stdout.write(f"{options['base'].rstrip('/')}{reverse('sign-in-link', args=[token])}")
