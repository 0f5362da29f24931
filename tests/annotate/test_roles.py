"""Who may do what: the whole table, cell by cell."""

import pytest

from annotate.roles import ALLOWED, Act, Role, may
from annotate.views.people.rights import ACT_NAMES, rights

TABLE = {  # manager, adjudicator, reviewer, viewer
    Act.SEE: (True, True, True, True),
    Act.TAG: (True, True, True, False),
    Act.CHANGE_OTHERS: (True, False, False, False),
    Act.ADJUDICATE: (True, True, False, False),
    Act.EXPORT: (True, True, True, True),
    Act.IMPORT: (True, False, False, False),
    Act.MANAGE: (True, False, False, False),
}


@pytest.mark.parametrize("act", list(Act))
def test_each_role_may_do_what_the_table_says(act: Act) -> None:
    roles = (Role.MANAGER, Role.ADJUDICATOR, Role.REVIEWER, Role.VIEWER)
    assert tuple(may(role, act) for role in roles) == TABLE[act]


def test_the_table_leaves_no_act_out() -> None:
    assert set(ALLOWED) == set(ACT_NAMES) == set(Act)


def test_an_unknown_role_may_do_nothing() -> None:
    assert not any(may("owner", act) for act in Act)


def test_the_table_on_the_page_is_the_same_table() -> None:
    assert [tuple(allowed) for _name, allowed in rights()] == [TABLE[act] for act in Act]
