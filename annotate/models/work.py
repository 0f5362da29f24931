"""Articles in projects, and who works on them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotate.models.projects import KEPT, Membership, Project, Way
from annotate.models.states import ASIDE, NOT_BEGUN, Kind, State
from articles.models import Article, Revision
from config.asking import among, any_of
from config.prepared import Prepared


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about many entries."""

    def live(self) -> Self:
        """Entries that have not been taken out of their project."""
        return self.filter(removed_at=None)

    def in_trash(self) -> Self:
        """Entries that have been taken out of their project, and can still be put back."""
        return self.filter(removed_at__gt=timezone.now() - KEPT)

    def place_of(self, entry: "Entry") -> dict[str, int | None]:
        """Return the entry's ``position`` in its project, the ``total``, and its neighbours' keys."""
        [row] = _PLACE.rows(entry=entry.pk, project=entry.project_id)
        return dict(zip(("position", "total", "before", "after"), row, strict=True))

    def left_for(self, user: User, *, each: bool = False) -> Self:
        """Entries that this person has neither submitted nor skipped.

        ``each``, here and below, asks every entry for its work: better if few entries are asked at all.
        """
        parts = Participation.objects.filter(
            user=user, state__in=[State.SUBMITTED, State.SKIPPED], assignment__is_current=True
        )
        return self.exclude(among(parts, "assignment__entry", each=each))

    def in_state_for(self, member: Membership, state: str, *, each: bool = False) -> Self:
        """Entries of one project in a state as the member may know it: if blind, by what they see.

        Else the team's work is so far: a ``State`` of assigned, in progress or submitted. Submitted means by
        all who are wanted: by the team in shared work, else by ``required`` people.
        """
        if not member.is_blind:
            return self._in_state(state, member.project.way, each=each)
        # As ``visible_to`` has it, but without asking for the entry again: own work, and what is adjudicated.
        own = Assignment.objects.filter(is_current=True, kind=Kind.OWN, reviewer=member.user_id).order_by()
        is_open = Q(adjudicated_at__isnull=False)
        handed_in = among(own.filter(state=State.SUBMITTED), "entry", each=each)
        submitted = handed_in | is_open & Q(done__gte=1)
        own_begun = own.filter(state__in=[state for state in State if state not in NOT_BEGUN])
        begun = among(own_begun, "entry", each=each) | is_open & Q(any_of(_assignments()))
        match state:
            case State.SUBMITTED:
                return self.filter(submitted)
            case State.ASSIGNED:
                return self.exclude(begun)
        return self.filter(begun).exclude(submitted)

    def _in_state(self, state: str, way: str, *, each: bool) -> Self:
        wanted = F("required") if way == Way.INDEPENDENT else models.Value(1)
        if state == State.SUBMITTED:
            return self.filter(done__gte=wanted)
        begun = any_of(_assignments()) if each else models.Exists(_assignments())
        return self.exclude(begun) if state == State.ASSIGNED else self.filter(begun, done__lt=wanted)

    def ready(self) -> Self:
        """Entries of independent projects that all wanted reviewers have submitted and nobody has open.

        What is kept of each entry leads to them by an index; of these it is asked who is still at work.
        """
        seated = Assignment.objects.seated().filter(entry=models.OuterRef("pk"), kind=Kind.OWN)
        finished = self.live().filter(
            project__way=Way.INDEPENDENT, taken__gte=F("required"), done__gte=F("required")
        )
        return finished.filter(~models.Exists(seated.exclude(state=State.SUBMITTED)))


def _place(entry: int, project: int) -> models.QuerySet["Entry", tuple[int | None, ...]]:
    others = Entry.objects.live().filter(project=project).order_by()
    asked = Entry.objects.order_by().filter(pk=entry)
    # Four short walks along one index: as one aggregate, every entry would be looked at four times.
    return asked.values_list(
        _size_of(others.filter(pk__lte=entry)),
        _size_of(others),
        models.Subquery(others.filter(pk__lt=entry).order_by("-pk").values("pk")[:1]),
        models.Subquery(others.filter(pk__gt=entry).order_by("pk").values("pk")[:1]),
    )


_PLACE = Prepared(_place, entry=int, project=int)


def _assignments() -> "AssignmentQuerySet":
    """Return the current assignments of the entry outside that somebody has begun, gold aside."""
    current = Assignment.objects.filter(entry=models.OuterRef("pk"), is_current=True)
    return current.exclude(kind__in=ASIDE).exclude(state__in=NOT_BEGUN)


def _size_of(entries: EntryQuerySet) -> Coalesce:
    counted = entries.values("project").annotate(size=models.Count("pk"))
    return Coalesce(models.Subquery(counted.values("size")), 0)


class Entry(models.Model):
    """One article in one project. Everybody works on its pinned ``revision``."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")
    article = models.ForeignKey(Article, models.CASCADE, related_name="entries")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="entries")
    required = models.PositiveSmallIntegerField(default=1)  # reviewers wanted
    priority = models.SmallIntegerField(default=0)
    adjudicated_at = models.DateTimeField(null=True)  # when the gold was finished; open work clears it
    is_training = models.BooleanField(default=False)
    taken = models.PositiveSmallIntegerField(default=0)  # places; 1 in shared work that somebody has begun
    taker = models.ForeignKey(  # one of those who have a place, by whom the queue passes over their work
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    done = models.PositiveSmallIntegerField(default=0)  # works on it that stand as submitted
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "article"],
                name="entry_is_one_per_article",
                violation_error_message=_("The article is in this project already."),
            ),
            models.CheckConstraint(
                condition=Q(required__gte=1),
                name="entry_wants_a_reviewer",
                violation_error_message=_("An article needs at least one reviewer."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("required")),
                name="entry_has_no_more_reviewers_than_wanted",
                violation_error_message=_("All places of this article are taken."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "taker", "taken", "-priority", "id"],
                condition=Q(removed_at=None, taken__lt=F("required")),
                name="entry_with_free_places",  # what the queue asks for
            ),
            models.Index(
                fields=["project"],
                condition=Q(is_training=True, removed_at=None),
                name="entry_for_practice",  # few among many
            ),
            models.Index(
                fields=["project", "-priority", "id"], condition=Q(removed_at=None), name="entry_by_priority"
            ),  # the order in which articles are handed out
            models.Index(
                fields=["project", "adjudicated_at", "done", "taken", "required"],
                condition=Q(removed_at=None),
                name="entry_by_stand",  # how many stand how
            ),
            models.Index(
                fields=["project", "-priority", "id"],
                condition=Q(removed_at=None, done=0),
                name="entry_not_done",  # where to go on
            ),
            models.Index(
                fields=["project", "id"],
                condition=Q(removed_at=None, done=0),
                name="entry_not_done_in_order",  # the next one behind
            ),
            models.Index(
                fields=["project", "id", "article", "revision"],
                condition=Q(removed_at=None),
                name="entry_in_project",  # the list of articles, page by page
            ),
            models.Index(
                fields=["project", "removed_at"],
                condition=Q(removed_at__isnull=False),
                name="entry_in_trash",  # few among many
            ),
            models.Index(
                fields=["project", "-priority", "id"],
                condition=Q(removed_at=None, adjudicated_at=None, done__gte=F("required")),
                name="entry_to_adjudicate",  # the adjudicators' list
            ),
            models.Index(
                fields=["project", "-adjudicated_at", "id"],
                condition=Q(removed_at=None, adjudicated_at__isnull=False),
                name="entry_adjudicated",  # what they have finished
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)


def settled_for(member: Membership, entry: str) -> Q:
    """Return what holds of articles of which a blind member may see everything, by the path to the entry.

    These are the adjudicated ones. Of an article for practice the member sees nothing before they have
    handed in their own tags.
    """
    handed_in = Assignment.objects.filter(
        entry=models.OuterRef(entry), reviewer=member.user_id, is_current=True, state=State.SUBMITTED
    )
    is_practice = Q(**{f"{entry}__is_training": True})
    return Q(**{f"{entry}__adjudicated_at__isnull": False}) & (~is_practice | Q(models.Exists(handed_in)))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about many assignments."""

    def seated(self) -> Self:
        """Reviewers' own work that takes a place of its article."""
        return self.filter(is_current=True, seat__isnull=False)

    def open(self) -> Self:
        """Work that somebody has and has not handed in."""
        return self.seated().exclude(state=State.SUBMITTED).exclude(state=State.SKIPPED)

    def numbers(self) -> dict[int | None, int]:
        """Return how many there are of each reviewer, by the key of the user."""
        counted = self.order_by().values_list("reviewer").annotate(number=models.Count("pk"))
        return dict(counted.values_list("reviewer", "number"))

    def visible_to(self, member: Membership) -> Self:
        """Return assignments of the member's project, without those that blindness hides.

        Blindness ends with the adjudication of an article; until then the gold is hidden as well.
        """
        assignments = self.filter(entry__project=member.project_id)
        if member.is_blind:
            is_open = Q(kind=Kind.SHARED) | settled_for(member, "entry")
            return assignments.filter(is_open | Q(reviewer=member.user_id))
        return assignments


class Assignment(models.Model):
    """Work on one entry's pinned revision: one reviewer's own, the team's shared, or the gold.

    ``change_number`` rises with every change, deletions included; whoever raises it holds the row's
    lock until the end of the transaction, so that changes of one assignment happen one after another.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.OWN)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assignments"
    )
    state = models.CharField(max_length=11, choices=State.choices, default=State.ASSIGNED)
    change_number = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)
    seat = models.PositiveSmallIntegerField(null=True)  # 1 to the entry's ``required``; a skip frees it
    remark = models.TextField(blank=True)  # why it was skipped, or what to do about it once returned
    touched_at = models.DateTimeField(default=timezone.now)  # of the last change
    previous = models.ForeignKey("self", models.SET_NULL, null=True, related_name="successors")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "reviewer"],
                condition=Q(kind__in=["own", "train"], is_current=True),
                name="assignment_own_is_one_per_reviewer",
                violation_error_message=_("This reviewer has the article already."),
            ),
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(kind__in=[Kind.SHARED, Kind.GOLD], is_current=True),
                name="assignment_shared_and_gold_are_one_per_entry",
                violation_error_message=_("The article has such an assignment already."),
            ),
            models.UniqueConstraint(
                fields=["entry", "seat"],
                condition=Q(is_current=True, seat__isnull=False),
                name="assignment_seat_is_taken_once",
                violation_error_message=_("Another reviewer has taken this place."),
            ),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(kind=Kind.OWN, seat__gte=1),
                name="assignment_seat_belongs_to_own_work",
                violation_error_message=_("Only a reviewer's own work takes a place."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["own", "train"], reviewer__isnull=False)
                | Q(kind__in=[Kind.SHARED, Kind.GOLD], reviewer__isnull=True),
                name="assignment_has_a_reviewer_when_it_is_own",
                violation_error_message=_("Only a reviewer's own work names a reviewer."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="assignment_state_is_known",
                violation_error_message=_("This is not a state of work."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["entry", "kind", "state"],
                condition=Q(is_current=True),
                name="assignment_state",  # how far the work on many articles has come
            ),
            models.Index(
                fields=["reviewer", "state", "entry"],
                condition=Q(is_current=True),
                name="assignment_of_person",  # a person's work
            ),
            models.Index(
                fields=["touched_at", "id"],
                # Not as a list of states: SQLite does not see that a query asks for the same list.
                condition=Q(is_current=True) & ~Q(state="submitted") & ~Q(state="skipped"),
                name="assignment_open_by_age",  # what has lain longest
            ),
            models.Index(
                fields=["reviewer", "entry", "seat", "kind", "state", "is_current"],
                condition=Q(is_current=True) & ~Q(state="submitted") & ~Q(state="skipped"),
                name="assignment_open_of_person",  # how much each has in hand
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} work on {self.entry_id}"

    @property
    def has_changed_since_carried(self) -> bool:
        """Whether anybody has done anything since the work came over from another wording."""
        return self.previous is None or self.change_number != self.previous.change_number + 1


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Questions about many people's parts."""

    def visible_to(self, member: Membership) -> Self:
        """Parts in the member's project, without those that blindness hides."""
        parts = self.filter(assignment__entry__project=member.project_id)
        if member.is_blind:
            is_open = settled_for(member, "assignment__entry")
            return parts.filter(is_open | Q(user=member.user_id))
        return parts


class Participation(models.Model):
    """One person's part in an assignment. ``active_seconds`` counts seconds at work."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="participations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations")
    state = models.CharField(max_length=11, choices=State.choices, default=State.IN_PROGRESS)
    active_seconds = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    guidelines_version = models.PositiveIntegerField(null=True)  # the present one when it was submitted
    counted = models.JSONField(default=dict)  # what it has added to the tallies: see actions.tallies

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "user"],
                name="participation_is_one_per_person",
                violation_error_message=_("This person takes part already."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.SUBMITTED, submitted_at__isnull=False)
                | (~Q(state=State.SUBMITTED) & Q(submitted_at__isnull=True)),
                name="participation_submitted_has_a_time",
                violation_error_message=_("Submitted work has a time of submission."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "state", "assignment"], name="participation_of_person"
            ),  # what is left
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.assignment_id}: {self.state}"
