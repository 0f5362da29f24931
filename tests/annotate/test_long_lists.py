"""Pages of projects with more than is counted while somebody waits, and the indexes that they stand on."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from annotate.models import Assignment, Entry, Kind, Notice, Span, State, Way
from annotate.models.news import Matter
from annotate.reports.progress import Asked, open_work
from annotate.views.adjudication import feedback, queue
from articles.models import Article, Revision
from tests.annotate.adjudicating import Said, desk
from tests.annotate.test_export_pages import shown
from tests.annotate.working import tag_words
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_project

pytestmark = pytest.mark.django_db

Row = TypeVar("Row", bound=Model)

QUOTE = "“新桥😀明年通车。”"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one for many."""
    monkeypatch.setattr("articles.views.paging.MOST_LISTED", 1)
    monkeypatch.setattr("annotate.exports.counts.FEW_WORKS", 1)
    monkeypatch.setattr(queue, "COUNTED", 1)
    monkeypatch.setattr(feedback, "MOST_LESSONS", 1)


def text_of(client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def tagged(cast: Cast, articles: int) -> list[Entry]:
    entries = [make_entry(cast.project) for _number in range(articles)]
    for entry in entries:
        tag_words(cast.reviewer, entry, "quote", QUOTE)
    return entries


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("way", [Way.SHARED, Way.INDEPENDENT])
def test_an_export_of_much_is_counted_a_moment_later(way: str) -> None:
    cast = make_cast(way=way)
    tagged(cast, 2)
    make_entry(cast.project)

    for person in (cast.manager, cast.reviewer):
        client = browser_of(person)
        page = shown(client, cast)
        counted = client.get(f"{cast.address}export/", {"count": "1"}).context["counts"]

        assert "counting takes some seconds" in page
        assert "Every span is checked again" in page
        assert (counted.articles, counted.spans, counted.left_out) == (2, 2, 1)


@pytest.mark.parametrize("way", [Way.SHARED, Way.INDEPENDENT])
def test_what_is_counted_of_few_works_is_what_is_counted_of_all(way: str) -> None:
    cast = make_cast(way=way)
    tagged(cast, 2)
    make_entry(cast.project)

    for person in (cast.manager, cast.reviewer):
        client = browser_of(person)
        at_once = client.get(f"{cast.address}export/").context["counts"]
        assert at_once == client.get(f"{cast.address}export/", {"check": "1"}).context["counts"]
        assert (at_once.articles, at_once.spans, at_once.left_out) == (2, 2, 1)


def test_a_blind_reviewer_is_not_told_how_much_the_others_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.exports.counts.FEW_WORKS", 1)
    cast = make_cast(way=Way.INDEPENDENT)
    entries = tagged(cast, 1)
    for entry in (*entries, make_entry(cast.project)):
        tag_words(cast.manager, entry, "quote", QUOTE)

    assert browser_of(cast.reviewer).get(f"{cast.address}export/").context["counts"].spans == 1
    assert browser_of(cast.manager).get(f"{cast.address}export/").context["counts"] is None


@pytest.mark.usefixtures("few")
def test_more_left_out_than_is_counted_is_said_without_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.exports.counts.MOST_LEFT_OUT", 1)
    cast = make_cast()
    tagged(cast, 1)
    for _number in range(2):
        make_entry(cast.project)

    assert "The other articles stay out" in shown(browser_of(cast.manager), cast)


def test_a_file_of_the_gold_begins_where_gold_begins() -> None:
    table = desk()
    later = replace(table, entry=make_entry(table.project))
    Entry.objects.filter(pk=later.entry.pk).update(required=2)
    for number in range(2):
        later.hand_in(number, Said("claim", "新桥😀明年通车"))
    later.merge()
    client, address = browser_of(table.adjudicator), f"/p/{table.project.slug}/export/"

    assert "新桥😀明年通车" in client.get(address, {"whose": "gold"}).context["preview"].first_line
    Assignment.objects.filter(kind=Kind.GOLD).update(is_current=False)
    assert client.get(address, {"whose": "gold"}).context["preview"].first_line == ""


@pytest.mark.usefixtures("few")
def test_long_lists_for_adjudicators_say_that_there_is_more() -> None:
    tables = [desk(), desk()]
    project, adjudicator = tables[0].project, tables[0].adjudicator
    for table in tables:
        Entry.objects.filter(pk=table.entry.pk).update(project=project)
        for number in range(2):
            table.hand_in(number, Said("claim", "新桥😀明年通车"))
    client, address = browser_of(adjudicator), f"/p/{project.slug}/adjudicate/"

    page = text_of(client, address)

    assert "To decide more than 1 " in page
    assert "Finished 0 " in page
    assert "Only the first" in page
    assert len(client.get(address).context["lines"].object_list) == 1
    Entry.objects.update(adjudicated_at=timezone.now())
    assert "To decide 0 " in text_of(client, address)
    assert "Finished more than 1 " in text_of(client, address, show="finished")


@pytest.mark.usefixtures("few")
def test_long_trash_says_that_there_is_more(cast_with_trash: Cast) -> None:
    client = browser_of(cast_with_trash.manager)

    page = text_of(client, f"{cast_with_trash.address}trash/")

    assert "Articles more than 1 " in page
    assert "Tags more than 1 " in page
    assert "Only the first" in page
    assert len(client.get(f"{cast_with_trash.address}trash/").context["lines"].object_list) == 1


@pytest.fixture
def cast_with_trash() -> Cast:
    cast = make_cast()
    tagged(cast, 2)
    Span.objects.update(deleted_at=timezone.now(), deleted_by=cast.reviewer)
    for _number in range(2):
        out = make_entry(cast.project)
        Entry.objects.filter(pk=out.pk).update(removed_at=timezone.now(), removed_by=cast.manager)
    return cast


@pytest.mark.usefixtures("few")
def test_many_notices_and_much_open_work_say_that_there_is_more() -> None:
    cast = make_cast()
    for entry in tagged(cast, 2):
        Notice.objects.create(user=cast.manager, matter=Matter.RETURNED, project=cast.project, entry=entry)
    client = browser_of(cast.manager)

    assert "Only the first" in text_of(client, "/notices/")
    assert "Only the first" in text_of(client, f"{cast.address}progress/")


def crowd(cast: Cast) -> None:
    """Give the project so many articles and tags, few of them open, that no good plan would read them all."""
    (pattern,), other = tagged(cast, 1), make_project()
    work, span, now = pattern.assignments.get(), Span.objects.get(), timezone.now()
    articles = Article.objects.bulk_create(
        copy_of(pattern.article, digest=f"{number:064}", address="") for number in range(1200)
    )
    revisions = Revision.objects.bulk_create(
        copy_of(pattern.revision, article=article, digest=article.digest) for article in articles
    )
    entries = Entry.objects.bulk_create(
        copy_of(pattern, article=revision.article, revision=revision, taken=1, done=1)
        for revision in revisions
    )
    works = Assignment.objects.bulk_create(
        copy_of(work, entry=entry, revision=entry.revision, reviewer=cast.manager, state=State.SUBMITTED)
        for entry in entries
    )
    Span.objects.bulk_create(copy_of(span, assignment=work, uid=uuid4()) for work in works)
    few = works[::60]
    for work in few:
        work.state, work.reviewer = State.IN_PROGRESS, cast.reviewer
    Assignment.objects.bulk_update(few, ["state", "reviewer"])
    Span.objects.filter(assignment__in=few).update(deleted_at=now, deleted_by=cast.reviewer)
    ours = [entry.pk for entry in entries]
    Entry.objects.filter(pk__in=ours[::2]).update(project=other)
    Entry.objects.filter(pk__in=ours[1::4]).update(adjudicated_at=now)


def copy_of(row: Row, **other: Any) -> Row:
    """Return a row like this one, not stored, but for what is said of it."""
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = None
    for name, value in other.items():
        setattr(copy, name, value)
    return copy


def questions(cast: Cast) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    """Yield the indexes that long lists stand on, each with the question that it is there for."""
    ready = Entry.objects.ready().filter(project=cast.project)
    manager = cast.project.memberships.get(user=cast.manager)
    yield "entry_to_adjudicate", ready.filter(adjudicated_at=None).order_by("-priority", "pk")[:5]
    finished = ready.filter(adjudicated_at__isnull=False).order_by("-adjudicated_at", "pk")
    yield "entry_adjudicated", finished[:5]
    work = open_work(Asked(manager))
    yield "assignment_open_of_person", work.order_by().values("reviewer").filter(reviewer=cast.reviewer)
    yield "span_in_trash", Span.objects.visible_to(manager).in_trash().order_by("-deleted_at", "-pk")[:5]
    yield (
        "entry_in_project",
        Entry.objects.live().filter(project=cast.project).order_by("pk").values("pk")[:5],
    )


@pytest.mark.database
def test_long_lists_are_found_by_the_indexes_that_were_made_for_them() -> None:
    cast = make_cast(way=Way.INDEPENDENT)
    crowd(cast)
    if connection.vendor == "postgresql":  # it goes by what it has counted
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    plans = {name: str(rows.explain()) for name, rows in questions(cast)}

    assert {name: plan for name, plan in plans.items() if name not in plan} == {}
