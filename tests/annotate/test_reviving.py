"""Bringing deleted tags back, giving changed ones an earlier state, and taking that back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import User
from annotate.actions.problems import Conflict
from annotate.actions.tagging.reviving import bring_back, put_back_as_it_was, take_back_revival
from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import Edit, change_span, delete_span
from annotate.actions.tagging.undo import redo, undo
from annotate.actions.work import submit
from annotate.models import Activity, Assignment, Entry, Participation, Span, Verb, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.working import an_ask, spans_in, tag_words, work_for
from tests.makers import label_of, make_entry, make_member, make_project

pytestmark = pytest.mark.django_db

QUOTE, SOURCE = "“新桥😀明年通车。”", "市长王𠮷"


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_project())


@pytest.fixture
def reviewer(entry: Entry) -> User:
    return make_member(entry.project)


def tags(entry: Entry) -> list[tuple[str, str, dict[str, str]]]:
    return [(span.label.name, span.words, span.attrs) for span in spans_in(entry)]


def deleted(reviewer: User, entry: Entry, words: str = QUOTE, label: str = "quote") -> Span:
    """Return a tag that the reviewer has made and deleted."""
    number = tag_words(reviewer, entry, label, words).answer["spans"][0]["number"]
    delete_span(work_for(reviewer, entry), an_ask(), number)
    return Span.objects.get(assignment__entry=entry, number=number)


def last(entry: Entry, verb: Verb) -> Activity:
    return Activity.objects.filter(assignment__entry=entry, verb=verb).latest("pk")


@pytest.mark.parametrize("words", [QUOTE, SOURCE, "cafe\u0301"])
def test_a_deleted_tag_comes_back_as_it_was(entry, reviewer, words):
    tag_words(reviewer, entry, "quote", words)
    before = tags(entry)
    number = spans_in(entry)[0].number
    delete_span(work_for(reviewer, entry), an_ask(), number)

    answered = bring_back(work_for(reviewer, entry), an_ask(), Span.objects.get())

    assert tags(entry) == before
    assert answered.answer["spans"][0]["number"] == number
    assert Span.objects.get().deleted_by is None


def test_a_tag_of_a_text_with_carriage_returns_slices_when_it_is_back(reviewer):
    project = make_project()
    entry = make_entry(project, Block("title", "题"), Block("paragraph", "甲\r\n乙😀"))
    person = make_member(project)
    span = deleted(person, entry, "甲\r\n乙😀", "claim")

    bring_back(work_for(person, entry), an_ask(), span)

    back = spans_in(entry)[0]
    assert entry.revision.text[back.start : back.end] == back.words


def test_who_deleted_a_tag_is_kept_with_it_and_an_undone_making_is_no_deletion(entry, reviewer):
    assert deleted(reviewer, entry).deleted_by == reviewer

    undo(work_for(reviewer, entry), an_ask())
    assert Span.objects.get().deleted_by is None
    redo(work_for(reviewer, entry), an_ask())
    assert Span.objects.get().deleted_by == reviewer
    for _turn in range(2):
        undo(work_for(reviewer, entry), an_ask())

    gone = Span.objects.get()
    assert (gone.deleted_at is None, gone.deleted_by) == (False, None)


def test_the_links_of_a_deleted_source_stand_again_with_it(entry, reviewer):
    tag_words(reviewer, entry, "source", SOURCE)
    tag_words(reviewer, entry, "quote", QUOTE)
    source = next(span for span in spans_in(entry) if span.label.name == "source")
    delete_span(work_for(reviewer, entry), an_ask(), source.number)

    answered = bring_back(work_for(reviewer, entry), an_ask(), Span.objects.get(pk=source.pk))

    quote = Span.objects.get(label__name="quote")
    assert [link.to_span for link in quote.links.live()] == [source]
    assert (quote.start, quote.end) in answered.ranges  # its note names the source again


def test_the_links_that_went_with_an_undone_making_come_back_too(entry, reviewer):
    tag_words(reviewer, entry, "source", SOURCE)
    tag_words(reviewer, entry, "quote", QUOTE)
    undo(work_for(reviewer, entry), an_ask())
    quote = Span.objects.get(label__name="quote")

    bring_back(work_for(reviewer, entry), an_ask(), quote, last(entry, Verb.UNDO))

    assert quote.links.live().count() == 1
    undo(work_for(reviewer, entry), an_ask())
    assert not quote.links.live().exists()


def test_a_link_does_not_come_back_beside_another_one(entry, reviewer):
    tag_words(reviewer, entry, "quote", QUOTE)
    tag_words(reviewer, entry, "source", SOURCE)  # links the quote
    undo(work_for(reviewer, entry), an_ask())
    tag_words(reviewer, entry, "source", "法新社")
    quote, other = (Span.objects.live().get(label__name=name) for name in ("quote", "source"))
    set_source(work_for(reviewer, entry), an_ask(), quote.number, Wanted(other.number))
    first = Span.objects.get(words=SOURCE)

    bring_back(work_for(reviewer, entry), an_ask(), first, last(entry, Verb.UNDO))

    assert [link.to_span for link in quote.links.live()] == [other]


def test_bringing_back_is_written_down_taken_back_and_done_again(entry, reviewer):
    span = deleted(reviewer, entry)

    bring_back(work_for(reviewer, entry), an_ask(), span)

    act = last(entry, Verb.BRING_BACK)
    assert act.changes[0]["before"] == {"live": False, "deleted_by": reviewer.pk}
    undo(work_for(reviewer, entry), an_ask())
    gone = Span.objects.get()
    assert (gone.deleted_at is None, gone.deleted_by) == (False, reviewer)
    redo(work_for(reviewer, entry), an_ask())
    assert len(tags(entry)) == 1


def test_the_same_request_brings_back_once(entry, reviewer):
    span, ask = deleted(reviewer, entry), an_ask()

    first = bring_back(work_for(reviewer, entry), ask, span)
    second = bring_back(work_for(reviewer, entry), ask, Span.objects.get())

    assert (second.answer, second.is_replay) == (first.answer, True)
    assert Activity.objects.filter(verb=Verb.BRING_BACK).count() == 1


def test_what_stands_is_not_brought_back(entry, reviewer):
    tag_words(reviewer, entry, "quote", QUOTE)

    with pytest.raises(Conflict, match="there already"):
        bring_back(work_for(reviewer, entry), an_ask(), Span.objects.get())


def test_what_was_deleted_more_than_thirty_days_ago_stays_so(entry, reviewer):
    span = deleted(reviewer, entry)
    Span.objects.update(deleted_at=timezone.now() - timedelta(days=31))

    with pytest.raises(Conflict, match="cannot be brought back"):
        bring_back(work_for(reviewer, entry), an_ask(), span)


def test_a_tag_does_not_come_back_onto_its_like(entry, reviewer):
    span = deleted(reviewer, entry)
    tag_words(reviewer, entry, "quote", QUOTE)

    with pytest.raises(Conflict, match="carry this tag again"):
        bring_back(work_for(reviewer, entry), an_ask(), span)

    assert len(tags(entry)) == 1


def test_a_colleague_does_not_bring_it_back_and_a_manager_does_without_taking_part(entry, reviewer):
    span = deleted(reviewer, entry)
    colleague, manager = make_member(entry.project), entry.project.created_by

    with pytest.raises(PermissionDenied, match="colleague"):
        bring_back(work_for(colleague, entry), an_ask(), span)
    answered = bring_back(work_for(manager, entry), an_ask(), span)

    assert len(tags(entry)) == 1
    assert not Participation.objects.filter(user=manager).exists()
    act = Activity.objects.get(pk=answered.act)
    take_back_revival(work_for(manager, entry), an_ask(), act)
    assert (tags(entry), Span.objects.get().deleted_by) == ([], reviewer)
    assert not Participation.objects.filter(user=manager).exists()


def test_a_manager_brings_back_a_tag_in_a_reviewers_own_work():
    project = make_project(way=Way.INDEPENDENT)
    entry, reviewer = make_entry(project), make_member(project)
    span = deleted(reviewer, entry)
    manager = project.created_by

    bring_back(work_for(manager, entry), an_ask(), span)

    assert Assignment.objects.get().reviewer == reviewer
    assert spans_in(entry) == [span]
    with pytest.raises(Conflict, match="changed since"):
        undo(work_for(reviewer, entry), an_ask())


def test_nothing_comes_back_into_work_that_was_handed_in():
    project = make_project(way=Way.INDEPENDENT)
    entry, reviewer = make_entry(project), make_member(project)
    span = deleted(reviewer, entry)
    submit(work_for(reviewer, entry), an_ask())

    for person, sentence in ((reviewer, "Reopen it"), (project.created_by, "Return it")):
        with pytest.raises(Conflict, match=sentence):
            bring_back(work_for(person, entry), an_ask(), span)
    assert spans_in(entry) == []


def test_nothing_comes_back_on_a_wording_that_was_left_behind(entry, reviewer):
    span = deleted(reviewer, entry)
    Assignment.objects.update(is_current=False)

    with pytest.raises(Conflict, match="wording"):
        bring_back(work_for(entry.project.created_by, entry), an_ask(), span)


def test_a_changed_tag_gets_an_earlier_state_again_and_that_is_undone(entry, reviewer):
    tag_words(reviewer, entry, "claim", "新桥😀明年通车")
    first = tags(entry)
    number = spans_in(entry)[0].number
    start, work = entry.revision.text.index("明年"), work_for
    for edit in (
        Edit(attribute=("check_worthy", "yes")),
        Edit("opinion"),
        Edit(place=(start, start + len("明年通车"))),
    ):
        change_span(work(reviewer, entry), an_ask(), number, edit)
    changed = tags(entry)
    act = Activity.objects.filter(verb=Verb.CHANGE).earliest("pk")

    answered = put_back_as_it_was(work(reviewer, entry), an_ask(), Span.objects.get(), act)

    assert tags(entry) == first
    assert answered.answer["message"] == "As it was: 新桥😀明年通车"
    undo(work(reviewer, entry), an_ask())
    assert tags(entry) == changed


def test_a_tag_gets_its_source_back(entry, reviewer):
    tag_words(reviewer, entry, "source", SOURCE)
    tag_words(reviewer, entry, "quote", QUOTE)
    quote = Span.objects.get(label__name="quote")
    set_source(work_for(reviewer, entry), an_ask(), quote.number, Wanted(None))

    put_back_as_it_was(work_for(reviewer, entry), an_ask(), quote, last(entry, Verb.LINK))

    assert [link.to_span.words for link in quote.links.live()] == [SOURCE]


def test_what_is_like_that_already_is_said(entry, reviewer):
    tag_words(reviewer, entry, "claim", "新桥")
    span = Span.objects.get()
    for value in ("yes", ""):
        edit = Edit(attribute=("check_worthy", value))
        change_span(work_for(reviewer, entry), an_ask(), span.number, edit)
    act = Activity.objects.filter(verb=Verb.CHANGE).earliest("pk")

    with pytest.raises(Conflict, match="like that already"):
        put_back_as_it_was(work_for(reviewer, entry), an_ask(), span, act)


def test_a_tag_has_no_state_before_it_was_made(entry, reviewer):
    tag_words(reviewer, entry, "claim", "新桥")

    with pytest.raises(ValidationError, match="not there before"):
        put_back_as_it_was(work_for(reviewer, entry), an_ask(), Span.objects.get(), last(entry, Verb.CREATE))


def test_a_removed_label_is_not_given_back(entry, reviewer):
    tag_words(reviewer, entry, "claim", "新桥")
    span = Span.objects.get()
    change_span(work_for(reviewer, entry), an_ask(), span.number, Edit("opinion"))
    label = label_of(entry.project, "claim")
    label.archived_at = timezone.now()
    label.save()
    entry.project.label_set_version += 1
    entry.project.save()

    with pytest.raises(ValidationError, match="has been removed"):
        put_back_as_it_was(work_for(reviewer, entry), an_ask(), span, last(entry, Verb.CHANGE))


def test_a_colleagues_tag_is_not_put_back(entry, reviewer):
    tag_words(reviewer, entry, "claim", "新桥")
    span = Span.objects.get()
    change_span(work_for(reviewer, entry), an_ask(), span.number, Edit("opinion"))
    colleague = make_member(entry.project)

    with pytest.raises(PermissionDenied):
        put_back_as_it_was(work_for(colleague, entry), an_ask(), span, last(entry, Verb.CHANGE))


def test_the_button_behind_the_message_takes_back_nothing_else(entry, reviewer):
    span = deleted(reviewer, entry)
    answered = bring_back(work_for(reviewer, entry), an_ask(), span)
    tag_words(reviewer, entry, "claim", "法新社")
    act = Activity.objects.get(pk=answered.act)

    with pytest.raises(Conflict, match="tagged since"):
        take_back_revival(work_for(reviewer, entry), an_ask(), act)

    assert len(tags(entry)) == 2


def test_an_adjudicator_is_no_manager_of_tags(entry, reviewer):
    span = deleted(reviewer, entry)
    adjudicator = make_member(entry.project, Role.ADJUDICATOR)

    with pytest.raises(PermissionDenied):
        bring_back(work_for(adjudicator, entry), an_ask(), span)
