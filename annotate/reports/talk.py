"""What has been said about the tags of an article, in numbers: one question, however many tags there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.parts import Work
from annotate.actions.talking import member_for
from annotate.marking.rows import TalkView
from annotate.models import Comment, Membership, Project, ReadMark, Way
from annotate.roles import Role
from config.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Talk:
    """How many threads are ``open``, how many comments of others this person has not read.

    ``on`` holds what the notes show, by the number of the tag.
    """

    open: int = 0
    unread: int = 0
    on: Mapping[int, TalkView] = field(default_factory=dict)


class _Count(NamedTuple):
    """What has been said of a tag by its number, and whose work it belongs to; of no tag without a number."""

    number: int | None
    kind: str | None
    reviewer: int | None
    open: int
    resolved: int
    unread: int


def talk_of(work: Work) -> Talk:
    """Return what this person may know of what has been said about the article and its tags."""
    member = member_for(work)
    counted = _BLIND if member.is_blind else _OPEN
    rows = counted.rows(entry=work.entry.pk, project=work.project.pk, user=work.user.pk)
    found = [_Count(*row) for row in rows]
    return Talk(
        sum(one.open for one in found),
        sum(one.unread for one in found),
        {one.number: _view(one) for one in found if one.number and _is_of(work, one)},
    )


def _counted(member: Membership, entry: int) -> QuerySet[Comment, tuple[Any, ...]]:
    """Count by tag, and by whose work the tag belongs to; a tag keeps its number in later wordings."""
    last = ReadMark.objects.filter(user=member.user_id, entry=entry).values("last")
    said = Comment.objects.visible_to(member).live().filter(entry=entry)
    is_resolved = Q(resolved_at__isnull=False) | Q(parent__resolved_at__isnull=False)
    seen = Coalesce(Subquery(last), Value(0))
    return (
        said.annotate(thread=Coalesce(F("parent"), F("pk")), seen=seen)
        .order_by()
        .values("span__number", "assignment__kind", "assignment__reviewer")
        .annotate(
            open=Count("thread", filter=~is_resolved, distinct=True),
            resolved=Count("thread", filter=is_resolved, distinct=True),
            unread=Count("pk", filter=Q(pk__gt=F("seen")) & ~Q(author=member.user_id)),
        )
        .values_list("span__number", "assignment__kind", "assignment__reviewer", "open", "resolved", "unread")
    )


def _to_all(entry: int, project: int, user: int) -> QuerySet[Comment, tuple[Any, ...]]:
    team = Project(pk=project, way=Way.SHARED)
    return _counted(Membership(project=team, user_id=user, role=Role.REVIEWER), entry)


def _to_blind(entry: int, project: int, user: int) -> QuerySet[Comment, tuple[Any, ...]]:
    team = Project(pk=project, way=Way.INDEPENDENT)
    return _counted(Membership(project=team, user_id=user, role=Role.REVIEWER), entry)


# Open pages ask this all day: to build the query takes longer than to answer it.
_OPEN = Prepared(_to_all, entry=int, project=int, user=int)
_BLIND = Prepared(_to_blind, entry=int, project=int, user=int)


def _is_of(work: Work, one: _Count) -> bool:
    """Whether it is said of the work that this person sees, in this wording or an earlier one."""
    part = work.assignment
    return part is not None and (one.kind, one.reviewer) == (part.kind, part.reviewer_id)


def _view(one: _Count) -> TalkView:
    return TalkView(one.open, one.unread, one.resolved, _words(one))


def _words(one: _Count) -> str:
    """Return what the mark at a tag means, in the page's language."""
    if not one.open:
        resolved = ngettext("%(count)s resolved comment", "%(count)s resolved comments", one.resolved)
        return resolved % {"count": one.resolved}
    said = ngettext("%(count)s open comment", "%(count)s open comments", one.open)
    said %= {"count": one.open}
    if not one.unread:
        return said
    return _("%(comments)s, %(count)s new") % {"comments": said, "count": one.unread}
