"""What an import of tags most likely means in a project: guesses for a person to look at."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from annotate.imports.contents import Contents
from annotate.imports.guessing import guess, guess_link
from annotate.models import Label, Membership, Project, RelationKind


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a file speaks of, how often, what that is with us, and what we have.

    The guesses hold only what there is a guess for. ``members`` are by their handle.
    """

    labels: Counter[str]
    links: Counter[str]
    people: Counter[str]
    guessed_labels: Mapping[str, str]
    guessed_links: Mapping[str, str]
    guessed_people: Mapping[str, str]
    ours: tuple[Label, ...]
    kinds: tuple[RelationKind, ...]
    members: Mapping[str, User]


def outlook(project: Project, contents: Contents) -> Outlook:
    """Compare a file with a project by three queries."""
    ours = tuple(Label.objects.filter(project=project, archived_at=None))
    kinds = tuple(RelationKind.objects.filter(project=project, archived_at=None))
    rows = Membership.objects.filter(project=project, removed_at=None).select_related("user")
    members = {row.handle: row.user for row in rows}
    labels, links, people = contents.labels, contents.links, contents.people
    names, kind_names = [label.name for label in ours], [kind.name for kind in kinds]
    found = {label: guess(label, names) for label in labels}
    linked = {kind: guess_link(kind, kind_names) for kind in links}
    return Outlook(
        labels,
        links,
        people,
        {label: name for label, name in found.items() if name},
        {kind: name for kind, name in linked.items() if name},
        {name: name for name in people if name in members and _is_from(project, contents)},
        ours,
        kinds,
        members,
    )


def _is_from(project: Project, contents: Contents) -> bool:
    """Whether the file left this very project: in another one the same handle is somebody else."""
    return contents.projects == (project.slug,)
