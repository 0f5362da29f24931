"""What a project calls its labels, links and people."""

from dataclasses import dataclass

from annotate.models import Label, Membership, Project, RelationKind


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key, those of archived labels and of people who have left included."""

    labels: dict[int, str]
    relations: dict[int, str]
    handles: dict[int, str]  # by the key of the user

    def handle(self, user_id: int) -> str:
        """Return how files call this person; never by name or login."""
        return self.handles.get(user_id) or f"person-{user_id}"


def names_of(project: Project) -> Names:
    """Read the names by three queries."""
    return Names(
        dict(Label.objects.filter(project=project).values_list("pk", "name")),
        dict(RelationKind.objects.filter(project=project).values_list("pk", "name")),
        dict(Membership.objects.filter(project=project).values_list("user_id", "handle")),
    )
