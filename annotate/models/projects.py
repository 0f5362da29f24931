"""Projects, their members, and the words they tag with."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from annotate.labelsets.colours import PATTERNS, SLOTS, look
from annotate.labelsets.definitions import MOST_DIGITS
from annotate.labelsets.definitions import in_language as nearest_wording
from annotate.roles import Act, Role, may

KEPT = timedelta(days=30)  # for so long what has been deleted can be restored

ROLE_NAMES = {
    Role.MANAGER: _("manager"),
    Role.ADJUDICATOR: _("adjudicator"),
    Role.REVIEWER: _("reviewer"),
    Role.VIEWER: _("viewer"),
}


class Way(models.TextChoices):
    """How the members of a project work on one article."""

    SHARED = "shared", _("shared: everybody sees and adds to the same tags")
    INDEPENDENT = "independent", _("independent: reviewers tag alone, without seeing the others")


def days_left(deleted: datetime) -> int:
    """Return for how many days something can still be restored, the present one included."""
    return max((deleted + KEPT - timezone.now()).days + 1, 1)


class MergeRule(models.TextChoices):
    """What adjudication settles by itself, before a person looks."""

    AGREED = "agreed", _("what all reviewers tagged exactly alike")
    MAJORITY = "majority", _("what more than half of the reviewers tagged; the most frequent range")


class ProjectQuerySet(models.QuerySet["Project"]):
    """Questions about many projects."""

    def of(self, user: models.Model) -> Self:
        """Projects of which this person is a member."""
        return self.filter(memberships__user=user, memberships__removed_at=None, deleted_at=None)

    def unmanaged(self) -> Self:
        """Projects that nobody can manage: the account of their last manager is closed. Samples aside."""
        managing = Membership.objects.filter(
            project=OuterRef("pk"),
            role__in=[role for role in Role if may(role, Act.MANAGE)],
            removed_at=None,
            user__is_active=True,
        )
        return self.filter(~Exists(managing), deleted_at=None, is_sample=False)

    def in_trash(self) -> Self:
        """Return the deleted projects that can still be restored."""
        return self.filter(deleted_at__gt=timezone.now() - KEPT)


class Project(models.Model):
    """A team, its label set, guidelines, articles and rules of work."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    way = models.CharField(_("way of working"), max_length=11, choices=Way.choices, default=Way.SHARED)
    label_set_name = models.CharField(max_length=64)
    label_set_version = models.PositiveIntegerField(default=1)
    guidelines_version = models.PositiveIntegerField(default=0)  # 0: the built-in ones
    glossary = models.TextField(_("glossary"), blank=True)  # one term a line: names that stay whole
    is_sample = models.BooleanField(default=False)
    required = models.PositiveSmallIntegerField(_("reviewers per article"), default=1)
    share_limit = models.PositiveSmallIntegerField(null=True)  # per cent of the seats, for one person
    returns_after = models.PositiveSmallIntegerField(null=True, default=14)  # days without a change
    merge_rule = models.CharField(max_length=8, choices=MergeRule.choices, default=MergeRule.AGREED)
    second_factor_required = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=Way.values),
                name="project_way_is_known",
                violation_error_message=_("Choose how the team works."),
            ),
            models.CheckConstraint(
                condition=Q(required__range=(1, 20)),
                name="project_wants_reviewers",
                violation_error_message=_("An article is read by 1 to 20 reviewers."),
            ),
            models.CheckConstraint(
                condition=Q(share_limit=None) | Q(share_limit__range=(1, 100)),
                name="project_share_is_a_percentage",
                violation_error_message=_("A share is a percentage from 1 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(returns_after=None) | Q(returns_after__gte=1),
                name="project_waits_a_day_or_more",
                violation_error_message=_("Work can return after one day at the earliest."),
            ),
            models.CheckConstraint(
                condition=Q(merge_rule__in=MergeRule.values),
                name="project_merge_rule_is_known",
                violation_error_message=_("Choose what is settled by itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days_left(self) -> int:
        """For how many days a deleted project can still be restored; 0 for one that is not deleted."""
        return days_left(self.deleted_at) if self.deleted_at else 0


class Membership(models.Model):
    """One person's part in one project. ``handle`` names them in exports, never their login."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=[(role, ROLE_NAMES[role]) for role in Role])
    handle = models.CharField(max_length=40)
    joined_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    open_work = 0  # articles in hand, once ``actions.transferring.with_open_work`` has counted them

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                name="membership_is_one_per_person",
                violation_error_message=_("This person is a member already."),
            ),
            models.UniqueConstraint(
                fields=["project", "handle"],
                name="membership_handle_is_unique",
                violation_error_message=_("Another member has this handle."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=list(Role)),
                name="membership_role_is_known",
                violation_error_message=_("Choose a role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @property
    def is_blind(self) -> bool:
        """Whether this member must not see what the others tag, until the work is adjudicated."""
        return self.project.way == Way.INDEPENDENT and self.role == Role.REVIEWER


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def open(self) -> Self:
        """Invitations that still let somebody in."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), used__lt=F("seats"))


class Invitation(models.Model):
    """A link that lets up to ``seats`` people join with a role. Only the token's SHA-256 is kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=[(role, ROLE_NAMES[role]) for role in Role])
    token_sha256 = models.CharField(max_length=64, unique=True)
    seats = models.PositiveSmallIntegerField(_("people"), default=1)
    used = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("seats")) & Q(seats__gte=1),
                name="invitation_seats_are_not_oversold",
                violation_error_message=_("This invitation has been used up. Ask for another."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=list(Role)),
                name="invitation_role_is_known",
                violation_error_message=_("Choose a role."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.project}"

    @property
    def is_open(self) -> bool:
        """Whether the link still lets somebody in."""
        return self.revoked_at is None and self.expires_at > timezone.now() and self.used < self.seats


def in_language(titles: dict[str, str]) -> str:
    """Return the wording for the language of the page, else the nearest there is."""
    return nearest_wording(titles, get_language() or "en")


class Label(models.Model):
    """What a span may be called.

    ``titles`` and ``tests`` map language codes to words. ``attributes`` is a list of
    ``{name, titles, choices: [{value, titles}], prefill}``; the first is the one that the label's
    own digit cycles. ``slot`` (1–10) is its colour, ``pattern`` the line under the words. Labels stand in
    the order of ``position``. What is archived, here or as ``archived`` among the attributes and choices,
    stays on the spans that have it and is given to no others.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="labels")
    name = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)
    digit = models.PositiveSmallIntegerField(null=True)
    slot = models.PositiveSmallIntegerField()
    pattern = models.CharField(max_length=6, choices=[(one, one) for one in PATTERNS], default=PATTERNS[0])
    titles = models.JSONField()
    tests = models.JSONField(default=dict)
    attributes = models.JSONField(default=list)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="label_name_is_unique",
                violation_error_message=_("The project has a label of this name."),
            ),
            models.UniqueConstraint(
                fields=["project", "digit"],
                condition=Q(archived_at=None),
                name="label_digit_is_unique",
                violation_error_message=_("Another label has this digit."),
            ),
            models.CheckConstraint(
                condition=Q(digit=None) | Q(digit__range=(1, MOST_DIGITS)),
                name="label_digit_exists",
                violation_error_message=_("A digit is one from 1 to 9."),
            ),
            models.CheckConstraint(
                condition=Q(slot__range=(1, len(SLOTS))) & Q(pattern__in=PATTERNS),
                name="label_colour_and_line_exist",
                violation_error_message=_("Choose one of the colours and one of the lines."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The label's name in the language of the page."""
        return in_language(self.titles)

    @property
    def test(self) -> str:
        """The one-line test in the language of the page."""
        return in_language(self.tests)

    @property
    def look(self) -> str:
        """The classes of the style sheet that give its colour and line."""
        return look(self.slot, self.pattern)

    @property
    def live_attributes(self) -> list[dict[str, Any]]:
        """The attributes that can be set, with those of their choices that can be taken."""
        return [
            {**one, "choices": [choice for choice in one["choices"] if not choice.get("archived")]}
            for one in self.attributes
            if not one.get("archived")
        ]


class RelationKind(models.Model):
    """A type of directed link; ``from_labels`` and ``to_labels`` list the label names it joins.

    Links of an archived kind stay, and none are made.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="relation_kinds")
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField()
    from_labels = models.JSONField()
    to_labels = models.JSONField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="relation_kind_name_is_unique",
                violation_error_message=_("The project has a relation of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The link's name in the language of the page, or its plain name where it was brought in."""
        return in_language(self.titles) or self.name
