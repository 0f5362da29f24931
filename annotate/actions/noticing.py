"""Telling people what they ought to know.

``User.unread`` is kept beside the notices, so that every page can show the number without a question.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from annotate.models import Comment, Entry, Guidelines, Matter, Membership, Notice, Project
from annotate.roles import Act, Role, may
from articles.models import ImportRun


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about, and where it leads."""

    project: Project
    entry: Entry | None = None
    comment: Comment | None = None
    run: ImportRun | None = None
    guidelines: Guidelines | None = None
    count: int = 1


def notify(people: Iterable[int], matter: Matter, about: About, *, by: User | None) -> None:
    """Tell each of these people, by key, once; nobody is told of what they did themselves.

    Call inside the transaction of what happened.
    """
    readers = sorted({*people} - ({by.pk} if by else set()))
    Notice.objects.bulk_create(
        Notice(
            user_id=reader,
            matter=matter,
            project=about.project,
            entry=about.entry,
            comment=about.comment,
            run=about.run,
            guidelines=about.guidelines,
            count=about.count,
            actor=by,
        )
        for reader in readers
    )
    told = User.objects.filter(pk__in=readers)
    if len(readers) > 1:  # in one order, so that nobody waits in a circle
        list(told.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    told.update(unread=F("unread") + 1)


def who_adjudicates(project: Project) -> list[int]:
    """Return the keys of those who settle disagreements here: adjudicators, else the managers."""
    people = Membership.objects.filter(project=project, removed_at=None)
    found = people.filter(role=Role.ADJUDICATOR).values_list("user", flat=True)
    if found:
        return list(found)
    roles = [role for role in Role if may(role, Act.ADJUDICATE)]
    return list(people.filter(role__in=roles).values_list("user", flat=True))


@transaction.atomic
def mark_read(notices: QuerySet[Notice], reader: User) -> int:
    """Note that the reader has seen these of their notices; returns how many were new to them."""
    # The person first, as whoever tells them something does, so that nobody waits in a circle.
    User.objects.select_for_update(no_key=True).get(pk=reader.pk)
    number = notices.filter(user=reader, read_at=None).update(read_at=timezone.now())
    User.objects.filter(pk=reader.pk).update(unread=Notice.objects.filter(user=reader).unread().count())
    return number


def choose_mail(reader: User, *, wanted: bool) -> None:
    """Note whether the reader wants notices by e-mail as well."""
    User.objects.filter(pk=reader.pk).update(mails_notices=wanted)
