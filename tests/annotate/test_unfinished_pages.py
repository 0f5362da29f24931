"""The quiet list before submitting: what it holds for whom, and that it keeps nobody from submitting."""

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import Edit, change_span
from annotate.actions.talking import NewComment, change_standing, say
from annotate.models import Assignment, Entry, Label, Participation, Span, State, Way
from annotate.reports.unfinished import MOST_LINES, left_in
from articles.text.blocks import Block
from tests.annotate.working import an_ask, send, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

QUOTE = "“好😀𠮷e\u0301。”"
CLAIM = "桥长八百米"
TEXT = (Block("title", "题目"), Block("paragraph", f"{QUOTE}\n{CLAIM}。"), Block("paragraph", "市长说完了。"))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project, *TEXT)


def left(user: User, entry: Entry) -> list[tuple[str, list[str]]]:
    return [(group.lack, [line.words for line in group.lines]) for group in left_in(work_for(user, entry))]


def number_of(words: str) -> int:
    return Span.objects.get(words=words).number


def hand_in(user: User, entry: Entry, **data: Any) -> Any:
    fields = {"request": str(uuid4()), **data}
    return browser_of(user).post(reverse("work-submit", args=[entry.project.slug, entry.pk]), fields)


def page(user: User, entry: Entry, **headers: str) -> str:
    address = reverse("work-unfinished", args=[entry.project.slug, entry.pk])
    return browser_of(user).get(address, headers=headers).content.decode()


def test_what_is_missing_is_listed_until_it_is_there(cast, entry):
    assert left(cast.reviewer, entry) == []
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    tag_words(cast.reviewer, entry, "claim", CLAIM)
    tag_words(cast.reviewer, entry, "source", "市长")
    assert left(cast.reviewer, entry) == [("unlinked", [QUOTE]), ("unanswered", [CLAIM])]

    set_source(work_for(cast.reviewer, entry), an_ask(), number_of(QUOTE), Wanted(number_of("市长")))
    value = Edit(attribute=("check_worthy", "no"))
    change_span(work_for(cast.reviewer, entry), an_ask(), number_of(CLAIM), value)

    assert left(cast.reviewer, entry) == []


def test_in_shared_work_everybody_sees_what_is_left_of_their_own(cast, entry):
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    tag_words(cast.manager, entry, "claim", CLAIM)

    assert left(cast.reviewer, entry) == [("unlinked", [QUOTE])]
    assert left(cast.manager, entry) == [("unanswered", [CLAIM])]


def test_open_threads_are_listed_and_resolved_ones_are_not(cast, entry):
    tag_words(cast.reviewer, entry, "source", "市长")
    work = work_for(cast.manager, entry)
    whole = say(work, NewComment(uuid4(), "整篇"))
    on_tag = say(work, NewComment(uuid4(), "标签", span=number_of("市长")))
    say(work, NewComment(uuid4(), "回答", parent=whole.pk))
    assert left(cast.reviewer, entry) == [("talk", ["整篇", "标签"])]
    shown = page(cast.reviewer, entry)
    assert f"#comment-{on_tag.pk}" in shown

    change_standing(work, whole.pk, resolved=True)
    change_standing(work, on_tag.pk, resolved=True)

    assert left(cast.reviewer, entry) == []


def test_who_works_blind_is_shown_nothing_of_the_others():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project, *TEXT)
    Entry.objects.update(required=2)
    other = make_member(cast.project)
    tag_words(other, entry, "quote", QUOTE)
    say(work_for(other, entry), NewComment(uuid4(), "秘密"))
    tag_words(cast.reviewer, entry, "claim", CLAIM)

    assert left(cast.reviewer, entry) == [("unanswered", [CLAIM])]
    assert "秘密" not in page(cast.reviewer, entry)


def test_tags_of_an_earlier_wording_that_wait_come_first(cast, entry):
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    Assignment.objects.update(previous=F("pk"))  # as if it had come over
    Span.objects.update(settled=False, verdict="changed", score=0.5, deleted_at="2026-01-01T00:00Z")

    assert left(cast.reviewer, entry) == [("waiting", [QUOTE])]
    assert reverse("settle", args=[entry.project.slug, entry.pk]) in page(cast.reviewer, entry)


def test_a_label_that_is_archived_or_asks_nothing_is_left_alone(cast, entry):
    tag_words(cast.reviewer, entry, "claim", CLAIM)
    Label.objects.filter(name="claim").update(archived_at="2026-01-01T00:00Z")
    cast.project.label_set_version += 1
    cast.project.save()

    assert left(cast.reviewer, entry) == []


def test_without_scripts_the_list_comes_first_and_its_button_submits(cast, entry):
    tag_words(cast.reviewer, entry, "quote", QUOTE)

    shown = hand_in(cast.reviewer, entry)
    assert shown.url == reverse("work-unfinished", args=[entry.project.slug, entry.pk])
    assert Participation.objects.get().state == State.IN_PROGRESS
    assert QUOTE in page(cast.reviewer, entry)

    done = hand_in(cast.reviewer, entry, anyway="yes")
    assert done.status_code == 302
    assert Participation.objects.get().state == State.SUBMITTED
    again = hand_in(cast.reviewer, entry)
    assert again.url == reverse("workbench", args=[entry.project.slug, entry.pk])


def test_with_nothing_on_the_list_a_form_submits_at_once(cast, entry):
    hand_in(cast.reviewer, entry)

    assert Participation.objects.get().state == State.SUBMITTED


def test_a_script_has_looked_already_and_submits_at_once(cast, entry):
    tag_words(cast.reviewer, entry, "quote", QUOTE)

    assert send(browser_of(cast.reviewer), "work-submit", entry).status_code == 200


def test_the_part_for_the_workbench_is_the_list_alone(cast, entry):
    part = page(cast.reviewer, entry, **{"X-Part": "unfinished"})

    assert "<html" not in part
    assert 'data-left="0"' in part
    assert 'name="anyway"' in part


def test_who_has_submitted_is_offered_no_button(cast, entry):
    hand_in(cast.reviewer, entry)

    assert 'name="anyway"' not in page(cast.reviewer, entry)


def test_very_many_lines_are_counted_and_what_they_say_is_text(cast):
    entry = make_entry(cast.project, Block("paragraph", "<b>x</b>" + "字" * 300))
    work = work_for(cast.reviewer, entry)
    tag_words(cast.reviewer, entry, "claim", "<b>x</b>")
    first = Span.objects.get()
    Span.objects.bulk_create(
        Span(
            assignment=first.assignment, label=first.label, author=first.author, uid=uuid4(),
            number=1000 + at, start=10 + at, end=11 + at, words="字",
            created_at=first.created_at, updated_at=first.updated_at,
        )
        for at in range(150)
    )  # fmt: skip
    work = work_for(cast.reviewer, entry)

    (group,) = left_in(work)

    assert (len(group.lines), group.more, group.count) == (MOST_LINES, 51, 151)
    shown = page(cast.reviewer, entry)
    assert "and 51 more" in shown
    assert "&lt;b&gt;x&lt;/b&gt;" in shown


def test_the_list_asks_a_constant_number_of_questions(
    cast, entry, django_assert_num_queries: DjangoAssertNumQueries
):
    client = browser_of(cast.reviewer)
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    address = reverse("work-unfinished", args=[entry.project.slug, entry.pk])
    client.get(address)
    for words in ("题目", CLAIM, "市长"):
        tag_words(cast.reviewer, entry, "claim", words)
        say(work_for(cast.manager, entry), NewComment(uuid4(), words))

    # session, person, the door, tags that wait, tags, links, threads
    with django_assert_num_queries(7):
        client.get(address)
