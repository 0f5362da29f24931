"""My work, Distribute, and the places of an article, as their people meet them."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from annotate.actions.distribution.distributing import send_back
from annotate.models import Assignment, Project, State, Way
from annotate.roles import Role
from tests.annotate.queueing import hand_in, make_team, next_of, take_it, taken, work_on
from tests.annotate.working import send, tag_words
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

REASON = "cafe\u0301 😀𠮷\r\n<b>不懂</b>"


def page(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def place(project: Project, name: str, *more: object) -> str:
    return reverse(name, args=[project.slug, *more])


def undo_of(answer: Any) -> str:
    """Return the address of the Undo button that the next page shows."""
    return next(str(one.extra_tags) for one in answer.context["messages"] if one.extra_tags)


def test_the_next_article_is_taken_by_a_button_and_looking_takes_nothing():
    project, (ann,), (first, _second) = make_team(1, 2)
    client = browser_of(ann)
    assert "Take the next article" in page(client, place(project, "queue"))
    assert taken(first) == 0

    answer = client.post(place(project, "queue-next"))

    assert answer["Location"] == place(project, "workbench", first.pk)
    assert taken(first) == 1
    shown = page(client, place(project, "queue"))
    assert "Go on" in shown
    assert "assigned" in shown


def test_submitting_leads_to_the_next_article_of_the_queue_and_to_a_page_that_says_so_at_the_end():
    project, (ann, bo), (first, second) = make_team(2, 2, required=1)
    take_it(bo, second)
    tag_words(ann, first, "quote", "“新桥😀明年通车。”")
    client = browser_of(ann)

    answer = send(client, "work-submit", first)

    assert answer.json()["next"] == place(project, "queue")
    assert "Nothing is left for you" in page(client, place(project, "queue"))
    hand_in(bo, second)
    third = make_entry(project)
    take_it(bo, third)
    fourth = make_entry(project)
    send(client, "work-reopen", first)
    assert send(client, "work-submit", first).json()["next"] == place(project, "workbench", fourth.pk)
    assert work_on(ann, fourth).seat == 1


def test_in_shared_work_submitting_leads_on_through_the_articles_as_before():
    cast = make_cast()
    first, second = make_entry(cast.project), make_entry(cast.project)
    tag_words(cast.reviewer, first, "quote", "“新桥😀明年通车。”")

    answer = send(browser_of(cast.reviewer), "work-submit", first)

    assert answer.json()["next"] == place(cast.project, "workbench", second.pk)


def test_an_article_is_left_out_with_a_reason_and_taken_again_by_undo():
    project, (ann,), (entry,) = make_team(1, 1)
    client = browser_of(ann)
    take_it(ann, entry)

    refused = client.post(place(project, "work-skip", entry.pk), {"reason": "  "}, follow=True)
    assert "Say in a few words why" in refused.content.decode()
    answer = client.post(place(project, "work-skip", entry.pk), {"reason": REASON}, follow=True)

    assert "is left out. Others can take it." in answer.content.decode()
    assert taken(entry) == 0
    shown = page(client, place(project, "queue"), show="skipped")
    assert "&lt;b&gt;不懂&lt;/b&gt;" in shown
    assert "<b>不懂" not in shown
    assert "You have left this article out." in page(client, place(project, "workbench", entry.pk))
    client.post(undo_of(answer))
    assert work_on(ann, entry).seat == 1


def test_an_article_is_given_back_and_taken_again_by_undo():
    project, (ann,), (entry,) = make_team(1, 1)
    client = browser_of(ann)
    take_it(ann, entry)

    answer = client.post(place(project, "work-give-back", entry.pk), follow=True)
    assert taken(entry) == 0
    client.post(undo_of(answer))
    assert taken(entry) == 1
    client.post(place(project, "work-give-back", entry.pk))
    assert client.post(place(project, "work-give-back", entry.pk)).status_code == 302


def test_the_workbench_says_where_one_stands():
    project, (ann, bo), (entry,) = make_team(2, 1, required=1)
    client, address = browser_of(ann), place(project, "workbench", entry.pk)
    assert "0 of 1 place is taken. Your first tag takes one." in page(client, address)

    take_it(bo, entry)
    full = page(client, address)
    assert "All places for this article are taken, so you can read it but not tag." in full
    assert bo.username not in full
    assert 'id="submit-form"' not in full
    refused = send(client, "work-submit", entry)
    assert (refused.status_code, "All places" in refused.json()["error"]) == (409, True)
    client.post(place(project, "work-take", entry.pk))
    assert not Assignment.objects.filter(reviewer=ann).exists()


def test_a_remark_is_shown_where_the_work_is_and_where_it_is_listed():
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)
    manager = browser_of(project.created_by)
    address = place(project, "work-return", entry.pk)
    form = {"work": work_on(ann, entry).pk, "remark": REASON}

    assert manager.post(address, {**form, "remark": ""}).status_code == 422
    answer = manager.post(address, form, follow=True)

    assert "The work is returned." in answer.content.decode()
    for shown in (place(project, "queue"), place(project, "workbench", entry.pk)):
        text = page(browser_of(ann), shown)
        assert "&lt;b&gt;不懂&lt;/b&gt;" in text
        assert "returned" in text.lower()
    manager.post(undo_of(answer))
    assert work_on(ann, entry).state == State.SUBMITTED


def test_an_adjudicator_returns_work_and_takes_that_back_but_frees_no_place():
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)
    client = browser_of(make_member(project, Role.ADJUDICATOR))
    work = work_on(ann, entry)

    answer = client.post(
        place(project, "work-return", entry.pk), {"work": work.pk, "remark": "?"}, follow=True
    )
    assert work_on(ann, entry).state == State.RETURNED
    assert client.post(place(project, "place-free", entry.pk, work.pk)).status_code == 403
    client.post(undo_of(answer))
    assert work_on(ann, entry).state == State.SUBMITTED


@pytest.mark.parametrize("work", ["", "x", "-1", "9" * 30, "999999"])
def test_work_that_is_not_there_cannot_be_returned(work):
    project, (ann,), (entry,) = make_team(1, 1)
    hand_in(ann, entry)

    answer = browser_of(project.created_by).post(
        place(project, "work-return", entry.pk), {"work": work, "remark": "no"}
    )

    assert answer.status_code == 404


def test_a_manager_frees_a_place_and_takes_that_back():
    project, (ann,), (entry,) = make_team(1, 1)
    take_it(ann, entry)
    manager = browser_of(project.created_by)
    shown = page(manager, place(project, "entry-places", entry.pk))
    assert ann.username in shown

    answer = manager.post(place(project, "place-free", entry.pk, work_on(ann, entry).pk), follow=True)
    assert taken(entry) == 0
    assert "has no place at present" in answer.content.decode()
    manager.post(undo_of(answer))
    assert taken(entry) == 1


def test_new_articles_want_as_many_reviewers_as_the_project_says():
    manager = browser_of(User.objects.create(username="boss"))
    form = {"request": str(uuid4()), "name": "新项目", "way": Way.INDEPENDENT}

    manager.post(reverse("project-new"), {**form, "required": ""})
    project = Project.objects.get()
    assert project.required == 2
    rules = {
        "name": "新项目",
        "required": "3",
        "share_limit": "40",
        "returns_after": "",
        "merge_rule": "majority",
    }
    answer = manager.post(place(project, "project-settings"), rules, follow=True)

    project.refresh_from_db()
    assert (project.required, project.share_limit, project.returns_after) == (3, 40, None)
    assert make_entry(project).required == 3
    manager.post(undo_of(answer))
    project.refresh_from_db()
    assert (project.required, project.share_limit, project.returns_after) == (2, None, 14)


@pytest.mark.parametrize(
    "wrong", [{"required": "0"}, {"required": "21"}, {"share_limit": "101"}, {"returns_after": "0"}]
)
def test_rules_that_cannot_be_kept_are_refused(wrong):
    project, _people, _entries = make_team(1, 0)
    rules = {"name": "a", "required": "2", "share_limit": "", "returns_after": "14", "merge_rule": "agreed"}

    answer = browser_of(project.created_by).post(place(project, "project-settings"), {**rules, **wrong})

    assert answer.status_code == 422
    assert Project.objects.get(pk=project.pk).name == project.name


def test_shared_projects_have_no_rules_of_places():
    cast = make_cast()
    make_entry(cast.project)
    manager = browser_of(cast.manager)

    assert "Rules of work" not in page(manager, place(cast.project, "project-settings"))
    shown = page(manager, place(cast.project, "distribute"))
    assert "there are no places to hand out" in shown
    assert "See who gets what" not in shown


def test_the_pages_ask_a_constant_number_of_questions():
    project, (ann, bo), entries = make_team(2, 8)
    client, manager = browser_of(ann), browser_of(project.created_by)
    pages = [
        (client, place(project, "queue")),
        (client, place(project, "queue") + "?show=done"),
        (manager, place(project, "distribute") + "?places=all"),
        (manager, place(project, "entry-places", entries[0].pk)),
    ]

    def cost() -> list[int]:
        counts = []
        for browser, address in pages:
            browser.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(address)
            counts.append(len(asked))
        return counts

    next_of(project, ann)
    hand_in(ann, entries[0])
    take_it(ann, entries[1])
    few = cost()
    for entry in entries[2:]:
        take_it(ann, entry)
        take_it(bo, entry)
    hand_in(ann, entries[2])
    send_back(work_on(ann, entries[2]), project.created_by, "again")
    hand_in(ann, entries[3])
    take_it(bo, entries[0])

    assert cost() == few
    assert max(few) <= 16
