"""Notices by e-mail: one letter for all that somebody has not seen after a while."""

from collections import defaultdict
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.letters import send_letter
from accounts.models import User
from annotate.models import Notice
from annotate.reports.news import line_of

WAIT = timedelta(minutes=5)  # so that what is seen at once, or comes together, makes no letters of its own
TOO_OLD = timedelta(days=1)  # after which a notice is left to the pages
MOST = 50  # notices in a letter


def mail_notices() -> int:
    """Send what waits; returns how many letters have left.

    Whoever marks the notices sends them, so that two workers never send the same. If the mail server
    refuses a letter, its notices wait for the next time.
    """
    if not settings.HAS_MAIL:
        return 0
    return sum(_send(user, keys) for user, keys in _waiting().items())


def _waiting() -> dict[int, list[int]]:
    now = timezone.now()
    waiting = Notice.objects.of_members().unread().filter(mailed_at=None, user__mails_notices=True)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for user, key in (
        waiting.filter(at__range=(now - TOO_OLD, now - WAIT)).values_list("user", "pk").distinct()
    ):
        found[user].append(key)
    return found


def _send(user: int, keys: list[int]) -> bool:
    address = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True).first()
    claimed = _claim(keys) if address else []
    if not address or not claimed:
        return False
    person = User.objects.get(pk=user)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        rows = Notice.objects.filter(pk__in=claimed).select_related(
            "project", "entry__article", "actor", "comment", "guidelines"
        )
        lines = [(line_of(notice), _address(notice)) for notice in rows[:MOST]]
        words = {"lines": lines, "number": len(claimed), "page": settings.SITE_URL + reverse("notices")}
        has_left = send_letter(address, "annotate/letters/notices", words)
    if not has_left:
        Notice.objects.filter(pk__in=claimed).update(mailed_at=None)
    return has_left


def _address(notice: Notice) -> str:
    return settings.SITE_URL + reverse("notice", args=[notice.pk])


def _claim(keys: list[int]) -> list[int]:
    """Mark those that nobody else has marked, and return them."""
    with transaction.atomic():
        rows = Notice.objects.select_for_update(skip_locked=True).filter(pk__in=keys, mailed_at=None)
        claimed = [notice.pk for notice in rows]
        Notice.objects.filter(pk__in=claimed).update(mailed_at=timezone.now())
    return claimed
