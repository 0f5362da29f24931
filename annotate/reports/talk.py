"""What has been said about the tags of an article, in numbers: one question, however many tags there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotate.actions.parts import Work
from annotate.actions.talking import member_for
from annotate.marking.rows import TalkView
from annotate.models import Comment, ReadMark


@dataclass(frozen=True, slots=True)
class Talk:
    """How many threads are ``open``, how many comments of others this person has not read.

    ``on`` holds what the notes show, by the number of the tag.
    """

    open: int = 0
    unread: int = 0
    on: Mapping[int, TalkView] = field(default_factory=dict)


def talk_of(work: Work) -> Talk:
    """Return what this person may know of what has been said about the article and its tags."""
    found = list(_counted(work))
    return Talk(
        sum(one["open"] for one in found),
        sum(one["unread"] for one in found),
        {one["span__number"]: _view(one) for one in found if one["span__number"] and _is_of(work, one)},
    )


def _counted(work: Work) -> QuerySet[Comment, Any]:
    """Count by tag, and by whose work the tag belongs to; a tag keeps its number in later wordings."""
    last = ReadMark.objects.filter(user=work.user, entry=work.entry).values("last")
    said = Comment.objects.visible_to(member_for(work)).live().filter(entry=work.entry)
    is_resolved = Q(resolved_at__isnull=False) | Q(parent__resolved_at__isnull=False)
    seen = Coalesce(Subquery(last), Value(0))
    return (
        said.annotate(thread=Coalesce(F("parent"), F("pk")), seen=seen)
        .order_by()
        .values("span__number", "assignment__kind", "assignment__reviewer")
        .annotate(
            open=Count("thread", filter=~is_resolved, distinct=True),
            resolved=Count("thread", filter=is_resolved, distinct=True),
            unread=Count("pk", filter=Q(pk__gt=F("seen")) & ~Q(author=work.user)),
        )
    )


def _is_of(work: Work, one: Mapping[str, Any]) -> bool:
    """Whether it is said of the work that this person sees, in this wording or an earlier one."""
    part = work.assignment
    return part is not None and (one["assignment__kind"], one["assignment__reviewer"]) == (
        part.kind,
        part.reviewer_id,
    )


def _view(one: Mapping[str, int]) -> TalkView:
    return TalkView(one["open"], one["unread"], one["resolved"], _words(one))


def _words(one: Mapping[str, int]) -> str:
    """Return what the mark at a tag means, in the page's language."""
    if not one["open"]:
        resolved = ngettext("%(count)s resolved comment", "%(count)s resolved comments", one["resolved"])
        return resolved % {"count": one["resolved"]}
    said = ngettext("%(count)s open comment", "%(count)s open comments", one["open"])
    said %= {"count": one["open"]}
    if not one["unread"]:
        return said
    return _("%(comments)s, %(count)s new") % {"comments": said, "count": one["unread"]}
