"""All that the door must know before a tag, read by one prepared query."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from annotate.models.projects import Project, Way
from annotate.models.states import ALONE, Kind
from annotate.models.talk import Comment
from annotate.models.work import Assignment, Entry, Participation
from articles.models import Article, Revision
from config.prepared import Prepared

_ENTRY = (
    "id", "project_id", "article_id", "revision_id", "required", "adjudicated_at", "is_training", "taken"
)  # fmt: skip
_PROJECT = (
    "id", "uid", "slug", "name", "way", "label_set_name", "label_set_version", "is_sample",
    "second_factor_required",
)  # fmt: skip
_ARTICLE = ("id", "address", "title", "outlet", "lang", "published_at", "published_day", "published_text")
_REVISION = ("id", "article_id", "number", "text", "blocks", "verbatim")
_WORK = (
    "id", "entry_id", "revision_id", "kind", "reviewer_id", "state", "change_number", "is_current", "seat",
    "remark",
)  # fmt: skip


Row = TypeVar("Row", bound=models.Model)


class Part(NamedTuple):
    """One member's part in one entry: their role, the assignment if it exists, their state in it.

    ``talked`` is whether anybody has ever commented on a tag of the article.
    """

    entry: Entry
    role: str
    assignment: Assignment | None
    state: str
    talked: bool


def reached(entry: int, slug: str, user: int) -> QuerySet[Entry, Any]:
    """Return the entry with this person's role and work, once for each work that might be theirs."""
    member = Q(project__memberships__user=user, project__memberships__removed_at=None)
    team = Q(assignments__kind=Kind.SHARED)
    own = Q(assignments__kind__in=ALONE, assignments__reviewer=user)
    parts = Participation.objects.filter(assignment=OuterRef("work__pk"), user=user)
    return (
        Entry.objects.live()
        .filter(pk=entry, project__slug=slug, project__deleted_at=None)
        .annotate(
            mine=FilteredRelation("project__memberships", condition=member),
            work=FilteredRelation("assignments", condition=Q(assignments__is_current=True) & (team | own)),
            role=F("mine__role"),
            part_state=Subquery(parts.values("state")),
        )
        .filter(mine__isnull=False)
    )


def _door(entry: int, slug: str, user: int) -> QuerySet[Entry, tuple[Any, ...]]:
    on_tags = Comment.objects.filter(entry=OuterRef("pk"), span__isnull=False)
    return (
        reached(entry, slug, user)
        .annotate(talked=Exists(on_tags))
        .values_list(
            *_ENTRY,
            *(f"project__{name}" for name in _PROJECT),
            *(f"article__{name}" for name in _ARTICLE),
            *(f"revision__{name}" for name in _REVISION),
            *(f"work__{name}" for name in _WORK),
            "role",
            "part_state",
            "talked",
        )
    )


_DOOR = Prepared(_door, entry=int, slug=str, user=int)


def part_of(user: int, slug: str, entry: int) -> Part | None:
    """Return this person's part in the entry, or None if there is none that they may know of.

    The rows hold only the columns named above; another one is fetched when it is asked for.
    """
    found = [_part(row) for row in _DOOR.rows(entry=entry, slug=slug, user=user)]
    return own_part(found) if found else None


def own_part(found: Sequence[Part]) -> Part:
    """Return the one whose work fits the project's way of working; there is at least one row."""
    kinds = (Kind.SHARED,) if found[0].entry.project.way == Way.SHARED else ALONE
    fitting = (part for part in found if part.assignment is not None and part.assignment.kind in kinds)
    return next(fitting, found[0]._replace(assignment=None, state=""))


def _part(row: tuple[Any, ...]) -> Part:
    values = iter(row)
    entry = instance(Entry, _ENTRY, values)
    entry.project = instance(Project, _PROJECT, values)
    entry.article = instance(Article, _ARTICLE, values)
    entry.revision = instance(Revision, _REVISION, values)
    assignment = instance(Assignment, _WORK, values)
    has_begun = row[-len(_WORK) - 3] is not None  # the assignment's key
    role, state, talked = values
    return Part(entry, role, assignment if has_begun else None, state or "", bool(talked))


def instance(model: type[Row], names: tuple[str, ...], values: Iterator[Any]) -> Row:
    """Return an instance with the next of the values in these columns; the others are fetched when needed."""
    return model.from_db(DEFAULT_DB_ALIAS, names, [next(values) for _name in names])
