"""Saying something about an article or a tag, answering, and resolving what has been said."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.noticing import About, notify
from annotate.actions.parts import Work
from annotate.actions.problems import Conflict
from annotate.actions.work import begin
from annotate.marking.mentions import mentions_in
from annotate.models import (
    Activity,
    Assignment,
    Comment,
    EarlierWords,
    Matter,
    Membership,
    ReadMark,
    Span,
    State,
    Verb,
    Way,
)
from annotate.roles import Act, Role, may


@dataclass(frozen=True, slots=True)
class NewComment:
    """What is to be said: on a tag by its number, in answer to a comment by its key, or on the article."""

    uid: UUID
    text: str
    span: int | None = None
    parent: int | None = None


def say(work: Work, new: NewComment) -> Comment:
    """Say something, and tell those whom it mentions or answers. The same UUID says it once.

    Raises ValidationError if the tag or the comment is not there for this person, and Conflict if the
    UUID was used for something else.
    """
    try:
        return _said(work, new)
    except IntegrityError as collision:
        found = Comment.objects.filter(entry=work.entry, author=work.user, uid=new.uid).first()
        if found is None or found.text != new.text:
            raise Conflict(
                _("You have said this already, in other words: see above. Change that, or say this as well.")
            ) from collision
        return found


@transaction.atomic
def _said(work: Work, new: NewComment) -> Comment:
    member = member_for(work)
    parent = _parent(member, work, new.parent) if new.parent else None
    span = _span(member, work, new.span) if new.span else None
    comment = Comment.objects.create(
        entry=work.entry,
        assignment_id=_assignment_of(member, work, span, parent),
        span=parent.span if parent else span,
        parent=parent,
        author=work.user,
        uid=new.uid,
        text=new.text,
    )
    _log(work, Verb.COMMENT, comment, {"live": False}, {"live": True})
    _tell_of(work, comment)
    return comment


def member_for(work: Work) -> Membership:
    """Return the membership by which the person works here, for the questions about what they may see."""
    return Membership(project=work.project, user=work.user, role=work.role)


def _parent(member: Membership, work: Work, key: int) -> Comment:
    comments = Comment.objects.visible_to(member).live().filter(entry=work.entry, pk=key)
    found = comments.select_related("span", "parent__span").first()
    if found is None:
        raise ValidationError(_("The comment that you answer has been deleted."))
    return found.parent or found


def _span(member: Membership, work: Work, number: int) -> Span:
    spans = Span.objects.live().visible_to(member)
    current = spans.filter(assignment__entry=work.entry, assignment__is_current=True)
    found = current.filter(number=number, assignment=work.assignment).first()
    if found is None:
        raise ValidationError(_("The tag that you comment on has been deleted."))
    return found


def _assignment_of(member: Membership, work: Work, span: Span | None, parent: Comment | None) -> int | None:
    """Return the work that a comment is about. What who works blind says is about their own work."""
    if parent is not None:
        return parent.assignment_id
    if span is not None:
        return span.assignment_id
    return begin(work).pk if member.is_blind else None


def change_standing(work: Work, key: int, *, resolved: bool) -> Comment:
    """Resolve a thread, or open it again. Doing it twice is doing it once."""
    with transaction.atomic():
        comment = _locked(work, key)
        if comment.parent_id is not None:
            raise ValidationError(_("Only a whole thread is resolved."))
        was = comment.resolved_at is not None
        if was != resolved:
            comment.resolved_at = timezone.now() if resolved else None
            comment.resolved_by = work.user if resolved else None
            comment.save(update_fields=["resolved_at", "resolved_by"])
            _log(work, Verb.RESOLVE, comment, {"resolved": was}, {"resolved": resolved})
        return comment


def change_presence(work: Work, key: int, *, live: bool) -> Comment:
    """Delete one's own comment, or bring it back; managers may do so with everybody's."""
    with transaction.atomic():
        comment = _locked(work, key)
        if comment.author_id != work.user.pk and not may(work.role, Act.MANAGE):
            raise PermissionDenied(_("Only who wrote a comment, or a manager, can delete it."))
        was = comment.deleted_at is None
        if was != live:
            comment.deleted_at = None if live else timezone.now()
            comment.save(update_fields=["deleted_at"])
            _log(work, Verb.COMMENT, comment, {"live": was}, {"live": live})
        return comment


def change_words(work: Work, key: int, text: str) -> Comment:
    """Let one's own comment say something else; what it said before is kept, and shown with it.

    Whom it names now and did not name before is told. The same words again change nothing.
    """
    with transaction.atomic():
        comment = _locked(work, key)
        if comment.author_id != work.user.pk:
            raise PermissionDenied(_("Only who wrote a comment can change what it says."))
        if comment.deleted_at is not None:
            raise ValidationError(_("This comment has been deleted. Bring it back before you change it."))
        before = comment.text
        if before != text:
            EarlierWords.objects.create(comment=comment, text=before)
            comment.text = text
            comment.save(update_fields=["text"])
            number = comment.earlier.count()
            _log(work, Verb.COMMENT, comment, {"wording": number - 1}, {"wording": number})
            _tell_of(work, comment, before=before)
        return comment


def earlier_words(work: Work, key: int, earlier: int) -> str:
    """Return what a comment said before, to let it say that again."""
    found = EarlierWords.objects.filter(pk=earlier, comment=key, comment__author=work.user).first()
    if found is None:
        raise ValidationError(_("There are no such earlier words."))
    return found.text


def mark_seen(work: Work, last: int) -> None:
    """Note that this person has read the comments up to the one with this key."""
    mark, _new = ReadMark.objects.get_or_create(user=work.user, entry=work.entry)
    ReadMark.objects.filter(pk=mark.pk, last__lt=last).update(last=last)


def _locked(work: Work, key: int) -> Comment:
    visible = Comment.objects.visible_to(member_for(work)).filter(entry=work.entry, pk=key)
    comment = Comment.objects.select_for_update(of=("self",)).filter(pk__in=visible.values("pk")).first()
    if comment is None:
        raise ValidationError(_("There is no such comment."))
    return comment


def _log(work: Work, verb: Verb, comment: Comment, before: dict[str, int], after: dict[str, int]) -> None:
    change = {"thing": "comment", "id": comment.pk, "before": before, "after": after}
    Activity.objects.create(
        project=work.project, entry=work.entry, actor=work.user, verb=verb, changes=[change]
    )


def _tell_of(work: Work, comment: Comment, *, before: str | None = None) -> None:
    """Tell whom the comment mentions, and else who takes part in the thread, if they may read it.

    Of one that said something else ``before``, only who was not mentioned then is told.
    """
    readers = {member.user_id: member for member in _readers(work, comment)}
    mentioned = {member.user_id for member in mentions(comment.text, readers.values())}
    about = About(work.project, work.entry, comment)
    if before is not None:
        mentioned -= {member.user_id for member in mentions(before, readers.values())}
    notify(mentioned, Matter.MENTION, about, by=work.user)
    if comment.parent is not None and before is None:
        replies = Comment.objects.live().filter(parent=comment.parent).values_list("author", flat=True)
        others = ({comment.parent.author_id, *replies} & set(readers)) - mentioned
        notify(others, Matter.REPLY, about, by=work.user)


def _readers(work: Work, comment: Comment) -> list[Membership]:
    """Return the members who may read the comment: see ``settled_for``."""
    members = Membership.objects.filter(project=work.project, removed_at=None).select_related("user")
    is_settled = work.entry.adjudicated_at is not None
    to_all = work.project.way == Way.SHARED or (is_settled and not work.entry.is_training)
    if to_all or comment.assignment is None:
        return list(members)
    reviewers = {comment.assignment.reviewer_id}
    if is_settled:  # of an article for practice, who has handed in their own
        handed_in = Assignment.objects.filter(entry=work.entry, is_current=True, state=State.SUBMITTED)
        reviewers.update(handed_in.values_list("reviewer", flat=True))
    return [one for one in members if one.role != Role.REVIEWER or one.user_id in reviewers]


def readers_of(work: Work) -> list[User]:
    """Return those whom this person can mention here: who may read what they write."""
    own = (work.assignment or Assignment(reviewer=work.user)) if member_for(work).is_blind else None
    readers = _readers(work, Comment(entry=work.entry, assignment=own))
    return [one.user for one in readers if one.user_id != work.user.pk]


def mentions(text: str, members: Collection[Membership]) -> list[Membership]:
    """Return the members whom the text names. Who shares a name is meant together."""
    called: defaultdict[str, list[Membership]] = defaultdict(list)
    for one in members:
        for name in {one.user.username, one.user.name}:
            called[name.casefold()].append(one)
    names = [name for one in members for name in (one.user.username, one.user.name)]
    meant = mentions_in(text, names)
    return list({one.pk: one for mention in meant for one in called[mention.name.casefold()]}.values())
