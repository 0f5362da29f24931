"""The queue of a project: who is offered which article, and what becomes of places."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotate.actions.distribution.distributing import release, send_back
from annotate.actions.distribution.returning import return_abandoned, return_all_abandoned
from annotate.actions.locks import take_the_lock
from annotate.actions.problems import Conflict
from annotate.actions.seats import share_of
from annotate.actions.taking_back import take_back
from annotate.actions.work import submit
from annotate.models import Activity, Assignment, Entry, Participation, Project, Span, State, Verb, Way
from annotate.roles import Role
from tests.annotate.queueing import (
    age,
    hand_in,
    leave_out,
    make_team,
    next_of,
    open_again,
    state_of,
    take_it,
    taken,
    work_on,
)
from tests.annotate.working import an_ask, tag_words, work_for
from tests.makers import make_entry, make_member, make_project

pytestmark = pytest.mark.django_db


def test_an_article_that_somebody_has_begun_comes_before_one_that_nobody_has():
    project, (ann, bo), (first, second) = make_team(2, 2)
    take_it(ann, second)

    assert next_of(project, bo) == second.pk
    hand_in(bo, second)
    assert next_of(project, bo) == first.pk


def test_of_those_that_are_begun_the_one_with_the_fewest_reviewers_comes_first():
    project, (ann, bo, cy), (_new, full, short) = make_team(3, 3, required=3)
    for person, entry in ((ann, full), (bo, full), (ann, short)):
        take_it(person, entry)

    assert next_of(project, cy) == short.pk


def test_an_urgent_article_comes_before_its_equals():
    project, (ann, bo), (first, second, third) = make_team(2, 3)
    Entry.objects.filter(pk=third.pk).update(priority=1)
    assert next_of(project, ann) == third.pk

    Entry.objects.filter(pk=third.pk).update(priority=-1)
    take_it(bo, first)
    take_it(bo, second)
    take_it(bo, third)
    hand_in(ann, third)
    assert next_of(project, ann) == first.pk


def test_ones_own_open_work_comes_first_and_returned_work_before_all():
    project, (ann, bo), (first, second, third) = make_team(2, 3)
    take_it(ann, second)
    take_it(bo, third)
    take_it(ann, third)
    tag_words(ann, third, "quote", "“新桥😀明年通车。”")

    assert next_of(project, ann) == third.pk  # begun comes before merely taken
    take_it(ann, first)
    hand_in(ann, first)
    send_back(work_on(ann, first), bo, "再看一遍")
    assert next_of(project, ann) == first.pk


def test_asking_again_takes_nothing_more():
    project, (ann,), entries = make_team(1, 3)

    assert next_of(project, ann) == next_of(project, ann) == entries[0].pk
    assert [taken(entry) for entry in entries] == [1, 0, 0]
    assert Activity.objects.filter(project=project, verb=Verb.TAKE).count() == 1


def test_nobody_gets_an_article_twice_not_even_one_that_they_left_out():
    project, (ann,), (first, second) = make_team(1, 2)
    next_of(project, ann)
    leave_out(ann, first)

    assert next_of(project, ann) == second.pk
    hand_in(ann, second)
    assert next_of(project, ann) is None
    assert taken(first) == 0


def test_there_are_never_more_reviewers_than_wanted():
    project, people, (entry,) = make_team(4, 1)

    assert [next_of(project, one) for one in people] == [entry.pk, entry.pk, None, None]
    with pytest.raises(Conflict, match="All places for this article are taken"):
        take_it(people[2], entry)
    assert sorted(Assignment.objects.values_list("seat", flat=True)) == [1, 2]


def test_tagging_without_having_taken_the_article_takes_a_place_or_is_refused():
    _project, (ann, bo), (entry,) = make_team(2, 1, required=1)

    tag_words(ann, entry, "quote", "“新桥😀明年通车。”")
    with pytest.raises(Conflict) as refused:
        tag_words(bo, entry, "quote", "“新桥😀明年通车。”")

    assert refused.value.message.startswith("All places for this article are taken.")
    assert ann.username not in refused.value.message
    assert (taken(entry), Span.objects.count(), work_on(ann, entry).state) == (1, 1, State.IN_PROGRESS)


def test_the_database_itself_refuses_one_reviewer_more():
    _project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    take_it(ann, entry)

    for wrong in (
        lambda: Assignment.objects.create(entry=entry, revision=entry.revision, reviewer=bo, seat=1),
        lambda: Entry.objects.filter(pk=entry.pk).update(taken=2),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_the_place_of_what_is_left_out_is_free_and_the_tags_are_kept():
    project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    tag_words(ann, entry, "quote", "“新桥😀明年通车。”")

    leave_out(ann, entry, "cafe\u0301 没读过\r\n𠮷")

    work = work_on(ann, entry)
    assert (work.state, work.seat, work.remark) == (State.SKIPPED, None, "cafe\u0301 没读过\r\n𠮷")
    assert state_of(ann, entry) == State.SKIPPED
    assert next_of(project, bo) == entry.pk
    assert Span.objects.live().filter(author=ann).count() == 1


def test_what_was_left_out_can_be_taken_again_while_there_is_a_place():
    _project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    leave_out(ann, entry)

    take_it(ann, entry)

    assert (work_on(ann, entry).state, state_of(ann, entry), taken(entry)) == (
        State.IN_PROGRESS,
        State.IN_PROGRESS,
        1,
    )
    leave_out(ann, entry)
    take_it(bo, entry)
    with pytest.raises(Conflict):
        take_it(ann, entry)


def test_leaving_out_twice_is_leaving_out_once():
    _project, (ann,), (entry,) = make_team(1, 1)
    leave_out(ann, entry)
    leave_out(ann, entry)

    assert Activity.objects.filter(verb=Verb.SKIP).count() == 1


def test_submitted_work_is_not_left_out():
    _project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)

    with pytest.raises(Conflict, match="Reopen it"):
        leave_out(ann, entry)
    assert taken(entry) == 1


def test_what_is_given_back_can_be_taken_by_somebody_else_or_again():
    project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    tag_words(ann, entry, "quote", "“新桥😀明年通车。”")
    release(work_on(ann, entry), ann)

    assert (taken(entry), work_on(ann, entry).state) == (0, State.IN_PROGRESS)
    assert next_of(project, ann) == entry.pk
    release(work_on(ann, entry), ann)
    take_it(bo, entry)
    with pytest.raises(Conflict):
        tag_words(ann, entry, "claim", "局势")
    with pytest.raises(Conflict):
        release(work_on(ann, entry), ann)


def test_abandoned_work_returns_and_its_author_gets_it_back_if_nobody_took_it():
    project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    tag_words(ann, entry, "quote", "“新桥😀明年通车。”")
    age(entry, days=13)
    assert return_abandoned(project) == 0

    age(entry, days=15)
    assert return_abandoned(project) == 1
    assert return_abandoned(project) == 0

    assert taken(entry) == 0
    [activity] = Activity.objects.filter(verb=Verb.RELEASE)
    assert (activity.actor, activity.changes[0]["after"]) == (ann, {"seat": None, "abandoned": True})
    assert next_of(project, ann) == entry.pk
    assert Span.objects.live().filter(assignment=work_on(ann, entry)).count() == 1
    age(entry, days=15)
    assert next_of(project, bo) == entry.pk  # asking the queue is enough, no process need run
    assert (taken(entry), work_on(ann, entry).seat) == (1, None)


def test_submitted_work_is_never_taken_away():
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)
    age(entry, days=400)

    assert return_abandoned(project) == 0
    assert taken(entry) == 1


def test_a_project_can_let_work_rest_for_ever():
    project, (ann,), (entry,) = make_team(1, 1)
    take_it(ann, entry)
    age(entry, days=4000)
    Project.objects.filter(pk=project.pk).update(returns_after=None)

    return_all_abandoned()

    assert taken(entry) == 1


def test_processes_that_do_jobs_return_what_is_abandoned_everywhere():
    teams = [make_team(1, 2, required=1) for _number in range(2)]
    for _project, (person,), entries in teams:
        for entry in entries:
            take_it(person, entry)
        age(*entries, days=30)

    return_all_abandoned()

    assert [taken(entry) for _project, _people, entries in teams for entry in entries] == [0] * 4


def test_returned_work_has_a_remark_until_it_is_submitted_again():
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)
    Entry.objects.filter(pk=entry.pk).update(adjudicated_at="2026-01-01T00:00Z")

    send_back(work_on(ann, entry), project.created_by, "第二段😀")

    work = work_on(ann, entry)
    assert (work.state, work.remark, work.seat, state_of(ann, entry)) == (
        State.RETURNED,
        "第二段😀",
        1,
        State.RETURNED,
    )
    entry.refresh_from_db()
    assert entry.adjudicated_at is None
    assert next_of(project, ann) == entry.pk
    hand_in(ann, entry)
    assert (work_on(ann, entry).state, work_on(ann, entry).remark) == (State.SUBMITTED, "")


def test_only_submitted_work_is_returned():
    project, (ann,), (entry,) = make_team(1, 1)
    take_it(ann, entry)

    with pytest.raises(Conflict, match="nothing to return"):
        send_back(work_on(ann, entry), project.created_by, "no")
    assert work_on(ann, entry).state == State.ASSIGNED


def test_a_return_can_be_taken_back_until_the_reviewer_goes_on():
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)
    at = Participation.objects.get().submitted_at

    take_back(send_back(work_on(ann, entry), project.created_by, "oh"), project.created_by)
    assert (work_on(ann, entry).state, Participation.objects.get().submitted_at) == (State.SUBMITTED, at)

    done = send_back(work_on(ann, entry), project.created_by, "ah")
    tag_words(ann, entry, "quote", "“新桥😀明年通车。”")
    with pytest.raises(ValidationError, match="changed since"):
        take_back(done, project.created_by)


def test_a_place_that_a_manager_freed_can_be_given_back():
    project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    take_it(ann, entry)

    take_back(release(work_on(ann, entry), project.created_by), project.created_by)
    assert work_on(ann, entry).seat == 1

    done = release(work_on(ann, entry), project.created_by)
    take_it(bo, entry)
    with pytest.raises(ValidationError, match="All places"):
        take_back(done, project.created_by)


def test_reopening_keeps_the_place():
    _project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    hand_in(ann, entry)
    open_again(ann, entry)

    assert (taken(entry), work_on(ann, entry).state) == (1, State.IN_PROGRESS)
    with pytest.raises(Conflict):
        take_it(bo, entry)


def test_nobody_has_more_than_their_share_of_the_places():
    project, (ann, bo), entries = make_team(2, 5, required=2)
    Project.objects.filter(pk=project.pk).update(share_limit=25)
    project.refresh_from_db()
    for entry in entries[:2]:
        assert next_of(project, ann) == entry.pk
        hand_in(ann, entry)

    assert share_of(project, ann).is_used_up  # 2 of 10
    with pytest.raises(Conflict, match="You have taken 2 places"):
        next_of(project, ann)
    with pytest.raises(Conflict, match="You have taken 2 places"):
        tag_words(ann, entries[3], "quote", "“新桥😀明年通车。”")
    assert next_of(project, bo) == entries[0].pk


def test_a_small_share_is_still_one_article():
    project, (ann,), _entries = make_team(1, 2, required=1)
    Project.objects.filter(pk=project.pk).update(share_limit=1)

    assert next_of(project, ann) is not None


def test_an_article_that_was_taken_out_is_not_offered():
    project, (ann,), (first, second) = make_team(1, 2)
    Entry.objects.filter(pk=first.pk).update(removed_at="2026-01-01T00:00Z")

    assert next_of(project, ann) == second.pk


def test_nothing_of_another_project_is_offered():
    project, (ann,), _entries = make_team(1, 0)
    make_team(0, 3)
    other = make_project(way=Way.INDEPENDENT)
    make_member(other, Role.REVIEWER, ann)
    make_entry(other)
    next_of(other, ann)

    assert next_of(project, ann) is None


def test_work_whose_place_was_given_away_is_not_written_to():
    _project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    take_it(ann, entry)
    stale = work_on(ann, entry)
    release(work_on(ann, entry), ann)
    take_it(bo, entry)
    stale.state = State.IN_PROGRESS

    with pytest.raises(Conflict, match="Your place for this article has been given back"):
        take_the_lock(stale)


def test_who_submits_without_having_begun_waits_for_their_own_turn_before_the_article():
    _project, (ann,), (entry,) = make_team(1, 1)
    mine = work_for(ann, entry)

    with CaptureQueriesContext(connection) as asked:
        submit(mine, an_ask())

    tables = [one["sql"].partition(" FROM ")[2].split(maxsplit=1)[:1] for one in asked.captured_queries]
    assert tables.index(['"annotate_membership"']) < tables.index(['"annotate_entry"'])


def test_ready_are_the_articles_that_all_have_submitted():
    _project, (ann, bo), (entry,) = make_team(2, 1)
    hand_in(ann, entry)
    take_it(bo, entry)
    assert not Entry.objects.ready().exists()

    hand_in(bo, entry)
    assert list(Entry.objects.ready()) == [entry]
    open_again(ann, entry)
    assert not Entry.objects.ready().exists()
