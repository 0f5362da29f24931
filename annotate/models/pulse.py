"""What tells whether an article's page is still true, read by one prepared query: browsers ask it all day."""

import time
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import name_at
from annotate.models.door import Part, instance, own_part, reached
from annotate.models.presence import PRESENT_FOR, Presence
from annotate.models.projects import Membership, Project, Way
from annotate.models.talk import Comment
from annotate.models.work import Assignment, Entry
from articles.models import Revision
from config.prepared import Prepared

MOST_SHOWN = 20  # people at one article

# In the order of the columns of their tables.
_ENTRY = ("id", "project_id", "revision_id", "required", "adjudicated_at", "is_training", "taken")
_PROJECT = ("id", "slug", "name", "way", "label_set_version", "guidelines_version", "second_factor_required")
_WORK = ("id", "kind", "reviewer_id", "state", "change_number", "seat")


class Pulse(NamedTuple):
    """One member's part in an entry with few columns, the newest wording's key, whether anything was said."""

    part: Part
    newest: int
    is_talked_about: bool


def _pulse(entry: int, slug: str, user: int) -> QuerySet[Entry, tuple[Any, ...]]:
    wordings = Revision.objects.filter(article=OuterRef("article")).order_by("-pk").values("pk")
    return (
        reached(entry, slug, user)
        .annotate(newest=Subquery(wordings[:1]), said=Exists(Comment.objects.filter(entry=OuterRef("pk"))))
        .values_list(
            *_ENTRY,
            *(f"project__{name}" for name in _PROJECT),
            *(f"work__{name}" for name in _WORK),
            "role",
            "part_state",
            "newest",
            "said",
        )
    )


_PULSE = Prepared(_pulse, entry=int, slug=str, user=int)


def pulse_of(user: int, slug: str, entry: int) -> Pulse | None:
    """Return how an article stands for this person, or None if there is none that they may know of.

    The rows hold only the columns named above; another one is fetched when it is asked for.
    """
    found = _PULSE.rows(entry=entry, slug=slug, user=user)
    if not found:
        return None
    _role, _state, newest, said = found[0][-4:]
    return Pulse(own_part([_part(row) for row in found]), newest, bool(said))


def _part(row: tuple[Any, ...]) -> Part:
    values = iter(row)
    entry = instance(Entry, _ENTRY, values)
    entry.project = instance(Project, _PROJECT, values)
    assignment = instance(Assignment, _WORK, values)
    role, state, _newest, said = values
    has_begun = row[-len(_WORK) - 4] is not None  # the assignment's key
    return Part(entry, role, assignment if has_begun else None, state or "", bool(said))


class Person(NamedTuple):
    """Somebody who is at an article: ``seen`` says when they were there last, in seconds since 1970."""

    pk: int
    name: str
    seen: int


def _present(entry: int, project: int, since: int) -> QuerySet[Presence, tuple[Any, ...]]:
    # Nobody else is asked: where reviewers work alone, nobody is there for anybody.
    team = Membership(project=Project(pk=project, way=Way.SHARED))
    there = Presence.objects.visible_to(team).filter(entry=entry, seen__gt=since)
    return there.order_by("pk").values_list("user", name_at("user"), "seen")


_PRESENT = Prepared(_present, entry=int, project=int, since=int)


def people_at(entry: Entry) -> list[Person]:
    """Return who is at the article; nobody is where reviewers work alone."""
    if entry.project.way != Way.SHARED:
        return []
    since = int(time.time()) - PRESENT_FOR
    return [Person(*row) for row in _PRESENT.rows(entry=entry.pk, project=entry.project_id, since=since)]
