"""What was taken out or deleted: gone from everywhere at once, and back as a whole for 30 days."""

import re
from collections.abc import Iterable
from datetime import timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.access import work_of
from annotate.actions.carrying import move_pin
from annotate.actions.entries import add_articles, put_back, take_out
from annotate.actions.projects import trash_project
from annotate.actions.returning import return_abandoned
from annotate.actions.spans import delete_span
from annotate.actions.taking_back import take_back
from annotate.actions.talking import NewComment, change_presence, say
from annotate.actions.undo import undo
from annotate.actions.work import add_active_time, reopen, submit
from annotate.models import Activity, Comment, Entry, LabelDay, Notice, Project, Span, Verb, Way, WorkDay
from annotate.roles import Act, Role
from articles.text.blocks import Block
from tests.annotate.rewording import FIRST, SURE, reword
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

TITLE, WORDS = "消失的题目😀", "市长王𠮷"
TEXT = (Block("title", TITLE), Block("paragraph", f"{WORDS}说：“好\r\ncafe\u0301。”"))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project, *TEXT)


def done(cast: Cast, entry: Entry, *people: User, seconds: int = 60) -> None:
    """Let people tag and hand in the article."""
    for person in people or (cast.reviewer,):
        tag_words(person, entry, "source", WORDS)
        add_active_time(work_for(person, entry), seconds)
        submit(work_for(person, entry), an_ask())


def out(entry: Entry, cast: Cast) -> Activity:
    activity = take_out(entry.project, [entry.pk], cast.manager)
    assert activity is not None
    return activity


def back(entry: Entry, cast: Cast) -> None:
    assert put_back(entry.project, [entry.pk], cast.manager)


def tallies(cast: Cast) -> tuple[list[Any], list[Any]]:
    days = WorkDay.objects.filter(project=cast.project, articles__gt=0).order_by("user", "day")
    labels = LabelDay.objects.filter(project=cast.project, tags__gt=0).order_by("user", "day", "label")
    return (
        list(days.values_list("user", "day", "articles", "tags", "seconds")),
        list(labels.values_list("user", "day", "label", "tags")),
    )


def page(browser: Client, name: str, *args: Any, **query: str) -> str:
    address = f"{reverse(name, args=args)}?{urlencode(query)}"
    return " ".join(browser.get(address).content.decode().split())


def delete(person: User, entry: Entry, words: str = WORDS) -> Span:
    number = tag_words(person, entry, "source", words).answer["spans"][0]["number"]
    delete_span(work_for(person, entry), an_ask(), number)
    return Span.objects.get(assignment__entry=entry, author=person, number=number)


# Out of the project


SHOWN_AT: tuple[tuple[str, dict[str, str]], ...] = (
    ("project", {}),
    ("project-search", {"words": WORDS}),
    ("project-search", {"words": WORDS, "place": "tags"}),
    ("export", {}),
    ("progress", {}),
    ("distribute", {}),
    ("queue", {}),
    ("queue", {"show": "done"}),
    ("project-done", {}),
)


#: What is another in each answer: tokens, UUIDs, times.
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9]{64}|\d{2}:\d{2}")


def test_an_article_that_is_out_is_named_nowhere_and_comes_back_everywhere(cast, entry):
    make_entry(cast.project, Block("title", "另一篇"), Block("paragraph", "别的话。"))
    done(cast, entry)
    people = (browser_of(cast.manager), browser_of(cast.reviewer))

    def seen() -> list[str]:
        return [
            CHANGING.sub("", page(one, name, cast.project.slug, **query))
            for one in people
            for name, query in SHOWN_AT
        ]

    before = seen()
    activity = out(entry, cast)

    assert sum(TITLE in text for text in before) >= 4
    for (name, _query), text in zip(SHOWN_AT * 2, seen(), strict=True):
        assert TITLE not in text, name
    for one in people:
        assert one.get(reverse("workbench", args=[cast.project.slug, entry.pk])).status_code == 404
    native = reverse("export-download", args=[cast.project.slug, "native"])
    assert people[0].get(native).status_code == 409  # nothing is tagged

    take_back(activity, cast.manager)
    assert seen() == before


def test_what_was_handed_in_counts_no_more_and_counts_again(cast, entry):
    other = make_entry(cast.project, *TEXT)
    done(cast, entry, cast.reviewer, cast.manager, seconds=90)
    done(cast, other)
    before = tallies(cast)

    out(entry, cast)

    assert [row[2:] for row in tallies(cast)[0]] == [(1, 1, 60)]
    back(entry, cast)
    assert tallies(cast) == before


def test_many_articles_go_and_come_as_one_act_with_their_tallies(cast):
    entries = [make_entry(cast.project, *TEXT) for _number in range(3)]
    for one in entries:
        done(cast, one)
    before = tallies(cast)

    activity = take_out(cast.project, [one.pk for one in entries], cast.manager)

    assert activity is not None
    assert (len(activity.changes), tallies(cast)) == (3, ([], []))
    take_back(activity, cast.manager)
    assert tallies(cast) == before
    verbs = Activity.objects.filter(project=cast.project).order_by("-pk").values_list("verb", "undoes")[:1]
    assert list(verbs) == [(Verb.PUT_BACK, activity.pk)]


def test_work_on_a_new_wording_comes_back_with_what_it_still_counts(cast):
    entry = make_entry(cast.project, *FIRST)
    tag_words(cast.reviewer, entry, "source", SURE)
    submit(work_for(cast.reviewer, entry), an_ask())
    moved = move_pin(entry, reword(entry), cast.manager)
    before = tallies(cast)
    assert moved is not None
    assert before[0]

    out(entry, cast)
    assert tallies(cast) == ([], [])
    back(entry, cast)

    assert tallies(cast) == before
    take_back(moved, cast.manager)
    assert tallies(cast) == before


def test_what_is_opened_while_the_article_is_out_does_not_count_twice(cast, entry):
    done(cast, entry)
    work = work_of(cast.reviewer, cast.project.slug, entry.pk, Act.TAG)  # the door was passed before
    out(entry, cast)

    reopen(work, an_ask())

    assert tallies(cast) == ([], [])
    back(entry, cast)
    assert tallies(cast) == ([], [])
    submit(work_for(cast.reviewer, entry), an_ask())
    assert [row[2] for row in tallies(cast)[0]] == [1]


def test_comments_and_tags_come_back_with_the_article(cast, entry):
    done(cast, entry)
    say(work_for(cast.reviewer, entry), NewComment(uuid4(), "看这里😀"))

    out(entry, cast)
    back(entry, cast)

    assert "看这里😀" in page(browser_of(cast.viewer), "comments", cast.project.slug, entry.pk)
    assert WORDS in page(browser_of(cast.viewer), "workbench", cast.project.slug, entry.pk)


def test_a_notice_about_an_article_that_is_out_leads_to_the_project(cast, entry):
    say(work_for(cast.reviewer, entry), NewComment(uuid4(), f"@{cast.manager.name} 😀"))
    out(entry, cast)

    answer = browser_of(cast.manager).get(reverse("notice", args=[Notice.objects.get().pk]))

    assert answer["Location"] == reverse("project", args=[cast.project.slug])


def test_nobody_loses_a_place_in_an_article_that_is_out(cast):
    project = make_cast(way=Way.INDEPENDENT).project
    entry, reviewer = make_entry(project, *TEXT), make_member(project)
    tag_words(reviewer, entry, "source", WORDS)
    entry.assignments.update(touched_at=timezone.now() - timedelta(days=90))
    take_out(project, [entry.pk], project.created_by)

    assert return_abandoned(project) == 0


def test_an_article_that_is_brought_again_comes_back_with_its_work_and_tallies(cast, entry):
    done(cast, entry)
    before = tallies(cast)
    out(entry, cast)
    Entry.objects.update(removed_at=timezone.now() - timedelta(days=200))

    add_articles(cast.project, [entry.revision], cast.manager)

    assert Entry.objects.live().get(pk=entry.pk).removed_by is None
    assert tallies(cast) == before


# Choosing articles in the list


def take_out_by_form(browser: Client, cast: Cast, keys: Iterable[object], **more: str) -> Any:
    address = reverse("entries-take-out", args=[cast.project.slug])
    return browser.post(address, {"entry": list(keys), **more}, follow=True)


def test_ticked_articles_are_taken_out_without_a_question_and_with_a_way_back(cast):
    entries = [make_entry(cast.project, *TEXT) for _number in range(3)]
    browser = browser_of(cast.manager)
    place = f"{cast.address}?state=assigned&page=2"

    answer = take_out_by_form(browser, cast, [one.pk for one in entries[:2]], next=place)

    assert answer.redirect_chain[-1][0] == place
    assert "2 articles have been taken out of the project." in answer.content.decode()
    assert list(Entry.objects.live().filter(project=cast.project)) == entries[2:]
    undone = re.search(rf'action="({cast.address}activity/\d+/undo/)"', answer.content.decode())
    assert undone
    browser.post(undone[1])
    assert Entry.objects.live().filter(project=cast.project).count() == 3


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "/p/other/",
        "javascript:alert(1)",
        "\x00",
        "/p/\r\nSet-Cookie: a",
    ],
)
def test_the_way_back_to_the_list_stays_in_the_project(cast, entry, place):
    answer = take_out_by_form(browser_of(cast.manager), cast, [entry.pk], next=place)

    assert answer.redirect_chain == [(cast.address, 302)]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ([], "Choose some articles first."),
        (["x"], "The request is incomplete."),
        (["😀"], "The request is incomplete."),
        (["１"], "The request is incomplete."),
        (["9" * 50], "The request is incomplete."),
        (["-1"], "The request is incomplete."),
        (range(1, 502), "These are too many at once."),
        ([2**62], "out of the project already"),
    ],
)
def test_a_hostile_choice_is_refused_with_a_sentence(cast, entry, keys, sentence):
    answer = take_out_by_form(browser_of(cast.manager), cast, keys)

    assert sentence in answer.content.decode()
    assert Entry.objects.live().filter(project=cast.project).count() == 1


def test_articles_of_other_projects_are_passed_over(cast, entry):
    other = make_entry(make_cast().project)

    take_out_by_form(browser_of(cast.manager), cast, [other.pk, entry.pk])

    assert list(Entry.objects.live().filter(pk__in=[other.pk, entry.pk])) == [other]


def test_taking_out_twice_is_taking_out_once(cast, entry):
    browser, address = browser_of(cast.manager), reverse("entry-take-out", args=[cast.project.slug, entry.pk])

    answers = [browser.post(address, follow=True) for _turn in range(2)]

    assert "out of the project already" in answers[1].content.decode()
    assert Activity.objects.filter(verb=Verb.TAKE_OUT).count() == 1


def test_only_managers_have_boxes_to_tick(cast, entry):
    for person, shown in ((cast.manager, True), (cast.reviewer, False), (cast.viewer, False)):
        assert ('name="entry"' in page(browser_of(person), "project", cast.project.slug)) == shown


# The trash


def trash(person: User, cast: Cast, **query: str) -> str:
    return page(browser_of(person), "trash", cast.project.slug, **query)


def test_the_trash_says_what_who_when_and_for_how_long(cast, entry):
    done(cast, entry)
    out(entry, cast)
    Entry.objects.update(removed_at=timezone.now() - timedelta(days=10))

    text = trash(cast.manager, cast)

    assert TITLE in text
    assert "1 tag" in text
    assert f"{cast.manager.name}, " in text
    assert "20 days left" in text


def test_what_lay_in_the_trash_for_thirty_days_is_not_offered_and_does_not_come_back(cast, entry):
    span = delete(cast.reviewer, entry)
    out(entry, cast)
    old = timezone.now() - timedelta(days=30, seconds=1)
    Entry.objects.update(removed_at=old)
    Span.objects.update(deleted_at=old)

    assert "The trash is empty" in trash(cast.manager, cast)
    browser = browser_of(cast.manager)
    answer = browser.post(reverse("entry-put-back", args=[cast.project.slug, entry.pk]), follow=True)
    assert "more than 30 days ago" in answer.content.decode()
    assert not Entry.objects.live().filter(pk=entry.pk).exists()
    assert put_back(cast.project, [entry.pk], cast.manager) is None
    assert Span.objects.filter(pk=span.pk).exists()  # hidden, not destroyed


def test_a_restored_article_can_be_taken_out_again_by_the_button_in_the_message(cast, entry):
    out(entry, cast)
    browser = browser_of(cast.manager)

    answer = browser.post(reverse("entry-put-back", args=[cast.project.slug, entry.pk]), follow=True)

    assert "is back in the project." in answer.content.decode()
    undone = re.search(rf'action="({cast.address}activity/\d+/undo/)"', answer.content.decode())
    assert undone
    browser.post(undone[1])
    assert not Entry.objects.live().filter(pk=entry.pk).exists()


def test_managers_find_all_tags_in_the_trash_and_others_their_own(cast, entry):
    colleague = make_member(cast.project)
    delete(cast.reviewer, entry)
    delete(colleague, entry, "cafe\u0301")

    # Shortened words are shown composed.
    for person, shown in (
        (cast.manager, {WORDS, "café"}),
        (cast.reviewer, {WORDS}),
        (colleague, {"café"}),
        (cast.viewer, set()),
        (make_member(cast.project, Role.ADJUDICATOR), set()),
    ):
        text = trash(person, cast, show="tags")
        assert {words for words in (WORDS, "café") if words in text} == shown


def test_others_than_managers_see_no_articles_in_the_trash_even_if_they_ask(cast, entry):
    out(entry, cast)

    for person in (cast.reviewer, cast.viewer):
        assert TITLE not in trash(person, cast, show="articles")


def test_a_tag_whose_making_was_taken_back_is_not_in_the_trash(cast, entry):
    tag_words(cast.reviewer, entry, "source", WORDS)
    undo(work_for(cast.reviewer, entry), an_ask())

    assert "The trash is empty" in trash(cast.reviewer, cast)


def test_a_tag_in_an_article_that_is_out_waits_for_the_article(cast, entry):
    delete(cast.reviewer, entry)
    out(entry, cast)

    assert WORDS not in trash(cast.manager, cast, show="tags")
    back(entry, cast)
    assert WORDS in trash(cast.manager, cast, show="tags")


@pytest.mark.parametrize("way", Way.values)
def test_a_tag_is_restored_from_the_trash_and_that_is_taken_back(way):
    cast = make_cast(way=way)
    entry = make_entry(cast.project, *TEXT)
    span = delete(cast.reviewer, entry)
    for person in (cast.reviewer, cast.manager):
        browser = browser_of(person)
        address = reverse("span-restore", args=[cast.project.slug, span.pk])

        answer = browser.post(address, {"request": str(uuid4())}, follow=True)

        assert f"Back: {WORDS}" in answer.content.decode()
        assert Span.objects.live().filter(pk=span.pk).exists()
        undone = re.search(r'action="([^"]+/history/\d+/undo/)"', answer.content.decode())
        assert undone
        browser.post(undone[1])
        assert not Span.objects.live().filter(pk=span.pk).exists()


def test_a_tag_of_the_trash_is_restored_by_nobody_else(cast, entry):
    span, other = delete(cast.reviewer, entry), make_cast()
    form = {"request": str(uuid4())}

    for person, slug, status in (
        (make_member(cast.project), cast.project.slug, 403),
        (cast.viewer, cast.project.slug, 403),
        (other.manager, other.project.slug, 404),
        (cast.stranger, cast.project.slug, 404),
    ):
        answer = browser_of(person).post(reverse("span-restore", args=[slug, span.pk]), form)
        assert answer.status_code == status
    assert not Span.objects.live().filter(pk=span.pk).exists()


@pytest.mark.parametrize("request_id", ["", "x", "😀", "\x00", "1" * 5000])
def test_a_restore_without_a_proper_request_is_refused_with_a_sentence(cast, entry, request_id):
    span = delete(cast.reviewer, entry)
    address = reverse("span-restore", args=[cast.project.slug, span.pk])

    answer = browser_of(cast.reviewer).post(address, {"request": request_id}, follow=True)

    assert "The request is incomplete." in answer.content.decode()
    assert not Span.objects.live().exists()


@pytest.mark.parametrize("show", ["articles", "tags"])
def test_the_trash_asks_a_constant_number_of_questions(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, show: str
) -> None:
    browser = browser_of(cast.manager)
    for number in (1, 5):
        for _turn in range(number):
            delete(make_member(cast.project), make_entry(cast.project, *TEXT))
            out(make_entry(cast.project, *TEXT), cast)
        trash(cast.manager, cast)  # the labels are read once a process
        with django_assert_num_queries(7 if show == "articles" else 6):
            text = browser.get(f"{cast.address}trash/?show={show}").content.decode()
        assert text.count("days left") == {1: 1, 5: 6}[number]


def test_the_trash_is_paged(cast):
    entries = [make_entry(cast.project, *TEXT) for _number in range(51)]
    take_out(cast.project, [one.pk for one in entries], cast.manager)

    assert trash(cast.manager, cast).count("days left") == 50
    assert trash(cast.manager, cast, page="2").count("days left") == 1
    assert trash(cast.manager, cast, page="x😀").count("days left") == 50


# Projects


def test_a_deleted_project_says_who_deleted_it_and_for_how_long_it_stays(cast):
    other = make_member(cast.project, Role.MANAGER)
    trash_project(cast.project, other)
    Project.objects.filter(pk=cast.project.pk).update(deleted_at=timezone.now() - timedelta(days=29, hours=1))

    text = page(browser_of(cast.manager), "projects")

    assert f"{other.name}, " in text
    assert "1 day left" in text
    browser_of(cast.manager).post(reverse("project-restore", args=[cast.project.slug]))
    assert Project.objects.get(pk=cast.project.pk).deleted_by is None


# What was there before


def test_the_trash_of_before_gets_its_names_and_tallies(cast, entry):
    kept = make_entry(cast.project, *TEXT)
    comment = say(work_for(cast.reviewer, kept), NewComment(uuid4(), "一"))
    change_presence(work_for(cast.reviewer, kept), comment.pk, live=False)
    span = delete(cast.reviewer, kept)
    done(cast, kept)
    done(cast, entry)
    before = tallies(cast)
    out(entry, cast)
    counted = tallies(cast)
    gone = make_cast()
    trash_project(gone.project, gone.manager)
    Span.objects.update(deleted_by=None)
    Entry.objects.update(removed_by=None)
    Project.objects.update(deleted_by=None)
    Activity.objects.update(entry=None)
    for user, day, articles, tags, seconds in before[0]:
        WorkDay.objects.filter(user=user, day=day).update(articles=articles, tags=tags, seconds=seconds)
    for user, day, label, tags in before[1]:
        LabelDay.objects.filter(user=user, day=day, label=label).update(tags=tags)
    migration = import_module("annotate.migrations.0018_trash_of_before")

    migration.name_the_articles(apps, None)
    migration.name_the_deleters(apps, None)
    migration.let_go_of_tallies(apps, None)

    assert Span.objects.get(pk=span.pk).deleted_by == cast.reviewer
    assert Entry.objects.get(pk=entry.pk).removed_by == cast.manager
    assert Project.objects.get(pk=gone.project.pk).deleted_by == gone.manager
    assert tallies(cast) == counted
    about = Activity.objects.filter(entry__isnull=False).order_by("pk").values_list("verb", "entry")
    assert list(about) == [(Verb.COMMENT, kept.pk), (Verb.COMMENT, kept.pk), (Verb.TAKE_OUT, entry.pk)]
    assert Comment.objects.get().entry == kept
