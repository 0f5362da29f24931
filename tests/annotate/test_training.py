"""Newcomers practise on adjudicated articles: they see the gold after handing in, and count nowhere."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from annotate.access import work_of
from annotate.actions.distribution.distributing import skip, take, take_next
from annotate.actions.distribution.handing_out import plan
from annotate.actions.parts import Work
from annotate.actions.people.transferring import transfer_work
from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import NewTag, tag
from annotate.actions.talking import NewComment, readers_of, say
from annotate.actions.training import use_for_practice
from annotate.actions.work import begin, reopen, submit
from annotate.adjudicating.kinds import Fate
from annotate.exports.gather import records
from annotate.exports.record import Row
from annotate.exports.selection import Selection
from annotate.models import Activity, Assignment, Entry, Kind, Matter, Membership, Notice, Span, Verb, WorkDay
from annotate.reports.agreement_work import Choice, units_of
from annotate.reports.practice import practised, results
from annotate.roles import Act
from tests.annotate.adjudicating import Desk, Said, desk
from tests.annotate.working import an_ask
from tests.cast import browser_of
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

GOLD = "市长王𠮷"


@pytest.fixture
def at() -> Desk:
    """An article that two have read and somebody has settled; newcomers are offered it."""
    at = desk()
    for number in range(2):
        at.hand_in(number, Said("source", GOLD), Said("claim", "新桥😀明年通车"))
    Entry.objects.filter(pk=at.entry.pk).update(taken=2, done=2)
    at.merge()
    at.finish()
    use_for_practice(fresh(at), manager_of(at), wanted=True)
    return at


@pytest.fixture
def newcomer(at: Desk) -> User:
    return make_member(at.project)


def fresh(at: Desk) -> Entry:
    return Entry.objects.select_related("project", "revision", "article").get(pk=at.entry.pk)


def manager_of(at: Desk) -> User:
    return at.project.created_by


def member(at: Desk, user: User) -> Membership:
    return Membership.objects.select_related("project", "user").get(project=at.project, user=user)


def work(at: Desk, user: User) -> Work:
    return work_of(user, at.project.slug, at.entry.pk, Act.TAG)


def practise(at: Desk, user: User, *words: str) -> None:
    text = at.entry.revision.text
    for said in words or (GOLD,):
        start = text.index(said)
        tag(work(at, user), an_ask(), NewTag(an_ask().request, "source", start, start + len(said)))
    submit(work(at, user), an_ask())


def exported(reader: Membership) -> int:
    return len(next(iter(records(Selection(reader), Row.SPAN))).spans)


def test_a_newcomer_is_offered_practice_first(at, newcomer):
    make_entry(at.project)

    assert take_next(member(at, newcomer)) == at.entry.pk
    assert take_next(member(at, newcomer)) == at.entry.pk
    mine = Assignment.objects.get(reviewer=newcomer)
    assert (mine.kind, mine.seat) == (Kind.TRAINING, None)
    assert fresh(at).taken == 2


def test_after_practice_comes_the_queue_and_who_has_worked_before_is_not_offered_any(at, newcomer):
    other = make_entry(at.project)
    take_next(member(at, newcomer))
    practise(at, newcomer)

    assert take_next(member(at, newcomer)) == other.pk
    assert take_next(member(at, at.reviewers[0])) == other.pk


def test_who_has_handed_in_something_else_is_no_newcomer(at, newcomer):
    other, later = make_entry(at.project), make_entry(at.project)
    use_for_practice(fresh(at), manager_of(at), wanted=False)
    assert take_next(member(at, newcomer)) == other.pk
    submit(work_of(newcomer, at.project.slug, other.pk, Act.TAG), an_ask())

    use_for_practice(fresh(at), manager_of(at), wanted=True)

    assert take_next(member(at, newcomer)) == later.pk


def test_who_has_practised_on_an_article_never_becomes_one_of_its_reviewers(at, newcomer):
    colleague = make_member(at.project)
    take_next(member(at, newcomer))
    practise(at, newcomer)
    use_for_practice(fresh(at), manager_of(at), wanted=False)
    Entry.objects.filter(pk=at.entry.pk).update(required=4)

    assert take_next(member(at, newcomer)) is None
    with pytest.raises(Conflict, match="so others read it"):
        take(work(at, newcomer))
    assert plan(at.project, [fresh(at)], [newcomer, colleague]).pairs == ((at.entry.pk, colleague.pk),)
    take(work(at, colleague))
    assert transfer_work(member(at, colleague), member(at, newcomer), manager_of(at)) is None
    assert Assignment.objects.get(reviewer=newcomer).kind == Kind.TRAINING


def test_what_is_said_of_practice_is_told_to_nobody_who_has_not_handed_in_theirs(at, newcomer):
    late = make_member(at.project)
    take_next(member(at, newcomer))

    said = NewComment(uuid4(), f"@{late.username} 看😀", None)
    say(work(at, newcomer), said)
    assert late not in readers_of(work(at, newcomer))
    assert not Notice.objects.filter(user=late, matter=Matter.MENTION).exists()

    practise(at, late)
    assert late in readers_of(work(at, newcomer))


def test_practice_that_is_left_out_is_not_offered_again(at, newcomer):
    take_next(member(at, newcomer))

    skip(work(at, newcomer), "看过了😀")

    assert take_next(member(at, newcomer)) is None
    assert fresh(at).adjudicated_at is not None


def test_who_practises_sees_nothing_of_the_others_before_handing_in(at, newcomer):
    take_next(member(at, newcomer))
    place = f"/p/{at.project.slug}/articles/{at.entry.pk}/"

    assert not Span.objects.visible_to(member(at, newcomer)).exists()
    assert browser_of(newcomer).get(f"{place}feedback/").status_code == 404
    assert browser_of(newcomer).get(f"{place}gold/").status_code in {403, 404}
    practise(at, newcomer)
    assert Span.objects.visible_to(member(at, newcomer)).count() > 1


def test_submitting_leads_to_the_comparison_with_the_gold(at, newcomer):
    take_next(member(at, newcomer))
    practise(at, newcomer)
    reopen(work(at, newcomer), an_ask())
    place = f"/p/{at.project.slug}/articles/{at.entry.pk}/"

    answer = browser_of(newcomer).post(f"{place}submit/", {"request": str(an_ask().request)})

    assert answer.url == f"{place}feedback/"
    page = browser_of(newcomer).get(answer.url).content.decode()
    assert GOLD in page
    assert "新桥😀明年通车" in page  # which was missed


def test_practice_counts_neither_as_progress_nor_in_agreement_nor_in_exports(at, newcomer):
    manager = member(at, manager_of(at))
    before = exported(manager)
    take_next(member(at, newcomer))
    practise(at, newcomer, GOLD, "专家")

    assert fresh(at).done == 2
    assert not WorkDay.objects.filter(user=newcomer, articles__gt=0).exists()
    assert newcomer.pk not in {one for unit in units_of(Choice(manager)) for one in unit.reviewers}
    assert exported(manager) == before


def test_opening_practice_again_leaves_the_gold_finished(at, newcomer):
    take_next(member(at, newcomer))
    practise(at, newcomer)
    told = Notice.objects.filter(matter=Matter.READY).count()

    reopen(work(at, newcomer), an_ask())
    submit(work(at, newcomer), an_ask())

    assert fresh(at).adjudicated_at is not None
    assert Notice.objects.filter(matter=Matter.READY).count() == told


def test_who_has_a_place_keeps_it(at):
    begin(work(at, at.reviewers[0]))

    assert Assignment.objects.get(entry=at.entry, reviewer=at.reviewers[0], is_current=True).kind == Kind.OWN


def test_only_what_is_adjudicated_can_be_practised_on():
    at = desk()

    with pytest.raises(ValidationError):
        use_for_practice(fresh(at), manager_of(at), wanted=True)


def test_offering_twice_is_offering_once_and_is_taken_back(at):
    assert use_for_practice(fresh(at), manager_of(at), wanted=True) is None

    use_for_practice(fresh(at), manager_of(at), wanted=False)

    assert not fresh(at).is_training
    assert Activity.objects.filter(verb=Verb.SETTINGS, changes__0__after__has_key="is_training").count() == 2


def test_managers_see_how_newcomers_did(at, newcomer, django_assert_max_num_queries):
    take_next(member(at, newcomer))
    practise(at, newcomer)
    client = browser_of(manager_of(at))

    [line] = results(member(at, manager_of(at)), list(practised(member(at, manager_of(at)))))
    with django_assert_max_num_queries(11):
        page = client.get(f"/p/{at.project.slug}/training/").content.decode()

    assert (line.fates[Fate.MISSED], line.total) == (1, 2)
    assert newcomer.username in page
    assert f"/feedback/?of={line.member}" in page


def test_the_button_offers_an_article_and_says_so(at):
    client = browser_of(manager_of(at))
    place = f"/p/{at.project.slug}/articles/{at.entry.pk}/training/"

    page = client.post(place, {"on": "no"}, follow=True).content.decode()

    assert "not offered for practice any more" in page
    assert not fresh(at).is_training
    assert client.post(place, {"on": "perhaps"}).status_code == 302
