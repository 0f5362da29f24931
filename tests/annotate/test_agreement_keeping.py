"""When agreement is measured anew, what is kept of it, and whose work it shows."""

from datetime import date

import pytest
from django.utils import timezone

from annotate.models import AgreementReport, Entry, Way
from annotate.reports.agreement import is_quick, keep, measure, standing
from annotate.reports.agreement_work import Choice, units_of
from annotate.roles import Role
from tests.annotate.agreeing import read_by
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

QUOTE = "“新桥😀明年通车。”"


@pytest.fixture
def cast() -> Cast:
    return make_cast(way=Way.INDEPENDENT)


@pytest.fixture
def entry(cast) -> Entry:
    return make_entry(cast.project)


@pytest.fixture
def second(cast):
    return make_member(cast.project)


def choice(cast: Cast, **wanted) -> Choice:
    return Choice(cast.member(cast.manager), **wanted)


def test_the_same_work_is_measured_once(cast, entry, second):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    assert standing(choice(cast)).report is None
    first = measure(choice(cast))

    now = standing(choice(cast))

    assert now.is_up_to_date
    assert now.report == first
    assert measure(choice(cast)) == first
    assert AgreementReport.objects.count() == 1


def test_a_change_makes_the_report_one_of_earlier_work(cast, entry, second):
    for user in (cast.reviewer, second):
        work = read_by(user, entry, ("claim", "新桥"))
    first = measure(choice(cast))
    work.change_number += 1
    work.save()

    now = standing(choice(cast))

    assert not now.is_up_to_date
    assert now.report == first
    measure(choice(cast))
    assert standing(choice(cast)).is_up_to_date
    assert AgreementReport.objects.count() == 1  # the older one is of no use any more


def test_reports_are_kept_for_so_many_selections(cast, entry, second, monkeypatch):
    monkeypatch.setattr("annotate.reports.agreement.MOST_KEPT", 2)
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))

    for day in (1, 2, 3):
        measure(choice(cast, since=date(2026, 1, day)))

    kept = AgreementReport.objects.values_list("selection", flat=True)
    assert sorted(kept) == ["since=2026-01-02", "since=2026-01-03"]


def test_what_was_stored_meanwhile_by_another_process_is_taken(cast, entry, second, monkeypatch):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    measured = measure(choice(cast))

    again = keep(choice(cast), units_of(choice(cast)), measured.content)

    assert again == measured


def test_much_work_is_not_measured_while_somebody_waits(cast, entry, second, monkeypatch):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    units = units_of(choice(cast))
    assert is_quick(units)

    assert not is_quick(units * 151)
    monkeypatch.setattr("annotate.reports.agreement.AT_ONCE_SPANS", 1)
    assert not is_quick(units)


# Who sees what


def test_who_works_blind_compares_nothing_before_it_is_adjudicated(cast, entry, second):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    blind = Choice(cast.member(cast.reviewer))
    assert units_of(blind) == []

    entry.adjudicated_at = timezone.now()
    entry.save()
    assert len(units_of(blind)) == 1


def test_reports_of_those_who_see_more_are_never_shown_to_who_works_blind(cast, entry, second):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    measure(choice(cast))

    assert standing(Choice(cast.member(cast.reviewer))).report is None


def test_another_project_is_not_counted(cast, entry, second):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    other = make_cast(way=Way.INDEPENDENT)
    make_member(other.project, Role.REVIEWER, second)

    assert units_of(choice(other)) == []


def test_how_many_queries_it_takes_does_not_grow_with_the_articles(cast, second, django_assert_num_queries):
    def add_article():
        entry = make_entry(cast.project)
        for user in (cast.reviewer, second):
            read_by(user, entry, ("claim", "新桥"), ("quote", QUOTE))

    add_article()
    measure(choice(cast))
    add_article()
    with django_assert_num_queries(18):
        measure(choice(cast))
    for _number in range(5):
        add_article()
    with django_assert_num_queries(18):
        measure(choice(cast))
