"""People who sign in, and the one-time links that let them in."""

import unicodedata
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

MOST_WORDS = 8  # of a search
#: What must be at hand besides the password. Recovery codes only stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def name_at(person: str) -> Coalesce:
    """Return how the ``person`` at the end of a path such as ``author`` is called, as a column of a query."""
    return Coalesce(NullIf(f"{person}__display_name", Value("")), f"{person}__username")


class UserQuerySet(models.QuerySet["User"]):
    """Questions about many people."""

    def called(self, words: str) -> Self:
        """People in whose name, display name or address all of these words stand."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(
                Q(username__icontains=word)
                | Q(display_name__icontains=word)
                | Exists(EmailAddress.objects.filter(user=OuterRef("pk"), email__icontains=word))
            )
        return found

    def with_use(self) -> Self:
        """People with ``seen_at``, when they were here last, and ``second_factors``, how many they have."""
        seen = Session.objects.filter(user=OuterRef("pk")).order_by("-seen_at").values("seen_at")[:1]
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        return self.annotate(seen_at=Coalesce(Subquery(seen), F("last_login")), secured=Exists(factors))


class People(UserManager["User"]):
    """Finds people by the name they type."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person of this name; upper and lower case are alike, as phones begin with a capital."""
        return self.get(username__iexact=unicodedata.normalize("NFKC", username or ""))


@lru_cache(maxsize=512)  # a long article names its readers thousands of times
def initials_of(name: str) -> str:
    """Return one Chinese character or up to two Latin letters of a name, for the margin."""
    first, *others = name.split() or ["?"]
    if not first[0].isascii():
        return first[0]
    return (first[0] + (others[-1][0] if others else "")).upper()


def default_keys() -> dict[str, Any]:
    """Return the keys of the workbench as they are at first: on, and each with its usual meaning."""
    return {"enabled": True, "map": {}}


class User(AbstractUser):
    """One person. Signs in by name or e-mail and password, by a passkey, or once by a link.

    ``keys`` holds ``enabled`` and ``map``, from the name of an act in the workbench to its key, for
    the keys that the person has changed.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    language = models.CharField(_("language"), max_length=12, blank=True)  # empty: as the browser asks
    is_librarian = models.BooleanField(_("librarian"), default=False)
    display_name = models.CharField(_("display name"), max_length=40, blank=True)  # empty: the user name
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # empty: that of the site
    keys = models.JSONField(_("keys"), default=default_keys)
    unread = models.PositiveIntegerField(default=0)  # notices; kept by those who write them
    mails_notices = models.BooleanField(_("notices by e-mail"), default=True)

    objects = People()  # type: ignore[misc]
    people = UserQuerySet.as_manager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_is_unique_in_any_case",
                violation_error_message=_("Somebody here has this name. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def may_see_library(self) -> bool:
        """Whether this person sees every article, not only those of their projects."""
        return self.is_librarian or self.is_superuser

    @property
    def initials(self) -> str:
        """Return one Chinese character or up to two letters, for the margin."""
        return initials_of(self.name)

    @property
    def name(self) -> str:
        """Return how this person is called on the pages."""
        return self.display_name or self.username

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether more than a password is asked for; the sign-in backend fills it in beforehand."""
        return bool(Authenticator.objects.filter(user=self, type__in=SECOND_FACTORS).exists())


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    """Questions about sign-in links."""

    def usable(self) -> "SignInLinkQuerySet":
        """Links that still let their person in."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now())


class SignInLink(models.Model):
    """A link that signs one person in once. Only the SHA-256 of its token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.UUIDField(null=True)  # the request that spent it, so that a double click is one act
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="sign_in_link_ends_after_it_starts",
                violation_error_message=_("A sign-in link must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"link for {self.user}"


class Session(AbstractBaseSession):
    """One browser in which somebody may be signed in. Its key is a secret and never shown."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)  # what the browser says of itself
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()  # to within ten minutes

    @classmethod
    def get_session_store_class(cls) -> "type[SessionBase]":
        """Return the class that reads and writes the rows."""
        return import_string(settings.SESSION_ENGINE).SessionStore  # type: ignore[no-any-return]

    @property
    def ref(self) -> str:
        """Return what names the session on pages, from which its key cannot be found."""
        return sha256(self.session_key.encode()).hexdigest()[:24]


class PersonVerb(models.TextChoices):
    """What an administrator did to somebody's account."""

    ADD = "add", _("added the account")
    LINK = "link", _("made a sign-in link")
    RIGHTS = "rights", _("changed the rights")
    ADDRESS = "address", _("changed the e-mail address")
    CLOSE = "close", _("closed the account")
    REOPEN = "reopen", _("opened the account again")
    RESET = "reset", _("took the second factors away")


class PersonActivity(models.Model):
    """One act of an administrator on an account. Appended only; holds no addresses and no secrets."""

    person = models.ForeignKey(User, models.CASCADE, related_name="account_activities")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=8, choices=PersonVerb.choices)
    changes = models.JSONField(default=dict)  # the fields that changed: {"before": …, "after": …}
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} by {self.actor_id}"


class Attempt(models.Model):
    """Somebody has tried a password. Three rows for each: the key is a digest of name, address, or both."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_of_late")]

    def __str__(self) -> str:
        return f"attempt at {self.at}"


class Remembered(models.Model):
    """What the cache remembers, chiefly failed attempts: Django's own table, made by a migration."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_remembered"

    def __str__(self) -> str:
        return self.cache_key
