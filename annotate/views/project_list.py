"""A person's projects with their figures, by a number of queries that does not grow with them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Value

from accounts.models import User
from annotate.models import Entry, Membership, Project, Way
from annotate.roles import Act, Role, may

PER_PAGE = 60  # projects
MOST_DELETED = 100  # the latest ones
MOST_UNMANAGED = 100


@dataclass
class ProjectLine:
    """One project in the list."""

    project: Project
    role: str
    articles: int = 0
    submitted: int = 0
    members: int = 0


def own_projects(user: User, number: str) -> Page[ProjectLine]:
    """Return a page of the projects of which this person is a member."""
    mine = (
        Membership.objects.filter(user=user, removed_at=None, project__deleted_at=None)
        .select_related("project")
        .order_by("project__name", "pk")
    )
    page: Page[Any] = Paginator(mine, PER_PAGE).get_page(number)
    lines = {member.project_id: ProjectLine(member.project, member.role) for member in page.object_list}
    _add_figures(lines)
    page.object_list = list(lines.values())
    return page


def _add_figures(lines: dict[int, ProjectLine]) -> None:
    # By the columns of one index; as many queries as there are ways of working, however many projects.
    for way, wanted in ((Way.SHARED, Value(1)), (Way.INDEPENDENT, F("required"))):
        its = [project for project, line in lines.items() if line.project.way == way]
        entries = Entry.objects.live().filter(project__in=its).order_by().values_list("project")
        submitted = Count("pk", filter=Q(done__gte=wanted))
        for project, number, done in entries.annotate(number=Count("pk"), submitted=submitted):
            lines[project].articles, lines[project].submitted = number, done
    members = Membership.objects.filter(project__in=lines, removed_at=None).order_by().values_list("project")
    for project, number in members.annotate(number=Count("pk")):
        lines[project].members = number


def unmanaged_projects(user: User) -> list[Project]:
    """Return the projects that nobody can manage any more, to administrators of the site only."""
    if not user.is_superuser:
        return []
    return list(Project.objects.unmanaged().order_by("name", "pk")[:MOST_UNMANAGED])


def deleted_projects(user: User) -> list[Project]:
    """Return the deleted projects that this person can still restore."""
    managing = [role for role in Role if may(role, Act.MANAGE)]
    return list(
        Project.objects.in_trash()
        .filter(memberships__user=user, memberships__role__in=managing, memberships__removed_at=None)
        .select_related("deleted_by")
        .order_by("-deleted_at")[:MOST_DELETED]
    )
