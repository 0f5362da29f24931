"""What has been handed in, counted by person and day, so that pages of progress read few rows."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Label, Membership, Project


class TallyQuerySet(models.QuerySet["WorkDay | LabelDay"]):
    """Questions about many tallies."""

    def visible_to(self, member: Membership) -> Self:
        """Return the tallies of the member's project, without those that blindness hides."""
        tallies = self.filter(project=member.project_id)
        return tallies.filter(user=member.user_id) if member.is_blind else tallies


class WorkDay(models.Model):
    """What one person handed in on one day of UTC: articles, tags in them, and seconds at work on them.

    An article counts on the day when the person last handed it in. ``actions.tallies`` keeps the
    numbers, and ``Participation.counted`` is what each part has added to them.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="work_days")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    articles = models.PositiveIntegerField(default=0)
    tags = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["day", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "day", "user"],
                name="work_day_is_counted_once",
                violation_error_message=_("This day has been counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}: {self.articles}"


class LabelDay(models.Model):
    """How many tags of one label one person handed in on one day of UTC."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="label_days")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    label = models.ForeignKey(Label, models.CASCADE, related_name="+")
    tags = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["day", "user", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "day", "user", "label"],
                name="label_day_is_counted_once",
                violation_error_message=_("This day has been counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}: {self.tags} of {self.label_id}"
