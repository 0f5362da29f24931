"""Whatever a team does, in whatever order, the rules of the queue hold."""

from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from annotate.actions.distribution.distributing import release, send_back
from annotate.actions.distribution.handing_out import hand_out, plan, set_wanted
from annotate.actions.distribution.returning import return_abandoned
from annotate.actions.problems import Conflict
from annotate.actions.seats import most_places
from annotate.models import Assignment, Entry, Participation, Project, State
from annotate.models.states import OPEN_STATES
from tests.annotate.queueing import age, hand_in, leave_out, make_team, next_of, open_again, taken, work_on

pytestmark = pytest.mark.django_db

PEOPLE, ARTICLES = 3, 4
ACTS = ("take", "submit", "skip", "release", "reopen", "return", "abandon", "hand out", "want")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, PEOPLE - 1), st.integers(0, ARTICLES - 1))


@settings(max_examples=20)
@given(st.lists(acts, max_size=14), st.integers(1, 3), st.sampled_from([None, 30, 60]))
def test_no_sequence_of_acts_breaks_the_rules(done, required, share):
    project, people, entries = make_team(PEOPLE, ARTICLES, required=required)
    Project.objects.filter(pk=project.pk).update(share_limit=share)
    project.refresh_from_db()
    submitted: set[tuple[int, int]] = set()
    for act, who, which in done:
        person, entry = people[who], entries[which]
        left_out = has_left_out(person)
        try:
            found = perform(act, project, person, entry, people)
        except (Conflict, ValidationError, Assignment.DoesNotExist):
            found = None
        if act == "take" and found is not None:
            assert found not in left_out
        assert_rules(project, people, entries)
        if act == "submit" and found:
            submitted.add((person.pk, entry.pk))
        elif act in ("reopen", "return"):
            submitted.discard((person.pk, entry.pk))
        for reader, text in submitted:  # no time that passes and no manager takes this away
            work = Assignment.objects.get(reviewer=reader, entry=text, is_current=True)
            assert (work.state, work.seat is None) == (State.SUBMITTED, False)


def has_left_out(person: User) -> set[int]:
    skipped = Assignment.objects.filter(reviewer=person, state=State.SKIPPED)
    return set(skipped.values_list("entry", flat=True))


def perform(act: str, project: Project, person: User, entry: Entry, people: Sequence[User]) -> object:
    entries, manager = Entry.objects.filter(pk=entry.pk), project.created_by

    def abandon() -> int:
        age(entry, days=20)
        return return_abandoned(project)

    def deal() -> object:
        digest = plan(project, entries, people).digest
        return hand_out(project, entries, people, manager, each=0, digest=digest, request=uuid4())

    def submitted(person: User, entry: Entry) -> bool:
        hand_in(person, entry)
        return True

    acts: dict[str, Callable[[], object]] = {
        "take": lambda: next_of(project, person),
        "submit": lambda: submitted(person, entry),
        "skip": lambda: leave_out(person, entry),
        "release": lambda: release(work_on(person, entry), person),
        "reopen": lambda: open_again(person, entry),
        "return": lambda: send_back(work_on(person, entry), manager, "look again"),
        "abandon": abandon,
        "hand out": deal,
        "want": lambda: set_wanted(project, entries, manager, required=1 + person.pk % 3),
    }
    return acts[act]()


def assert_rules(project: Project, people: Sequence[User], entries: Sequence[Entry]) -> None:
    most = most_places(project)
    for entry in entries:
        wanted = Entry.objects.get(pk=entry.pk).required
        seats = list(Assignment.objects.seated().filter(entry=entry).values_list("seat", flat=True))
        assert taken(entry) == len(seats) == len(set(seats)) <= wanted
    for person in people:
        work = Assignment.objects.filter(reviewer=person, is_current=True)
        keys = list(work.values_list("entry", flat=True))
        assert len(keys) == len(set(keys))
        assert work.filter(state=State.SKIPPED, seat__isnull=False).count() == 0
        if most is not None and not people_were_given_more(project):
            assert Assignment.objects.seated().filter(reviewer=person).count() <= most
    for part in Participation.objects.select_related("assignment").filter(assignment__is_current=True):
        is_open = part.assignment.state in OPEN_STATES
        assert is_open == (part.state in (State.IN_PROGRESS, State.RETURNED))


def people_were_given_more(project: Project) -> bool:
    """Lowering how many an article wants makes the shares of those who have places smaller."""
    return project.activities.filter(verb="settings").exists()


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=6),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_handing_out_is_even_and_fills_what_it_can(free, number, each):
    project, people, _none = make_team(number, 0)
    entries = [
        Entry(pk=at + 1, project=project, required=4, taken=4 - places) for at, places in enumerate(free)
    ]

    dealt = plan(project, entries, people, each=each)

    counts = [dealt.counts[person.pk] for person in people]
    assert max(counts) - min(counts) <= 1
    assert len(set(dealt.pairs)) == len(dealt.pairs) == sum(counts)
    wanted = [min(places, each) if each else places for places in free]
    assert sum(counts) == sum(min(places, number) for places in wanted)
    assert dealt.left == sum(wanted) - sum(counts)
