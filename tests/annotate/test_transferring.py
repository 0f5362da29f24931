"""Handing somebody's open work over: nothing is lost, and every tag keeps its author."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from annotate.actions.people.members import change_role, remove_member
from annotate.actions.people.transferring import transfer_work
from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import NewTag, tag
from annotate.actions.taking_back import take_back
from annotate.models import Assignment, Entry, Span, State, Verb, Way
from annotate.models.tallies import WorkDay
from annotate.roles import Role
from tests.annotate.working import an_ask, send, send_tag, spans_in, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db
QUOTE = "“新桥😀明年通车。”"


@pytest.fixture
def cast() -> Cast:
    return make_cast(way=Way.INDEPENDENT, name="News")


@pytest.fixture
def other(cast: Cast) -> User:
    return make_member(cast.project)


def begun(cast: Cast) -> Entry:
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    return entry


def hand_over(cast: Cast, to: User):
    return transfer_work(cast.member(cast.reviewer), cast.member(to), cast.manager)


def test_open_work_goes_on_in_other_hands_with_its_tags_under_their_author(cast: Cast, other: User) -> None:
    entry = begun(cast)

    done = hand_over(cast, other)

    assert done is not None
    assert done.verb == Verb.TRANSFER
    assert Assignment.objects.get(entry=entry).reviewer == other
    assert [(span.words, span.author) for span in spans_in(entry)] == [(QUOTE, cast.reviewer)]
    page = browser_of(other).get(f"{cast.address}articles/{entry.pk}/").content.decode()
    assert "note c2" in page


def test_a_window_that_was_open_before_writes_nothing_into_what_is_a_colleague_s_now(cast, other) -> None:
    entry = begun(cast)
    window = work_for(cast.reviewer, entry)
    hand_over(cast, other)

    with pytest.raises(Conflict, match="Reload the page"):
        tag(window, an_ask(), NewTag(uuid4(), "claim", 0, 2))

    assert [span.words for span in spans_in(entry)] == [QUOTE]


def test_the_new_reviewer_changes_adds_and_submits(cast: Cast, other: User) -> None:
    entry = begun(cast)
    hand_over(cast, other)
    client = browser_of(other)

    assert send_tag(client, entry, "source", "法新社").status_code == 201
    assert send(client, "span-change", entry, 1, label="claim").status_code == 200
    assert send(client, "work-submit", entry).status_code in {200, 201}

    work = Assignment.objects.get(entry=entry)
    assert work.state == State.SUBMITTED
    assert {span.author for span in Span.objects.submitted().filter(assignment=work)} == {
        cast.reviewer,
        other,
    }


def test_all_tags_count_once_the_work_is_submitted(cast: Cast, other: User) -> None:
    entry = begun(cast)
    hand_over(cast, other)
    client = browser_of(other)
    send_tag(client, entry, "source", "法新社")

    send(client, "work-submit", entry)

    assert sum(WorkDay.objects.filter(project=cast.project).values_list("tags", flat=True)) == 2


def test_who_had_it_before_no_longer_has_it(cast: Cast, other: User) -> None:
    entry = begun(cast)
    hand_over(cast, other)

    assert work_for(cast.reviewer, entry).assignment is None


def test_a_blind_colleague_sees_the_tags_that_came_over_and_no_others(cast: Cast, other: User) -> None:
    entry, elsewhere = begun(cast), make_entry(cast.project)
    hand_over(cast, other)
    tag_words(cast.reviewer, elsewhere, "quote", QUOTE)

    seen = Span.objects.visible_to(cast.member(other))

    assert {span.assignment.entry for span in seen} == {entry}


def test_submitted_work_stays(cast: Cast, other: User) -> None:
    entry = begun(cast)
    send(browser_of(cast.reviewer), "work-submit", entry)

    assert hand_over(cast, other) is None
    assert Assignment.objects.get(entry=entry).reviewer == cast.reviewer


def test_nobody_gets_an_article_twice(cast: Cast, other: User) -> None:
    both, free = begun(cast), begun(cast)
    Entry.objects.filter(pk=both.pk).update(required=2)
    both.refresh_from_db()
    tag_words(other, both, "claim", "新桥")

    done = hand_over(cast, other)

    assert done is not None
    assert [change["id"] for change in done.changes] == [Assignment.objects.get(entry=free).pk]
    assert Assignment.objects.filter(entry=both, reviewer=cast.reviewer).exists()


def test_handing_over_is_taken_back_with_what_has_been_done_since(cast: Cast, other: User) -> None:
    entry = begun(cast)
    done = hand_over(cast, other)
    tag_words(other, entry, "claim", "新桥")

    take_back(done, cast.manager)
    take_back(done, cast.manager)

    work = Assignment.objects.get(entry=entry)
    assert (work.reviewer, work.state) == (cast.reviewer, State.IN_PROGRESS)
    assert {span.author for span in spans_in(entry)} == {cast.reviewer, other}
    assert send(browser_of(cast.reviewer), "work-submit", entry).status_code in {200, 201}
    assert Assignment.objects.get(entry=entry).state == State.SUBMITTED


def test_what_has_been_submitted_since_is_not_taken_back(cast: Cast, other: User) -> None:
    entry = begun(cast)
    done = hand_over(cast, other)
    send(browser_of(other), "work-submit", entry)

    with pytest.raises(ValidationError, match="submitted or handed on since"):
        take_back(done, cast.manager)


def test_the_work_of_somebody_who_has_left_is_handed_over_too(cast: Cast, other: User) -> None:
    entry = begun(cast)
    remove_member(cast.member(cast.reviewer), cast.manager)
    client = browser_of(cast.manager)
    address = f"{cast.address}team/{cast.member(cast.reviewer).pk}/transfer/"

    page = client.post(address, {"to": cast.member(other).pk}, follow=True).content.decode()

    assert f"1 article of {cast.reviewer.username} is in the hands of {other.username} now." in page
    assert Assignment.objects.get(entry=entry).reviewer == other
    assert "1 person who has left" in page


def test_work_goes_to_people_who_can_tag_only(cast: Cast, other: User) -> None:
    begun(cast)

    with pytest.raises(ValidationError, match="reviewers and managers of this project only"):
        hand_over(cast, cast.viewer)
    with pytest.raises(ValidationError, match="the same person"):
        hand_over(cast, cast.reviewer)
    remove_member(cast.member(other), cast.manager)
    with pytest.raises(ValidationError, match="reviewers and managers of this project only"):
        hand_over(cast, other)


@pytest.mark.parametrize("to", ["", "x", "-1", "0", "999999999999999999999", "\0"])
def test_nonsense_is_answered_with_a_sentence(cast: Cast, to: str) -> None:
    entry = begun(cast)
    address = f"{cast.address}team/{cast.member(cast.reviewer).pk}/transfer/"

    answer = browser_of(cast.manager).post(address, {"to": to}, follow=True)

    assert answer.status_code == 200
    assert "Choose a colleague from the list." in answer.content.decode()
    assert Assignment.objects.get(entry=entry).reviewer == cast.reviewer


def test_nobody_of_another_project_takes_over(cast: Cast) -> None:
    entry, elsewhere = begun(cast), make_cast()
    address = f"{cast.address}team/{cast.member(cast.reviewer).pk}/transfer/"

    answer = browser_of(cast.manager).post(address, {"to": elsewhere.member(elsewhere.reviewer).pk})

    assert answer.status_code == 404
    assert Assignment.objects.get(entry=entry).reviewer == cast.reviewer


def test_a_name_still_stands_on_the_work_of_who_has_left() -> None:
    cast = make_cast()
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    change_role(cast.member(cast.reviewer), cast.manager, role=Role.VIEWER)
    remove_member(cast.member(cast.reviewer), cast.manager)

    page = browser_of(cast.manager).get(f"{cast.address}articles/{entry.pk}/").content.decode()

    assert f'title="{cast.reviewer.username}"' in page
