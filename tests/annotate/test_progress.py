"""How far a project has come, as pages, plots and files say."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from annotate.actions.work import add_active_time, submit
from annotate.models import Assignment, Entry, LabelDay, Way, WorkDay
from annotate.reports.progress import today
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

WORDS = "市长😀𠮷说"
TEXT = (Block("title", "题目e\u0301"), Block("paragraph", f"{WORDS}：“好。”"))


def handed_in(cast: Cast, user: User, *labels: str, seconds: int = 60, entry: Entry | None = None) -> Entry:
    entry = entry or make_entry(cast.project, *TEXT)
    for label in labels or ("source",):
        tag_words(user, entry, label, WORDS)
    add_active_time(work_for(user, entry), seconds)
    submit(work_for(user, entry), an_ask())
    return entry


def page(cast: Cast, user: User | None = None, **query: str) -> str:
    answer = browser_of(user or cast.manager).get(f"{cast.address}progress/", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table in the section of this id, without its head."""
    part = text[text.index(f'id="{heading}"') :]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    return [
        [cell.split(">", 1)[-1].replace("</bdi>", "").replace("<bdi>", "").strip() for cell in _cells(row)]
        for row in body.split("<tr>")[1:]
    ]


def _cells(row: str) -> list[str]:
    return [piece.split("</t")[0] for piece in row.replace("<th ", "<td ").split("<td")[1:]]


def table(client: Client, cast: Cast, **query: str) -> list[list[str]]:
    answer = client.get(f"{cast.address}progress/days.csv", query)
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_new_project_says_what_will_come():
    text = page(make_cast())

    assert "There are no articles yet." in text
    assert "Nobody submitted an article in this time." in text
    assert "Nobody has begun yet." in text
    assert "Nothing that has been begun is left open." in text


def test_articles_stand_in_four_ways():
    cast = make_cast(way=Way.INDEPENDENT)
    handed_in(cast, cast.reviewer)
    settled = handed_in(cast, cast.reviewer)
    Entry.objects.filter(pk=settled.pk).update(adjudicated_at=timezone.now())
    tag_words(cast.reviewer, make_entry(cast.project, *TEXT), "source", WORDS)
    for _number in range(3):
        make_entry(cast.project, *TEXT)
    Entry.objects.filter(project=cast.project).update(required=1)

    text = page(cast)

    for name, number in (
        ("Articles in all", 6),
        ("Settled", 1),
        ("Submitted", 1),
        ("In progress", 1),
        ("Not started", 3),
    ):
        assert f"{name}</dt> <dd> {number} </dd>" in text


def test_people_stand_with_what_they_did_and_what_they_have_open():
    cast = make_cast()
    handed_in(cast, cast.reviewer, "source", "claim", seconds=60)
    handed_in(cast, cast.reviewer, "source", seconds=120)

    [line] = rows(page(cast), "people-title")

    assert line[:7] == [cast.reviewer.username, "2", "2.0", "3", "1.5", "1.5", "0"]


def test_who_has_only_open_work_is_there_too():
    cast = make_cast(way=Way.INDEPENDENT)
    tag_words(cast.reviewer, make_entry(cast.project, *TEXT), "source", WORDS)

    [line] = rows(page(cast), "people-title")

    assert line == [cast.reviewer.username, "0", "–", "0", "–", "–", "1", "–"]


def test_labels_stand_with_their_tags():
    cast = make_cast()
    handed_in(cast, cast.reviewer, "source", "claim")
    handed_in(cast, cast.reviewer, "source")

    text = page(cast)

    assert 'value="2" aria-hidden="true"></meter> <span class="num">2</span>' in text
    assert 'value="1" aria-hidden="true"></meter> <span class="num">1</span>' in text


def test_the_work_that_has_lain_longest_comes_first():
    cast = make_cast(way=Way.INDEPENDENT)
    old, young = make_entry(cast.project, *TEXT), make_entry(cast.project, *TEXT)
    for entry in (young, old):
        tag_words(cast.reviewer, entry, "source", WORDS)
    Assignment.objects.filter(entry=old).update(touched_at=timezone.now() - timedelta(days=9))

    text = page(cast)
    ageing = text[text.index('id="ageing-title"') :]

    assert ageing.index(f"/articles/{old.pk}/") < ageing.index(f"/articles/{young.pk}/")
    assert "1 week, 2 days</time> ago" in ageing.replace("\xa0", " ")


def test_the_time_and_the_person_can_be_chosen():
    cast = make_cast()
    other = make_member(cast.project, Role.REVIEWER)
    handed_in(cast, cast.reviewer)
    handed_in(cast, other)
    WorkDay.objects.filter(user=other).update(day=today() - timedelta(days=40))

    names = [line[0] for line in rows(page(cast), "people-title")]
    of_all_time = [line[0] for line in rows(page(cast, days="all"), "people-title")]
    of_one = [line[0] for line in rows(page(cast, days="all", person=str(other.pk)), "people-title")]

    assert names == [cast.reviewer.username]
    assert set(of_all_time) == {cast.reviewer.username, other.username}
    assert of_one == [other.username]


def test_who_worked_before_the_time_that_is_shown_is_not_said_to_have_never_begun():
    cast = make_cast()
    handed_in(cast, cast.reviewer)
    WorkDay.objects.update(day=today() - timedelta(days=40))

    text = page(cast)

    assert text.count("Nobody submitted an article in this time. Choose a longer one above.") == 2
    assert "Nobody has begun yet." not in text


def test_the_form_shows_the_time_that_the_page_is_made_for():
    cast = make_cast()

    assert '<option value="30" selected>' in page(cast)
    assert '<option value="all" selected>' in page(cast, days="all")


def test_a_long_time_is_shown_by_week_and_nothing_falls_out():
    cast = make_cast()
    handed_in(cast, cast.reviewer)
    for days in (0, 1, 6, 7, 99, 100, 199):
        WorkDay.objects.get_or_create(
            project=cast.project,
            user=cast.manager,
            day=today() - timedelta(days=days),
            defaults={"articles": 1},
        )

    text = page(cast, days="all")
    numbers = [int(line[1]) for line in rows(text, "days-title")]

    assert "by week" in text
    assert sum(numbers) == 8


@pytest.mark.parametrize(
    "query", [{"days": "-1"}, {"days": "9e9"}, {"person": "0"}, {"person": "😀"}, {"page": "x"}]
)
def test_what_cannot_be_read_counts_as_left_out(query):
    cast = make_cast()
    handed_in(cast, cast.reviewer)

    assert cast.reviewer.username in page(cast, **query)


def test_who_works_blind_sees_their_own_only():
    cast = make_cast(way=Way.INDEPENDENT)
    other = make_member(cast.project, Role.REVIEWER)
    handed_in(cast, other, "source", "claim")
    Entry.objects.update(required=2)
    tag_words(cast.reviewer, make_entry(cast.project, *TEXT), "source", WORDS)

    text = page(cast, cast.reviewer, days="all", person=str(other.pk))

    assert other.username not in text
    assert "Submitted</dt> <dd> 0 </dd>" in text
    assert "In progress</dt> <dd> 1 </dd>" in text
    assert [line[0] for line in rows(text, "people-title")] == [cast.reviewer.username]
    assert len(table(browser_of(cast.reviewer), cast, days="all")) == 1


def test_the_file_holds_a_line_for_each_day_of_each_person():
    cast = make_cast()
    handed_in(cast, cast.reviewer, "source", "claim", seconds=90)

    head, line = table(browser_of(cast.manager), cast)

    handle = cast.member(cast.reviewer).handle
    assert head[:5] == ["day", "annotator", "articles", "tags", "active_seconds"]
    found = dict(zip(head, line, strict=True))
    assert line[:5] == [today().isoformat(), handle, "1", "2", "90"]
    assert (found["tags_source"], found["tags_claim"], found["tags_quote"]) == ("1", "1", "0")


def test_the_page_asks_a_constant_number_of_questions(django_assert_num_queries):
    cast = make_cast(way=Way.INDEPENDENT)
    client = browser_of(cast.manager)
    handed_in(cast, cast.reviewer)
    tag_words(cast.reviewer, make_entry(cast.project, *TEXT), "source", WORDS)
    client.get(f"{cast.address}progress/")
    questions = 13
    with django_assert_num_queries(questions):
        client.get(f"{cast.address}progress/")
    for _number in range(3):
        person = make_member(cast.project, Role.REVIEWER)
        handed_in(cast, person, "source", "claim")
        tag_words(person, make_entry(cast.project, *TEXT), "source", WORDS)

    with django_assert_num_queries(questions):
        client.get(f"{cast.address}progress/")


def test_other_projects_do_not_count():
    cast, other = make_cast(), make_cast()
    handed_in(other, other.reviewer)

    text = page(cast)

    assert other.reviewer.username not in text
    assert LabelDay.objects.filter(project=cast.project).count() == 0
    assert date.fromisoformat(today().isoformat()) == today()
