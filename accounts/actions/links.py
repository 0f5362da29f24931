"""Links that sign one person in once."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.tokens import digest_of, new_token
from accounts.models import SignInLink, User

LINK_MINUTES = 30
DOUBLE_CLICK = timedelta(seconds=20)


def make_sign_in_link(user: User, *, minutes: int = LINK_MINUTES) -> str:
    """Return the token of a new link that lets ``user`` in once within so many minutes."""
    token, digest = new_token()
    SignInLink.objects.create(
        user=user, token_sha256=digest, expires_at=timezone.now() + timedelta(minutes=minutes)
    )
    return token


def is_usable(token: str) -> bool:
    """Whether the link still lets its person in."""
    return SignInLink.objects.usable().filter(token_sha256=digest_of(token), user__is_active=True).exists()


@transaction.atomic
def use_sign_in_link(token: str, *, request: UUID | None = None) -> User:
    """Spend the link and return its person. Raises ValidationError if it is spent, old or unknown.

    The update decides: of two browsers that open the link together, one gets in. The same
    ``request`` sent again within a few seconds is the same act: a button pressed twice, of which
    the browser shows only the second answer.
    """
    mine = SignInLink.objects.filter(token_sha256=digest_of(token), user__is_active=True)
    now = timezone.now()
    if not mine.usable().update(used_at=now, used_by=request):
        again = mine.filter(used_at__gt=now - DOUBLE_CLICK, used_by=request, used_by__isnull=False)
        if not again.exists():
            raise ValidationError(
                _("This link has been used, or its time is over. Ask whoever runs this site for another.")
            )
    return mine.select_related("user").get().user
