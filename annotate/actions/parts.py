"""One member's part in one entry: what every act on it starts from."""

from dataclasses import dataclass

from accounts.models import User
from annotate.models import Assignment, Entry, Project, State
from annotate.roles import Role


@dataclass(slots=True)
class Work:
    """One entry as one member meets it: the work is the team's or their own, and may not exist yet."""

    entry: Entry
    user: User
    role: Role
    assignment: Assignment | None
    state: str  # of this person's part; "" before they have begun

    @property
    def project(self) -> Project:
        """The project that the entry belongs to."""
        return self.entry.project

    @property
    def is_submitted(self) -> bool:
        """Whether this person has submitted the article."""
        return self.state == State.SUBMITTED
