"""What members say to each other about articles and tags."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotate.models.projects import Membership
from annotate.models.spans import Span
from annotate.models.work import Assignment, Entry, settled_for

LONGEST = 5_000  # characters


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions about many comments."""

    def live(self) -> Self:
        """Comments that have not been deleted."""
        return self.filter(deleted_at=None)

    def open(self) -> Self:
        """Threads that nobody has resolved: their first comments."""
        return self.live().filter(parent=None, resolved_at=None)

    def unread_by(self, user: int) -> Self:
        """Comments of others that this person, by key, has not read."""
        marks = ReadMark.objects.filter(user=user, entry=OuterRef("entry"))
        last = Coalesce(Subquery(marks.values("last")), Value(0))
        return self.live().exclude(author=user).filter(pk__gt=last)

    def visible_to(self, member: Membership) -> Self:
        """Return comments of the member's project, without those that blindness hides.

        Who works blind reads what is said about the article as a whole, which only others can say, and
        what is said about their own work.
        """
        comments = self.filter(entry__project=member.project_id)
        if member.is_blind:
            is_open = settled_for(member, "entry") | Q(assignment=None)
            return comments.filter(is_open | Q(assignment__reviewer=member.user_id))
        return comments


class Comment(models.Model):
    """Something said about an article, or about one tag of it.

    ``assignment`` is the work that it is about, None for the article as a whole. Replies name the
    thread's first comment as their ``parent``; only that is resolved. ``uid`` is the client's.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="comments")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="comments")
    span = models.ForeignKey(Span, models.CASCADE, null=True, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    uid = models.UUIDField()
    text = models.TextField(_("comment"), max_length=LONGEST)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deleted_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "author", "uid"],
                name="comment_is_said_once",
                violation_error_message=_("This comment is here already."),
            ),
            models.CheckConstraint(
                condition=Q(span=None) | Q(assignment__isnull=False),
                name="comment_on_a_span_belongs_to_its_work",
                violation_error_message=_("A comment on a tag belongs to the work that holds the tag."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, parent=None),
                name="comment_is_resolved_by_somebody",
                violation_error_message=_("A thread is resolved as a whole, by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class EarlierWords(models.Model):
    """What a comment said before its author changed it: nothing that was said is lost, and all can see it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="earlier")
    text = models.TextField()
    until = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text[:40]


class ReadMark(models.Model):
    """Up to where one person has read the comments of one article: the key of the last one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "entry"],
                name="read_mark_is_one_per_article",
                violation_error_message=_("This person has a mark here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.last}"
