"""What has been handed in, counted by person, day and label."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotate.actions.carrying import move_pin
from annotate.actions.taking_back import take_back
from annotate.actions.tallies import recount
from annotate.actions.work import add_active_time, reopen, submit
from annotate.models import Entry, LabelDay, Participation, Way, WorkDay
from tests.annotate.rewording import FIRST, SURE, reword
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(way=Way.INDEPENDENT)


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """An article in which the reviewer has tagged two sources and a claim, in 90 seconds."""
    entry = make_entry(cast.project, *FIRST)
    for words, label in ((SURE, "source"), (SURE[:2], "source"), (SURE, "claim")):
        tag_words(cast.reviewer, entry, label, words)
    add_active_time(work_for(cast.reviewer, entry), 90)
    return entry


def hand_in(cast: Cast, entry: Entry) -> None:
    submit(work_for(cast.reviewer, entry), an_ask())


def days(cast: Cast) -> list[tuple[int, int, int]]:
    found = WorkDay.objects.filter(project=cast.project, user=cast.reviewer).order_by("day")
    return list(found.values_list("articles", "tags", "seconds"))


def labels(cast: Cast) -> dict[str, int]:
    found = LabelDay.objects.filter(project=cast.project, user=cast.reviewer, tags__gt=0)
    return dict(found.values_list("label__name", "tags"))


def test_an_article_counts_as_soon_as_it_is_handed_in(cast, entry):
    assert days(cast) == []

    hand_in(cast, entry)

    assert days(cast) == [(1, 3, 90)]
    assert labels(cast) == {"source": 2, "claim": 1}
    assert Entry.objects.get(pk=entry.pk).done == 1


def test_the_end_page_tells_what_one_may_know_of_without_counting_tags(cast, entry):
    address, words = f"{cast.address}done/", "handed in so far"
    reviewer, other = browser_of(cast.reviewer), browser_of(make_member(cast.project))
    assert words not in reviewer.get(address).content.decode()

    hand_in(cast, entry)

    with CaptureQueriesContext(connection) as asked:
        assert f"3 tags {words}" in reviewer.get(address).content.decode()
    assert not any("annotate_span" in query["sql"] for query in asked)
    assert words not in other.get(address).content.decode()
    assert f"3 tags {words}" in browser_of(cast.manager).get(address).content.decode()


def test_two_articles_of_a_day_add_up(cast, entry):
    other = make_entry(cast.project, *FIRST)
    tag_words(cast.reviewer, other, "source", SURE)

    hand_in(cast, entry)
    hand_in(cast, other)

    assert days(cast) == [(2, 4, 90)]
    assert labels(cast) == {"source": 3, "claim": 1}


def test_what_is_opened_again_counts_no_more_until_it_is_handed_in_again(cast, entry):
    hand_in(cast, entry)

    reopen(work_for(cast.reviewer, entry), an_ask())

    assert days(cast) == [(0, 0, 0)]
    assert labels(cast) == {}
    assert Entry.objects.get(pk=entry.pk).done == 0
    hand_in(cast, entry)
    assert days(cast) == [(1, 3, 90)]


def test_the_same_request_counts_once(cast, entry):
    ask = an_ask()

    submit(work_for(cast.reviewer, entry), ask)
    submit(work_for(cast.reviewer, entry), ask)

    assert days(cast) == [(1, 3, 90)]


def test_an_article_counts_on_the_day_of_utc_on_which_it_was_last_handed_in(cast, entry):
    hand_in(cast, entry)
    part = Participation.objects.select_related("assignment__entry").get(user=cast.reviewer)
    part.submitted_at = datetime(2026, 1, 31, 23, 59, tzinfo=UTC).astimezone(timezone.get_fixed_timezone(480))

    recount(part)

    counted = WorkDay.objects.filter(user=cast.reviewer, articles=1)
    assert [str(day) for day in counted.values_list("day", flat=True)] == ["2026-01-31"]
    assert LabelDay.objects.filter(user=cast.reviewer, tags__gt=0, day="2026-01-31").count() == 2


def test_work_that_comes_over_to_another_wording_counts_once(cast, entry):
    hand_in(cast, entry)

    activity = move_pin(entry, reword(entry), cast.manager)

    assert (days(cast), Entry.objects.get(pk=entry.pk).done) == ([(1, 3, 90)], 0)
    hand_in(cast, Entry.objects.select_related("project", "revision", "article").get(pk=entry.pk))
    assert (len(days(cast)), days(cast)[0][0], Entry.objects.get(pk=entry.pk).done) == (1, 1, 1)
    assert activity is not None


def test_a_move_that_is_taken_back_leaves_the_counts_as_they_were(cast, entry):
    hand_in(cast, entry)
    activity = move_pin(entry, reword(entry), cast.manager)

    take_back(activity, cast.manager)

    assert (days(cast), Entry.objects.get(pk=entry.pk).done) == ([(1, 3, 90)], 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_in_at_once_are_both_counted():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project, *FIRST)
    Entry.objects.filter(pk=entry.pk).update(required=6)
    people = [make_member(cast.project) for _number in range(6)]
    for person in people:
        tag_words(person, entry, "source", SURE)
    works = [work_for(person, entry) for person in people]

    raised = together(len(works), lambda number: submit(works[number], an_ask()))

    assert not raised
    assert Entry.objects.get(pk=entry.pk).done == 6
    assert WorkDay.objects.filter(project=cast.project, articles=1).count() == 6


def test_what_was_handed_in_before_there_were_tallies_is_counted_as_if_it_were_now(cast, entry):
    hand_in(cast, entry)
    kept = Participation.objects.get(user=cast.reviewer).counted
    WorkDay.objects.all().delete()
    LabelDay.objects.all().delete()
    Participation.objects.update(counted={})
    Entry.objects.update(done=0)
    migration = import_module("annotate.migrations.0010_tallies_of_before")

    migration.count_what_is_there(apps, None)
    migration.count_done(apps, None)

    assert days(cast) == [(1, 3, 90)]
    assert labels(cast) == {"source": 2, "claim": 1}
    assert Participation.objects.get(user=cast.reviewer).counted == kept
    assert Entry.objects.get(pk=entry.pk).done == 1
