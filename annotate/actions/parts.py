"""One member's part in one entry: what every act on it starts from."""

from dataclasses import dataclass

from accounts.models import User
from annotate.models import Assignment, Entry, Kind, Project, State, Way
from annotate.roles import Act, Role, may


@dataclass(slots=True)
class Work:
    """One entry as one member meets it: the work is the team's or their own, and may not exist yet."""

    entry: Entry
    user: User
    role: Role
    assignment: Assignment | None
    state: str  # of this person's part; "" before they have begun
    is_visit: bool = False  # a manager puts something right in work in which they take no part
    is_talked_about: bool = False  # somebody has commented on a tag of the article

    @property
    def project(self) -> Project:
        """The project that the entry belongs to."""
        return self.entry.project

    @property
    def is_submitted(self) -> bool:
        """Whether this person has submitted the article."""
        return self.state == State.SUBMITTED

    @property
    def changes_all(self) -> bool:
        """Whether every tag here is theirs to change: a manager's, and in one's own work that came over."""
        is_own = self.assignment is not None and self.assignment.reviewer_id == self.user.pk
        return is_own or may(self.role, Act.CHANGE_OTHERS)

    @property
    def has_a_place(self) -> bool:
        """Whether this person may go on as things are: shared work needs no place, own work has one."""
        if self.assignment is None:
            return False
        return self.assignment.kind != Kind.OWN or self.assignment.seat is not None

    @property
    def can_begin(self) -> bool:
        """Whether there is room for this person."""
        if self.has_a_place or self.project.way != Way.INDEPENDENT:
            return True
        return self.entry.is_training or self.entry.taken < self.entry.required

    @property
    def has_skipped(self) -> bool:
        """Whether this person has said that the article is not for them."""
        return self.state == State.SKIPPED
