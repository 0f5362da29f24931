"""The queue of a project whose team shares its work: nothing is taken, there are no places."""

from uuid import uuid4

import pytest

from annotate.actions.distribution.distributing import take_next
from annotate.actions.problems import Conflict
from annotate.actions.tagging.spans import NewTag, tag
from annotate.models import Assignment, Entry, Participation, State
from tests.annotate.queueing import hand_in, leave_out, member
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.cast import make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db


def test_shared_work_offers_what_nobody_has_begun_first_and_takes_nothing():
    cast = make_cast()
    first, second = make_entry(cast.project), make_entry(cast.project)
    tag_words(cast.manager, first, "quote", "“新桥😀明年通车。”")
    reviewer = member(cast.project, cast.reviewer)

    assert take_next(reviewer) == second.pk
    assert not Assignment.objects.filter(entry=second).exists()
    hand_in(cast.reviewer, second)
    assert take_next(reviewer) == first.pk
    leave_out(cast.reviewer, first)
    assert take_next(reviewer) is None


def test_what_one_person_leaves_out_of_shared_work_stays_new_for_the_others():
    cast = make_cast()
    entry = make_entry(cast.project)
    leave_out(cast.reviewer, entry)

    assert Entry.objects.get(pk=entry.pk).taken == 0
    assert take_next(member(cast.project, cast.reviewer)) is None
    assert take_next(member(cast.project, cast.manager)) == entry.pk
    tag_words(cast.manager, entry, "quote", "“新桥😀明年通车。”")
    work = Assignment.objects.get(entry=entry)
    assert (work.state, Entry.objects.get(pk=entry.pk).taken) == (State.IN_PROGRESS, 1)


def test_a_window_that_was_open_before_it_was_left_out_tags_nothing():
    cast = make_cast()
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "claim", "局势")
    window = work_for(cast.reviewer, entry)
    leave_out(cast.reviewer, entry)

    with pytest.raises(Conflict, match="Reload the page to take it again"):
        tag(window, an_ask(), NewTag(uuid4(), "claim", 0, 2))

    assert [span.words for span in spans_in(entry)] == ["局势"]
    assert Entry.objects.get(pk=entry.pk).taken == 0


def test_tagging_in_shared_work_comes_back_to_what_was_left_out():
    cast = make_cast()
    entry = make_entry(cast.project)
    leave_out(cast.reviewer, entry)
    tag_words(cast.reviewer, entry, "quote", "“新桥😀明年通车。”")

    part = Participation.objects.get(user=cast.reviewer)
    assert (part.state, part.assignment.state) == (State.IN_PROGRESS, State.IN_PROGRESS)
