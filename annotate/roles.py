"""Who may do what in a project: one table."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member is in one project."""

    MANAGER = "manager"
    ADJUDICATOR = "adjudicator"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


class Act(StrEnum):
    """What can be done in a project."""

    SEE = "see"
    TAG = "tag"
    CHANGE_OTHERS = "change others' tags"
    ADJUDICATE = "adjudicate"
    EXPORT = "export"
    IMPORT = "import"
    MANAGE = "manage"


ALLOWED: Mapping[Act, frozenset[Role]] = {
    Act.SEE: frozenset(Role),
    Act.EXPORT: frozenset(Role),
    Act.TAG: frozenset({Role.REVIEWER, Role.ADJUDICATOR, Role.MANAGER}),
    Act.CHANGE_OTHERS: frozenset({Role.MANAGER}),
    Act.ADJUDICATE: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Act.IMPORT: frozenset({Role.MANAGER}),
    Act.MANAGE: frozenset({Role.MANAGER}),
}


def may(role: str, act: Act) -> bool:
    """Whether a member of this role may do this."""
    return role in ALLOWED[act]
