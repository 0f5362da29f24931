"""Bringing articles into a project, taking them out and putting them back."""

import pytest
from django.utils import timezone

from annotate.actions.entries import add_articles, put_back, take_out
from annotate.models import Activity, Entry, Verb
from tests.makers import make_entry, make_project, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_adding_the_same_articles_again_changes_nothing():
    project, manager = make_project(), make_user()
    revisions = [make_revision(), make_revision()]
    first = add_articles(project, revisions, manager)

    again = add_articles(project, revisions, manager)

    assert first == again
    assert [entry.revision for entry in first] == revisions
    assert project.activities.filter(verb=Verb.ADD).count() == 1


def test_taking_out_and_putting_back_is_written_down_once_each():
    entry, manager = make_entry(make_project()), make_user()

    done = [
        take_out(entry.project, [entry.pk], manager),
        take_out(entry.project, [entry.pk], manager),
        put_back(entry.project, [entry.pk], manager),
        put_back(entry.project, [entry.pk], manager),
    ]

    assert [bool(activity) for activity in done] == [True, False, True, False]
    verbs = Activity.objects.filter(project=entry.project).values_list("verb", flat=True)
    assert list(verbs)[-2:] == [Verb.TAKE_OUT, Verb.PUT_BACK]
    assert Entry.objects.live().get() == entry


def test_the_place_of_an_article_counts_only_what_is_in_the_project() -> None:
    project = make_project()
    entries = [make_entry(project) for _number in range(4)]
    make_entry(make_project())
    Entry.objects.filter(pk=entries[1].pk).update(removed_at=timezone.now())

    assert Entry.objects.place_of(entries[2]) == {
        "position": 2, "total": 3, "before": entries[0].pk, "after": entries[3].pk,
    }  # fmt: skip
    assert Entry.objects.place_of(entries[0])["before"] is None
    assert Entry.objects.place_of(entries[3])["after"] is None
