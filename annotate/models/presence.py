"""Who has an article open just now."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Membership, Way
from annotate.models.work import Entry

PRESENT_FOR = 35  # seconds for which somebody counts as being there


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Questions about who is where."""

    def visible_to(self, member: Membership) -> Self:
        """Who is there in the member's project, former members aside.

        Nobody is, where reviewers work alone: that somebody looks at an article tells that they have it.
        """
        if member.project.way != Way.SHARED:
            return self.none()
        here = Membership.objects.filter(
            project=OuterRef("entry__project"), user=OuterRef("user"), removed_at=None
        )
        return self.filter(Exists(here), entry__project=member.project_id)


class Presence(models.Model):
    """One person at one article. ``seen`` counts seconds since 1970, so that a prepared query can compare it.

    A row is written again every few seconds, and means nothing once it is older than ``PRESENT_FOR``.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    seen = models.PositiveBigIntegerField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "entry"],
                name="presence_is_one_per_article",
                violation_error_message=_("This person is here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.entry_id}"
