"""Ending sessions: whoever has one of these browsers must sign in again."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Session, User

MOST_SESSIONS = 200  # the ones used last


def open_sessions(person: User) -> QuerySet[Session]:
    """Return the sessions in which this person is signed in, the one used last first."""
    mine = Session.objects.filter(user=person, expire_date__gt=timezone.now())
    return mine.order_by("-seen_at", "pk")[:MOST_SESSIONS]


def end_session(person: User, ref: str, here: str) -> bool:
    """End this person's session that pages call ``ref``, unless it is ``here``; False if there is none."""
    found = [one.pk for one in open_sessions(person) if one.ref == ref and one.pk != here]
    return bool(found) and bool(Session.objects.filter(pk__in=found, user=person).delete()[0])


def end_others(person: User, here: str = "") -> int:
    """End every session of this person but the one whose key is ``here``, and return how many those were."""
    return Session.objects.filter(user=person).exclude(pk=here).delete()[0]
