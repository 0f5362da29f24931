"""Handing many articles out by name, after a look at who would get what."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from annotate.actions.distribution.returning import return_abandoned
from annotate.models import Activity, Assignment, Entry, Membership, Project, Verb
from tests.annotate.queueing import age, leave_out, make_team, take_it, taken
from tests.annotate.test_queue_pages import place, undo_of
from tests.annotate.working import tag_words
from tests.cast import browser_of

pytestmark = pytest.mark.django_db


def dealt(client: Client, project: Project, entries: list[Entry], people: list[User], **more: Any) -> Any:
    """Ask for a preview, and hand out what it shows."""
    chosen = Membership.objects.filter(project=project, user__in=people).values_list("pk", flat=True)
    form = {
        "scope": "chosen",
        "entries": [entry.pk for entry in entries],
        "people": list(chosen),
        "places": "free",
        **more,
    }
    seen = client.post(place(project, "distribute-preview"), form)
    assert seen.status_code == 200
    digest = seen.context["plan"].digest
    form |= {"digest": digest, "request": str(uuid4())}
    return seen, lambda: client.post(place(project, "distribute-hand-out"), form, follow=True)


def test_articles_are_handed_out_in_even_shares_after_a_preview_and_taken_back_in_one_step():
    project, people, entries = make_team(3, 4)
    manager = browser_of(project.created_by)

    seen, hand_out = dealt(manager, project, entries, people)
    assert "8 places would be handed out. Nothing is changed yet." in seen.content.decode()
    assert not Assignment.objects.exists()
    answer = hand_out()

    assert "8 places are handed out." in answer.content.decode()
    counts = sorted(Assignment.objects.filter(reviewer=one).count() for one in people)
    assert counts == [2, 3, 3]
    assert {taken(entry) for entry in entries} == {2}
    hand_out()  # the same request again
    assert Assignment.objects.count() == 8
    assert Activity.objects.filter(verb=Verb.ASSIGN).count() == 1
    tag_words(people[0], Assignment.objects.filter(reviewer=people[0])[0].entry, "claim", "局势")
    manager.post(undo_of(answer))
    assert Assignment.objects.seated().count() == 1  # what has been begun stays


def test_what_was_previewed_is_not_handed_out_if_somebody_was_quicker():
    project, (ann, bo, cy), (entry,) = make_team(3, 1)
    _seen, hand_out = dealt(browser_of(project.created_by), project, [entry], [ann, bo])
    take_it(cy, entry)

    answer = hand_out()

    assert "meanwhile. Look again." in answer.content.decode()
    assert Assignment.objects.count() == 1


def test_all_that_the_filter_finds_can_be_handed_out_one_place_each():
    project, people, entries = make_team(2, 3)

    _seen, hand_out = dealt(browser_of(project.created_by), project, [], people, scope="found", each=1)
    hand_out()

    assert [taken(entry) for entry in entries] == [1, 1, 1]


def test_abandoned_work_that_is_handed_out_again_is_not_taken_away_at_once():
    project, (ann,), (entry,) = make_team(1, 1, required=1)
    take_it(ann, entry)
    age(entry, days=15)
    assert return_abandoned(project) == 1
    _seen, hand_out = dealt(browser_of(project.created_by), project, [entry], [ann])

    hand_out()

    assert return_abandoned(project) == 0
    assert taken(entry) == 1


def test_nobody_is_handed_more_than_their_share_or_what_they_left_out():
    project, (ann, bo), entries = make_team(2, 5, required=1)
    Project.objects.filter(pk=project.pk).update(share_limit=40)
    leave_out(ann, entries[0])

    seen, hand_out = dealt(browser_of(project.created_by), project, entries, [ann, bo])
    hand_out()

    assert "1 place finds nobody" in seen.content.decode()
    held = Assignment.objects.seated()
    assert (held.filter(reviewer=ann).count(), held.filter(reviewer=bo).count()) == (2, 2)
    assert not held.filter(reviewer=ann, entry=entries[0]).exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"scope": "chosen", "people": ["1"]},
        {"scope": "everything", "entries": ["1"], "people": ["x"]},
        {"scope": "chosen", "entries": ["x", "²", "9" * 40, "9" * 5_000], "people": ["9" * 40]},
        {"scope": "found", "each": "-1", "people": []},
    ],
)
def test_a_form_that_makes_no_sense_is_answered_with_what_to_do(form):
    project, _people, _entries = make_team(1, 1)
    manager = browser_of(project.created_by)

    for name in ("distribute-preview", "distribute-hand-out", "distribute-wanted"):
        answer = manager.post(place(project, name), form)
        assert answer.status_code == 422
        assert answer.context["wrong"].errors
    assert not Assignment.objects.exists()


def test_people_and_articles_of_other_projects_are_not_handed_out():
    project, _people, entries = make_team(1, 1)
    _other, (stranger,), foreign = make_team(1, 1)
    manager = browser_of(project.created_by)
    theirs = Membership.objects.get(user=stranger).pk

    answer = manager.post(
        place(project, "distribute-preview"),
        {"scope": "chosen", "entries": [entries[0].pk], "people": [theirs]},
    )
    assert answer.status_code == 422
    manager.post(
        place(project, "distribute-wanted"), {"scope": "chosen", "entries": [foreign[0].pk], "priority": "2"}
    )
    assert Entry.objects.get(pk=foreign[0].pk).priority == 0


def test_reviewers_and_priority_are_set_for_many_and_taken_back():
    project, (ann, bo), (first, second) = make_team(2, 2)
    take_it(ann, first)
    take_it(bo, first)
    manager = browser_of(project.created_by)
    form = {"scope": "found", "places": "all"}
    address = place(project, "distribute-wanted")

    refused = manager.post(address, {**form, "required": "1"}, follow=True)
    assert "1 of these articles has more than 1 reviewers already." in refused.content.decode()
    answer = manager.post(address, {**form, "required": "3", "priority": "2"}, follow=True)

    assert set(Entry.objects.values_list("required", "priority")) == {(3, 2)}
    manager.post(undo_of(answer))
    assert set(Entry.objects.values_list("required", "priority")) == {(2, 0)}
    answer = manager.post(place(project, "entry-places", second.pk), {"required": "5", "priority": "-1"})
    assert answer.status_code == 302
    second.refresh_from_db()
    assert (second.required, second.priority) == (5, -1)
    answer = manager.post(place(project, "entry-places", first.pk), {"required": "1", "priority": "0"})
    assert answer.status_code == 422
