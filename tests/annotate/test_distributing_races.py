"""Fifty people who ask at once, each on a connection of their own."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from accounts.models import User
from annotate.actions.distribution.handing_out import hand_out, plan
from annotate.actions.problems import Conflict
from annotate.models import Assignment, Entry, Project
from tests.annotate.queueing import leave_out, make_team, next_of, take_it, taken
from tests.annotate.working import tag_words
from tests.racing import refused_or_done

pytestmark = pytest.mark.django_db(transaction=True)

TAKERS = 50


def asking(project: Project, people: list[User]) -> list[Callable[[], object]]:
    return [partial(next_of, project, person) for person in people]


def test_of_fifty_who_ask_at_once_each_gets_one_article_and_no_article_more_than_it_wants():
    project, people, entries = make_team(TAKERS, 25, required=2)

    answers = refused_or_done(*asking(project, people))

    assert Counter(answers) == Counter({entry.pk: 2 for entry in entries})
    assert {taken(entry) for entry in entries} == {2}
    assert Assignment.objects.values("reviewer").distinct().count() == TAKERS


def test_fifty_who_ask_for_the_last_places_share_them_out_and_the_others_are_told():
    project, people, (first, second) = make_team(TAKERS, 2, required=3)

    answers = refused_or_done(*asking(project, people))

    assert Counter(answers) == {first.pk: 3, second.pk: 3, None: TAKERS - 6}
    assert (taken(first), taken(second)) == (3, 3)


def test_fifty_who_begin_the_same_article_without_asking_are_as_many_as_it_wants():
    _project, people, (entry,) = make_team(TAKERS, 1, required=3)

    answers = refused_or_done(
        *(lambda person=person: tag_words(person, entry, "quote", "“新桥😀明年通车。”") for person in people)
    )

    assert sum(isinstance(answer, Conflict) for answer in answers) == TAKERS - 3
    assert taken(entry) == 3
    assert sorted(Assignment.objects.values_list("seat", flat=True)) == [1, 2, 3]


def test_one_person_who_asks_from_many_windows_gets_one_article():
    project, (ann,), _entries = make_team(1, 10)

    answers = refused_or_done(*(lambda: next_of(project, ann) for _window in range(12)))

    assert len(set(answers)) == 1
    assert Assignment.objects.count() == 1


def test_taking_leaving_out_and_handing_out_at_once_break_nothing():
    project, people, entries = make_team(18, 9, required=2)
    chosen, others, skipping = people[:6], people[6:12], people[12:]
    every = Entry.objects.filter(project=project).order_by("pk")
    foreseen = plan(project, every, chosen).digest

    def deal() -> object:
        return hand_out(project, every, chosen, project.created_by, each=0, digest=foreseen, request=uuid4())

    def try_and_leave(person: User) -> None:
        take_it(person, entries[0])
        leave_out(person, entries[0])

    refused_or_done(
        deal,
        *asking(project, others),
        *(lambda person=person: try_and_leave(person) for person in skipping),
    )

    assert all(taken(entry) <= 2 for entry in entries)
    pairs = list(Assignment.objects.seated().values_list("entry", "reviewer"))
    assert len(pairs) == len(set(pairs))
