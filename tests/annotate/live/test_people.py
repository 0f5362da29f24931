"""Who is at an article, what nobody may learn by asking, and what an open page is told calmly."""

import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.actions.carrying import move_pin
from annotate.actions.guidelines import Draft, save_guidelines
from annotate.actions.people.members import remove_member
from annotate.actions.talking import NewComment, say
from annotate.actions.work import reopen, submit
from annotate.models import Activity, Assignment, Entry, Membership, Presence, Project, Way
from annotate.models.presence import PRESENT_FOR
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.live.pages import OpenPage, open_page
from tests.annotate.queueing import take_it
from tests.annotate.rewording import reword
from tests.annotate.working import an_ask, send_tag, tag_words, work_for
from tests.cast import browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

CLAIM = "新桥😀明年通车"


def clock(monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    now = time.time() + ahead
    monkeypatch.setattr(time, "time", lambda: now)


# Who is there


def test_whoever_has_the_article_open_is_named(page, cast, entry, mate):
    mate.display_name = "李娜"
    mate.save()
    assert open_page(mate, entry).news()["here"] == [
        {"name": cast.reviewer.name, "initials": cast.reviewer.initials}
    ]

    assert page.news() == {"here": [{"name": "李娜", "initials": "李"}]}
    assert page.news() == {}


def test_whoever_no_longer_asks_is_gone_after_a_while(page, entry, mate, monkeypatch):
    open_page(mate, entry).news()
    assert len(page.news()["here"]) == 1

    clock(monkeypatch, PRESENT_FOR + 1)

    assert page.news() == {"here": []}


def test_that_somebody_is_there_is_written_now_and_then_and_never_in_the_history(
    page, cast, entry, monkeypatch
):
    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            page.ask()
        return sum("annotate_presence" in one["sql"] and "SELECT" not in one["sql"][:6] for one in asked)

    acts = Activity.objects.count()
    assert writes() == 0
    clock(monkeypatch, 13)
    assert (writes(), writes()) == (1, 0)
    assert Presence.objects.filter(user=cast.reviewer).count() == 1
    assert Activity.objects.count() == acts


def test_where_somebody_was_before_does_not_pile_up(cast, monkeypatch):
    for number in range(4):
        clock(monkeypatch, number * (PRESENT_FOR + 2))
        open_page(cast.reviewer, make_entry(cast.project)).news()

    assert Presence.objects.count() == 1


def test_former_members_are_not_there_any_more(page, cast, entry, mate):
    open_page(mate, entry).news()
    page.news()

    remove_member(Membership.objects.get(user=mate), by=cast.manager)

    assert page.news() == {"here": []}


# Doors


def test_a_stranger_a_former_member_and_a_guest_learn_nothing(page, cast, entry):
    stranger = browser_of(cast.stranger).get(page.address)
    assert (stranger.status_code, "there is no such" in stranger.json()["error"].casefold()) == (404, True)

    remove_member(cast.member(cast.reviewer), by=cast.manager)
    assert page.ask().status_code == 404

    page.browser.logout()
    guest = page.browser.get(page.address, headers={"Accept": "application/json"})
    assert guest.status_code == 401
    assert Presence.objects.filter(user=cast.stranger).count() == 0


def test_it_is_only_asked_and_never_posted(page):
    assert page.browser.post(page.address).status_code == 405


def test_who_must_set_up_a_second_factor_first_is_told_so(page, cast):
    Project.objects.filter(pk=cast.project.pk).update(second_factor_required=True)

    answer = page.ask()

    assert answer.status_code == 403
    assert "second factor" in answer.json()["error"]


def test_where_pages_do_not_ask_they_are_not_told_how(cast, entry, settings):
    settings.LIVE_SECONDS = 0
    browser = browser_of(cast.reviewer)

    page = browser.get(reverse("workbench", args=[cast.project.slug, entry.pk]))
    answer = browser.get(reverse("entry-changes", args=[cast.project.slug, entry.pk]))

    assert "data-live" not in page.text
    assert answer.status_code == 410


# Blindness


def test_reviewers_who_work_alone_are_told_nothing_of_each_other():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    Entry.objects.filter(pk=entry.pk).update(required=2)
    entry.refresh_from_db()
    other = make_member(cast.project)
    take_it(cast.reviewer, entry)
    take_it(other, entry)
    page, theirs = open_page(cast.reviewer, entry), open_page(other, entry)

    tag_words(other, entry, "claim", CLAIM)
    say(work_for(other, entry), NewComment(uuid4(), "我的想法"))
    theirs.news()
    submit(work_for(other, entry), an_ask())

    assert page.ask().status_code == 204
    assert open_page(cast.manager, entry).news() == {}
    assert Presence.objects.count() == 0


def test_whoever_works_alone_sees_their_own_other_window():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    take_it(cast.reviewer, entry)
    page = open_page(cast.reviewer, entry)

    send_tag(browser_of(cast.reviewer), entry, "claim", CLAIM)

    assert list(page.news()["rows"]) == ["b1"]


# What is said calmly


def said(page: OpenPage) -> list[str]:
    return [notice["text"] for notice in page.news().get("notices", [])]


def test_another_window_that_submits_or_reopens_is_told_of(page, cast, entry):
    submit(work_for(cast.reviewer, entry), an_ask())
    assert said(page) == ["You have submitted this article in another window. Reload the page to see it so."]

    reopen(work_for(cast.reviewer, entry), an_ask())
    assert said(page) == ["This article is open for you again. Reload the page to go on tagging."]
    assert said(page) == []


def test_what_a_teammate_submits_is_no_matter_of_mine(page, mate, entry):
    tag_words(mate, entry, "claim", CLAIM)
    page.news()
    submit(work_for(mate, entry), an_ask())

    assert page.news() == {}


def test_another_role_is_told(page, cast):
    Membership.objects.filter(user=cast.reviewer).update(role=Role.VIEWER)

    assert said(page) == ["Your role in this project is viewer now. Reload the page to go on with it."]


def test_new_labels_and_new_guidelines_are_told_with_a_next_step(page, cast):
    Project.objects.filter(pk=cast.project.pk).update(label_set_version=9)
    save_guidelines(cast.project, cast.manager, Draft("# 新的", 0))

    labels, guidelines = page.news()["notices"]

    assert labels["text"].startswith("The labels of this project have changed.")
    assert guidelines["href"] == reverse("guidelines", args=[cast.project.slug])


def test_a_newer_wording_is_offered_and_one_that_is_taken_ends_the_page(page, cast, entry):
    newer = reword(entry, Block("title", "市长谈桥"), Block("paragraph", "全新的一段😀。"))
    (offer,) = page.news()["notices"]
    assert offer["href"] == reverse("entry-revisions", args=[cast.project.slug, entry.pk])

    move_pin(entry, newer, by=cast.manager)
    news = page.news()

    assert news["over"] is True
    assert [one["text"] for one in news["notices"]] == [
        "This article has another wording now. Reload the page to go on with it."
    ]
    assert "rows" not in news


def test_a_place_that_is_given_back_and_work_that_is_handed_over_are_told():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    take_it(cast.reviewer, entry)
    page = open_page(cast.reviewer, entry)
    own = Assignment.objects.filter(entry=entry)

    own.update(seat=None)
    assert said(page) == [
        "Your place for this article has been given back meanwhile. Reload the page to take it again."
    ]

    own.update(seat=1)
    page.news()
    own.update(is_current=False)
    Assignment.objects.create(
        entry=entry, revision=entry.revision, kind="own", reviewer=cast.reviewer, seat=1
    )
    news = page.news()
    assert news["over"] is True
    assert news["notices"][0]["text"].startswith("This work has been handed over.")


@pytest.mark.parametrize(
    ("state", "told"),
    [("returned", "This article has been returned to you."), ("skipped", "You have left this article out")],
)
def test_work_that_comes_back_or_is_left_out_is_told(page, cast, entry, state, told):
    tag_words(cast.reviewer, entry, "claim", CLAIM)
    page.news()
    Assignment.objects.get(entry=entry).participations.update(state=state)

    assert said(page)[0].startswith(told)
