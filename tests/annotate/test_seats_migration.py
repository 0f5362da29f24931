"""Reviewers who had begun before there were places get one each."""

from importlib import import_module

import pytest
from django.apps import apps

from annotate.models import Assignment, Entry, Kind, State, Way
from annotate.roles import Role
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


def test_each_reviewer_who_has_begun_gets_a_place_and_the_entry_wants_as_many() -> None:
    project = make_project(way=Way.INDEPENDENT)
    entry, other = make_entry(project), make_entry(project)
    Entry.objects.update(required=1)
    people = [make_member(project, Role.REVIEWER) for _number in range(4)]
    states = [State.SUBMITTED, State.IN_PROGRESS, State.SKIPPED, State.IN_PROGRESS]
    for person, state in zip(people, states, strict=True):
        Assignment.objects.create(
            entry=entry, revision=entry.revision, kind=Kind.OWN, reviewer=person, state=state
        )
    Assignment.objects.create(entry=other, revision=other.revision, kind=Kind.OWN, reviewer=people[3])

    import_module("annotate.migrations.0006_seats").give_seats(apps, None)

    seats = dict(Assignment.objects.filter(entry=entry).values_list("reviewer", "seat"))
    assert [seats[person.pk] for person in people] == [1, 2, None, 3]
    assert Assignment.objects.get(entry=other).seat == 1
    assert dict(Entry.objects.values_list("pk", "required")) == {entry.pk: 3, other.pk: 1}
