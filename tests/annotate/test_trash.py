"""What was deleted is offered for 30 days, to those who may bring it back."""

import re
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.actions.entries import put_back, take_out
from annotate.actions.projects import trash_project
from annotate.actions.tagging.undo import undo
from annotate.actions.talking import NewComment, change_presence, say
from annotate.models import Activity, Comment, Entry, LabelDay, Project, Span, Verb, Way, WorkDay
from annotate.roles import Role
from tests.annotate.trashing import TEXT, TITLE, WORDS, back, delete, done, out, page, tallies
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project, *TEXT)


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
