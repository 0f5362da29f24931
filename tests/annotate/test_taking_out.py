"""An article that is taken out is gone from everywhere at once, and comes back as a whole."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotate.access import work_of
from annotate.actions.carrying import move_pin
from annotate.actions.distribution.returning import return_abandoned
from annotate.actions.entries import add_articles, take_out
from annotate.actions.taking_back import take_back
from annotate.actions.talking import NewComment, say
from annotate.actions.work import reopen, submit
from annotate.models import Activity, Entry, Notice, Verb, Way
from annotate.roles import Act
from articles.text.blocks import Block
from tests.annotate.rewording import FIRST, SURE, reword
from tests.annotate.trashing import TEXT, TITLE, WORDS, back, done, out, page, tallies
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
        (["0" * 20 + "9" * 5_000], "The request is incomplete."),
        (["-1"], "The request is incomplete."),
        (range(1, 502), "These are too many at once."),
        ([10**17], "out of the project already"),
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
