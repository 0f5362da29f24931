"""What reports on agreement hold."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from annotate.measures.pooling import continuum, pooled, u_alpha
from annotate.models import Entry, Kind, State, Way
from annotate.reports.agreement import measure, standing
from annotate.reports.agreement_files import named
from annotate.reports.agreement_work import Choice, units_of
from articles.text.blocks import Block
from tests.annotate.agreeing import add_span, link, read_by
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member, make_revision

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


def report(cast: Cast, **wanted):
    """Measure, and return the report as files hold it."""
    measure(choice(cast, **wanted))
    return named(standing(choice(cast, **wanted))).as_json()


def by_name(lines, name="label"):
    return {line[name]: line for line in lines}


def test_a_claim_that_one_did_not_see_lowers_the_agreement_on_claims_only(cast, entry, second):
    read_by(cast.reviewer, entry, ("quote", QUOTE), ("claim", "新桥😀明年通车"))
    read_by(second, entry, ("quote", QUOTE))

    found = report(cast)

    labels = by_name(found["labels"])
    assert labels["quote"]["f1"] == {"value": 1.0}
    assert labels["quote"]["u_alpha"]["value"] == 1.0
    assert labels["claim"]["f1"] == {"value": 0.0}
    assert labels["claim"]["missing"] == 1
    assert found["overall"]["f1"]["value"] == pytest.approx(2 / 3)
    assert found["overall"]["spans"] == 3
    assert found["articles"] == 1
    assert found["reviewers"] == [cast.member(cast.reviewer).handle, second.memberships.get().handle]


def test_offsets_count_characters_beyond_the_basic_plane_as_one(cast, second):
    revision = make_revision(
        Block("title", "𠮷😀"), Block("paragraph", "𠮷野家😀说：“cafe\u0301 开门了。”\r\n好。")
    )
    entry = make_entry(cast.project, revision=revision)
    read_by(cast.reviewer, entry, ("source", "𠮷野家😀"))
    read_by(second, entry, ("source", "𠮷野家"))

    found = report(cast)

    assert found["overall"]["f1"]["value"] == 1.0  # three of four code points
    assert found["overall"]["exact_f1"]["value"] == 0.0
    length, same, apart = len(revision.text), 3, 1
    kappa = by_name(found["labels"])["source"]["character_kappa"]["value"]
    agreed = 1 - apart / length
    chance = (4 / length) * (3 / length) + (1 - 4 / length) * (1 - 3 / length)
    assert kappa == pytest.approx((agreed - chance) / (1 - chance))
    assert same + apart == 4


def test_who_submitted_nothing_found_is_compared_and_who_is_still_at_it_is_not(cast, entry, second):
    third = make_member(cast.project)
    read_by(cast.reviewer, entry, ("claim", "新桥"))
    read_by(second, entry)
    read_by(third, entry, ("claim", "新桥"), state=State.IN_PROGRESS)

    found = report(cast)

    assert found["overall"]["f1"] == {"value": 0.0}
    assert len(found["pairs"]) == 1


def test_two_who_found_nothing_are_undefined_with_a_reason(cast, entry, second):
    read_by(cast.reviewer, entry)
    read_by(second, entry)

    found = report(cast)

    assert found["articles"] == 1
    assert found["overall"]["f1"] == {"value": None, "reason": "no spans"}
    assert found["overall"]["u_alpha"] == {"value": None, "reason": "no spans"}
    assert found["worst_articles"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": Kind.SHARED, "reviewer": None},
        {"kind": Kind.GOLD, "reviewer": None},
        {"is_current": False},
        {"state": State.RETURNED},
        {"state": State.SKIPPED},
    ],
)
def test_only_current_submitted_work_of_single_reviewers_counts(cast, entry, second, change):
    read_by(cast.reviewer, entry, ("claim", "新桥"))
    work = read_by(second, entry, ("claim", "新桥"))
    for field, value in change.items():
        setattr(work, field, value)
    work.save()

    assert units_of(choice(cast)) == []
    assert report(cast)["articles"] == 0


def test_different_wordings_are_never_compared(cast, entry, second):
    read_by(cast.reviewer, entry, ("claim", "新桥"))
    work = read_by(second, entry, ("claim", "新桥"))
    work.revision = make_revision()
    work.save()

    assert units_of(choice(cast)) == []


def test_articles_taken_out_and_made_up_samples_do_not_count(cast, entry, second):
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    assert len(units_of(choice(cast))) == 1

    Entry.objects.update(removed_at=timezone.now())
    assert units_of(choice(cast)) == []
    Entry.objects.update(removed_at=None)
    entry.article.is_sample = True
    entry.article.save()
    assert units_of(choice(cast)) == []


def test_deleted_spans_do_not_count_and_twins_count_once(cast, entry, second):
    work = read_by(cast.reviewer, entry, ("claim", "新桥"))
    span = work.spans.get()
    add_span(work, "claim", span.start, span.end, number=2, author=cast.manager)
    add_span(work, "claim", 0, 2, number=3)
    work.spans.filter(number=3).update(deleted_at=timezone.now())
    read_by(second, entry, ("claim", "新桥"))

    assert report(cast)["overall"]["spans"] == 2


def test_accepted_suggestions_are_told_apart(cast, entry, second):
    read_by(cast.reviewer, entry, ("claim", "新桥"))
    add_span(read_by(second, entry, ("claim", "新桥"), origin="rule"), "quote", 0, 2, number=2)

    found = report(cast)

    assert found["accepted_suggestions"] == 1
    assert by_name(found["labels"])["claim"]["f1"]["value"] == 1.0
    assert by_name(found["by_hand"]["labels"])["claim"]["f1"]["value"] == 0.0
    assert found["by_hand"]["overall"]["spans"] == 2


def test_without_suggestions_there_is_nothing_to_tell_apart(cast, entry, second):
    read_by(cast.reviewer, entry, ("claim", "新桥"), origin="import")
    read_by(second, entry, ("claim", "新桥"))

    assert report(cast)["by_hand"] is None


def test_attributes_and_links_are_compared_where_the_spans_are_the_same(cast, entry, second):
    kind = {"source_type": "person"}
    for user in (cast.reviewer, second):
        work = read_by(user, entry, ("quote", QUOTE), ("source", "市长王𠮷"), attrs=kind)
        link(work, 1, 2)
        kind = {"source_type": "media", "role": "", "odd": None}

    found = report(cast)

    assert found["relations"] == [{"kind": "attributed_to", "links": 2, "same": 1, "f1": 1.0}]
    source = next(line for line in found["attributes"] if line["label"] == "source")
    assert (source["name"], source["pairs"], source["same"]) == ("source_type", 1, 0)
    assert source["alpha"]["value"] == 0.0
    assert source["kappa"]["value"] == 0.0


def test_three_reviewers_have_three_pairs_and_their_mean(cast, entry, second):
    third = make_member(cast.project)
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    read_by(third, entry, ("opinion", "新桥"))

    found = report(cast)

    assert len(found["pairs"]) == 3
    assert found["overall"]["mean_of_pairs"] == pytest.approx(1 / 3)
    assert found["mixed_up_labels"] == [{"labels": ["claim", "opinion"], "spans": 2}]
    assert by_name(found["labels"])["claim"]["other_label"] == 2


def test_a_reviewer_is_compared_with_each_other_one(cast, entry, second):
    third = make_member(cast.project)
    for user in (cast.reviewer, second):
        read_by(user, entry, ("claim", "新桥"))
    read_by(third, entry, ("opinion", "新桥"))

    found = report(cast, reviewer=third.pk)

    assert len(found["pairs"]) == 2
    assert found["overall"]["f1"]["value"] == 0.0
    assert found["selection"]["reviewer"] == third.memberships.get().handle
    assert report(cast, reviewer=make_member(cast.project).pk)["articles"] == 0


def test_articles_belong_to_the_week_in_which_the_last_reviewer_submitted(cast, second):
    early, late = (datetime(2026, 3, day, 23, 30, tzinfo=UTC) for day in (1, 2))  # Sunday, Monday
    for moments in ((early, early), (early, late)):
        entry = make_entry(cast.project)
        for user, at in zip((cast.reviewer, second), moments, strict=True):
            read_by(user, entry, ("claim", "新桥"), at=at)

    found = report(cast)

    assert [(week["week"], week["articles"]) for week in found["weeks"]] == [
        ("2026-02-23", 1),
        ("2026-03-02", 1),
    ]
    assert report(cast, since=date(2026, 3, 2))["articles"] == 1
    assert report(cast, until=date(2026, 3, 1))["articles"] == 1
    assert report(cast, since=date(2026, 3, 3))["articles"] == 0


def test_a_text_in_which_nobody_used_a_label_counts_as_text_without_it(cast, entry, second):
    read_by(cast.reviewer, entry, ("claim", "新桥"))
    read_by(second, entry, ("claim", "新桥😀"))
    other = make_entry(cast.project)
    for user in (cast.reviewer, second):
        read_by(user, other, ("quote", "新桥"))

    found = by_name(report(cast)["labels"])["claim"]["u_alpha"]["value"]

    length, start = len(entry.revision.text), entry.revision.text.index("新桥")
    units = [[(start, start + 2)], [(start, start + 3)]]
    both = pooled([continuum(units, length), continuum([[], []], length)])
    assert found == u_alpha(both).as_float()


def test_the_worst_articles_come_first(cast, second):
    good, bad = make_entry(cast.project), make_entry(cast.project)
    read_by(cast.reviewer, good, ("claim", "新桥"))
    read_by(second, good, ("claim", "新桥"))
    read_by(cast.reviewer, bad, ("claim", "新桥"))
    read_by(second, bad, ("claim", "专家"))

    worst = report(cast)["worst_articles"]

    assert [one["entry"] for one in worst] == [bad.pk, good.pk]
    assert worst[0]["article"] == f"a{bad.article_id}"
    assert worst[0]["counts"]["overall"]["f1"] == 0.0


def test_an_interval_needs_five_articles(cast, second):
    for number in range(5):
        entry = make_entry(cast.project)
        read_by(cast.reviewer, entry, ("claim", "新桥"))
        if number == 4:
            assert "low" not in report(cast)["overall"]["u_alpha"]
        read_by(second, entry, ("claim", "新桥😀" if number else "专家"))

    u_alpha = report(cast)["overall"]["u_alpha"]

    assert u_alpha["low"] <= u_alpha["value"] <= u_alpha["high"]
