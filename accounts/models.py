"""People who sign in, and the one-time links that let them in."""

import unicodedata

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class People(UserManager["User"]):
    """Finds people by the name they type."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person of this name; upper and lower case are alike, as phones begin with a capital."""
        return self.get(username__iexact=unicodedata.normalize("NFKC", username or ""))


def initials_of(name: str) -> str:
    """Return one Chinese character or up to two Latin letters of a name, for the margin."""
    first, *others = name.split() or ["?"]
    if not first[0].isascii():
        return first[0]
    return (first[0] + (others[-1][0] if others else "")).upper()


class User(AbstractUser):
    """One person. Signs in by name and password, or once by a link."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    language = models.CharField(_("language"), max_length=12, blank=True)  # empty: as the browser asks
    is_librarian = models.BooleanField(_("librarian"), default=False)

    objects = People()  # type: ignore[misc]

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
        return initials_of(self.username)


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
