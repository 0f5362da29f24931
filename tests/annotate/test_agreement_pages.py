"""The page of agreement and its files: what they say, to whom, and at what cost."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from annotate.models import AgreementReport, Entry, State, Way
from annotate.roles import Role
from articles.text.blocks import Block
from jobs.models import Job, Worker
from tests.annotate.agreeing import add_span, link, read_by
from tests.cast import Cast, browser_of, make_cast
from tests.makers import label_of, make_entry, make_member, make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def cast() -> Cast:
    return make_cast(way=Way.INDEPENDENT)


@pytest.fixture
def second(cast):
    return make_member(cast.project)


def address(cast: Cast, part: str = "") -> str:
    return f"{cast.address}agreement/{part}"


def page_of(cast: Cast, user=None, **asked) -> str:
    answer = browser_of(user or cast.manager).get(address(cast), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def compared(cast: Cast, second, *, at: datetime | None = None) -> Entry:
    """Let two reviewers agree on a quote and disagree on a claim."""
    entry = make_entry(cast.project)
    quote = ("quote", "“新桥😀明年通车。”")
    link(read_by(cast.reviewer, entry, quote, ("source", "市长王𠮷"), at=at), 1, 2)
    read_by(second, entry, quote, ("claim", "新桥"), at=at)
    return entry


def test_the_page_says_how_far_reviewers_agree_and_where(cast, second):
    entry = compared(cast, second)

    page = page_of(cast)

    assert "0.50" in page
    assert "span F1, of 4 tags" in page
    assert "Krippendorff’s uα" in page
    assert "An interval needs at least five articles." in page
    assert f"/p/{cast.project.slug}/articles/{entry.pk}/" in page
    assert cast.reviewer.username in page
    assert "Of fewer than 10 tags, the number means little." in page
    assert 'aria-current="page">Agreement</a>' in " ".join(page.split())
    assert "style=" not in page


def test_nothing_found_by_anybody_is_no_agreement(cast, second):
    entry = make_entry(cast.project)
    for user in (cast.reviewer, second):
        read_by(user, entry)

    page = page_of(cast)

    assert "no tags" in page
    assert "1.00" not in page
    assert "Nobody has tagged anything in the articles that are compared." in page


def test_an_empty_page_says_what_to_do(cast):
    assert "No article has two submitted reviewers yet" in page_of(cast)
    assert "Give an article to two or more reviewers." in page_of(cast)

    shared = make_cast()
    assert "Here all members tag together" in page_of(shared)


def test_a_choice_without_articles_can_be_changed(cast, second):
    compared(cast, second)

    page = page_of(cast, since="2030-01-01")

    assert "Nothing to compare in this choice" in page
    assert 'value="2030-01-01"' in page
    assert "Show everything" in page


def test_a_label_narrows_what_is_shown(cast, second):
    compared(cast, second)

    page = page_of(cast, label=label_of(cast.project, "quote").pk)

    assert "span F1, of 2 tags" in page
    assert "1.00" in page
    assert "span F1, of 0 tags" in page_of(cast, label=label_of(cast.project, "opinion").pk)


@pytest.mark.parametrize(
    "asked",
    [
        {"label": "999999", "reviewer": "1' OR 1=1", "since": "soon", "until": "2026-02-31", "page": "x"},
        {"label": "<script>alert(1)</script>", "page": "-4"},
        {"reviewer": "😀", "page": "99999999999999999999"},
    ],
)
def test_what_cannot_be_read_counts_as_left_out(cast, second, asked):
    compared(cast, second)

    page = page_of(cast, **asked)

    assert "span F1, of 4 tags" in page
    assert "<script>alert" not in page


def test_titles_and_names_are_text(cast):
    evil = make_member(cast.project, user=make_user("<img src=x>"))
    entry = make_entry(
        cast.project, Block("title", "<b>=1+1 𠮷😀e\u0301"), Block("paragraph", "新桥\r\n通车")
    )
    for user in (cast.reviewer, evil):
        read_by(user, entry, ("claim", "新桥"))

    page = page_of(cast)

    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page
    assert "&lt;b&gt;=1+1 𠮷😀e\u0301" in page


def test_three_reviewers_stand_in_a_matrix_and_weeks_in_a_plot(cast, second):
    third = make_member(cast.project)
    for day in (2, 9, 30):
        entry = compared(cast, second, at=datetime(2026, 3, day, tzinfo=UTC))
        work = read_by(third, entry, ("opinion", "新桥"), at=datetime(2026, 3, day, tzinfo=UTC))
        start = entry.revision.text.index("市长王𠮷")
        add_span(work, "source", start, start + 4, number=2, attrs={"source_type": "person"})
        entry.assignments.get(reviewer=cast.reviewer).spans.filter(label__name="source").update(
            attrs={"source_type": "media"}
        )

    page = page_of(cast)

    assert page.count('class="matrix"') == 1
    assert "A tag counts once with each other reviewer of its article." in page
    assert "The mean of the pairs of reviewers is" in page
    assert page.count('class="path"') == 2
    assert "Claim or Opinion: 3 times" in page
    assert "What was said of the same tags" in page
    assert "Links between the same tags" in page


def test_accepted_suggestions_are_told_apart(cast, second):
    entry = make_entry(cast.project)
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"), origin="model")

    page = page_of(cast)

    assert "2 tags were accepted suggestions." in page
    assert "F1 by hand" in page


# When it is measured


def test_the_page_measures_once(cast, second):
    compared(cast, second)
    page_of(cast)
    first = AgreementReport.objects.get().measured_at

    assert "Nothing has been submitted or changed since." in page_of(cast)
    assert AgreementReport.objects.get().measured_at == first


def test_much_work_waits_until_somebody_asks_for_it(cast, second, monkeypatch):
    compared(cast, second)
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_PAIRS", 0)
    manager = browser_of(cast.manager)

    page = page_of(cast)
    assert "There is 1 article to compare. That takes a while" in page
    assert not AgreementReport.objects.exists()
    for _time in range(2):
        assert manager.post(address(cast))["Location"] == f"{address(cast)}?"
    assert Job.objects.count() == 1

    page = page_of(cast)
    assert "The numbers are being worked out in the background." in page
    assert "no worker has given a sign of life" in page
    Worker.objects.create(name="there", heartbeat=timezone.now())
    assert "no worker has given a sign of life" not in page_of(cast)


def test_newer_work_is_told_and_the_numbers_stay(cast, second, monkeypatch):
    compared(cast, second)
    page_of(cast)
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_PAIRS", 0)
    compared(cast, second)

    page = page_of(cast)

    assert "Work has been submitted or changed since. There are now 2 articles to compare." in page
    assert "span F1, of 4 tags" in page
    assert "Measure now" in page


def test_progress_is_answered_only_if_it_is_news(cast, second, monkeypatch):
    compared(cast, second)
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_PAIRS", 0)
    manager = browser_of(cast.manager)
    manager.post(address(cast))

    assert manager.get(address(cast), {"seen": "waiting-0-1-1"}, headers=HTMX).status_code == 204
    answer = manager.get(address(cast), {"seen": ""}, headers=HTMX)
    assert 'id="agreement-progress"' in answer.content.decode()
    assert "HX-Refresh" not in answer
    Job.objects.update(state="failed", problem="It broke.")
    answer = manager.get(address(cast), {"seen": "waiting-0-1-1"}, headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert "It broke." in answer.content.decode()


def test_asking_for_what_is_up_to_date_begins_nothing(cast, second):
    compared(cast, second)
    page_of(cast)

    browser_of(cast.viewer).post(address(cast))

    assert not Job.objects.exists()


# Files


def test_the_json_holds_every_number_and_no_name(cast, second):
    compared(cast, second)

    answer = browser_of(cast.viewer).get(address(cast, "agreement.json"))

    assert answer["Content-Disposition"] == f'attachment; filename="{cast.project.slug}-agreement.json"'
    found = answer.json()
    assert found["overall"]["f1"] == {"value": 0.5}
    assert cast.reviewer.username not in answer.content.decode()


def test_the_table_opens_in_a_spreadsheet(cast, second):
    compared(cast, second)

    raw = browser_of(cast.manager).get(address(cast, "agreement.csv")).content

    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {row["level"] for row in rows} == {"overall", "label", "pair", "week", "article"}
    assert rows[0]["f1"] == "0.5"
    assert (rows[0]["spans"], rows[0]["same"], rows[0]["missing"]) == ("4", "1", "2")


def test_files_of_what_has_not_been_measured_say_so(cast, second, monkeypatch):
    compared(cast, second)
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_PAIRS", 0)

    for part in ("agreement.json", "agreement.csv"):
        answer = browser_of(cast.manager).get(address(cast, part))
        assert answer.status_code == 409
        assert "has not been measured yet" in answer.content.decode()


# Who sees what


@pytest.mark.parametrize("part", ["", "agreement.json", "agreement.csv"])
def test_who_works_blind_learns_nothing_before_it_is_adjudicated(cast, second, part):
    entry = compared(cast, second)
    page_of(cast)
    blind = browser_of(cast.reviewer)

    assert blind.get(address(cast, part)).status_code == 404
    assert blind.get(address(cast, part), {"reviewer": second.pk}).status_code == 404
    assert blind.post(address(cast)).status_code == 404
    assert "agreement/" not in blind.get(cast.address).content.decode()

    Entry.objects.filter(pk=entry.pk).update(adjudicated_at=timezone.now())
    compared(cast, second)  # not adjudicated
    answer = blind.get(address(cast, part))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert second.username not in text
    assert ("span F1, of 4 tags" in text) or '"articles": 1' in text or "overall,,,1,4," in text
    assert "agreement/" in blind.get(cast.address).content.decode()


def test_a_former_member_keeps_a_name_and_who_never_was_one_gets_a_handle(cast, second):
    compared(cast, second)
    cast.project.memberships.filter(user=second).update(removed_at=timezone.now())
    cast.project.memberships.filter(user=cast.reviewer).delete()

    page = page_of(cast)

    assert second.username in page
    assert f"person-{cast.reviewer.pk}" in page


def test_a_stranger_learns_nothing(cast, second):
    compared(cast, second)

    for part in ("", "agreement.json", "agreement.csv"):
        assert browser_of(cast.stranger).get(address(cast, part)).status_code == 404
    assert not AgreementReport.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADJUDICATOR, Role.VIEWER])
def test_who_does_not_work_blind_sees_all(cast, second, role):
    compared(cast, second)

    assert "span F1, of 4 tags" in page_of(cast, make_member(cast.project, role))


def test_returned_work_leaves_the_page(cast, second):
    entry = compared(cast, second)
    assert "span F1, of 4 tags" in page_of(cast)
    entry.assignments.filter(reviewer=second).update(state=State.RETURNED)

    assert "No article has two submitted reviewers yet" in page_of(cast)


def test_the_page_asks_a_constant_number_of_questions(cast, second, django_assert_num_queries):
    for _number in range(2):
        compared(cast, second)
    page_of(cast)
    manager = browser_of(cast.manager)
    manager.get(address(cast))
    # session, person, membership, labels, reviewers, work, report, three of names, titles
    with django_assert_num_queries(11):
        manager.get(address(cast))
    for _number in range(6):
        compared(cast, second)
    page_of(cast)

    with django_assert_num_queries(11):
        manager.get(address(cast))
