"""What a project calls its labels, links and people."""

from dataclasses import dataclass

from annotate.models import Label, Membership, Project, RelationKind


class Handles(dict[int, str]):
    """How files call people, by the key of the user; never by name or login."""

    def __missing__(self, user: int) -> str:
        """Name somebody who was never a member, so that their work can leave all the same."""
        return f"person-{user}"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key, those of archived labels and of people who have left included."""

    labels: dict[int, str]
    relations: dict[int, str]
    handles: Handles


def names_of(project: Project) -> Names:
    """Read the names by three queries."""
    return Names(
        dict(Label.objects.filter(project=project).values_list("pk", "name")),
        dict(RelationKind.objects.filter(project=project).values_list("pk", "name")),
        Handles(Membership.objects.filter(project=project).values_list("user_id", "handle")),
    )
