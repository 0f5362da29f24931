"""What can be done from the history of an article: tags are restored, and put back as they were."""

import re
from uuid import uuid4

import pytest

from annotate.actions.tagging.spans import Edit, delete_span
from annotate.actions.work import submit
from annotate.models import Activity, Entry, Span, Verb
from tests.annotate.remembering import SOURCE, changed, history, press
from tests.annotate.working import an_ask, send, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project)


def test_who_may_restore_is_offered_it_once(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    delete_span(work_for(cast.reviewer, entry), an_ask(), Span.objects.get().number)

    for person, times in (
        (cast.reviewer, 1),
        (cast.manager, 1),
        (make_member(cast.project), 0),
        (cast.viewer, 0),
    ):
        assert history(person, entry).count('data-verb="restore"') == times


def test_who_may_change_a_tag_is_offered_what_it_was_before(cast, entry):
    changed(cast, entry, Edit("opinion"))

    for person, times in (
        (cast.reviewer, 1),
        (cast.manager, 1),
        (make_member(cast.project), 0),
        (cast.viewer, 0),
    ):
        assert history(person, entry).count('data-verb="revert"') == times


def test_nothing_is_offered_to_who_has_submitted(cast, entry):
    changed(cast, entry, Edit("opinion"))
    delete_span(
        work_for(cast.reviewer, entry),
        an_ask(),
        tag_words(cast.reviewer, entry, "source", SOURCE).answer["spans"][0]["number"],
    )
    submit(work_for(cast.reviewer, entry), an_ask())

    assert "data-verb" not in history(cast.reviewer, entry)


def test_a_tag_is_restored_by_a_form_and_that_is_taken_back_by_the_button(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    browser, act = browser_of(cast.reviewer), Activity.objects.get(verb=Verb.DELETE)

    answer = press(browser, entry, "history-restore", act, number)

    assert f"Back: {SOURCE}" in answer.content.decode()
    undone = re.search(r'action="([^"]+/history/\d+/undo/)"', answer.content.decode())
    assert undone
    assert Span.objects.live().count() == 1
    assert f"Undone. {SOURCE}" in browser.post(undone[1], follow=True).content.decode()
    assert Span.objects.live().count() == 0


def test_a_tag_is_put_back_as_it_was_by_a_form(cast, entry):
    number = changed(cast, entry, Edit("opinion"))
    act = Activity.objects.get(verb=Verb.CHANGE)

    answer = press(browser_of(cast.reviewer), entry, "history-put-back", act, number)

    assert "As it was: 新桥😀明年通车" in answer.content.decode()
    assert Span.objects.get().label.name == "claim"
    again = press(browser_of(cast.reviewer), entry, "history-put-back", act, number)
    assert "like that already" in again.content.decode()


def test_the_workbench_gets_the_rows_and_the_act_to_take_back(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    act = Activity.objects.get(verb=Verb.DELETE)
    browser, request = browser_of(cast.reviewer), str(uuid4())

    answers = [
        send(browser, "history-restore", entry, act.pk, number, request=request).json() for _turn in range(2)
    ]

    assert answers[0]["answer"] == answers[1]["answer"]
    assert SOURCE in "".join(answers[0]["rows"].values())
    assert answers[0]["act"] == answers[1]["act"] == Activity.objects.get(verb=Verb.BRING_BACK).pk
    assert answers[0]["can_undo"]
    undone = send(browser, "history-undo", entry, answers[0]["act"]).json()
    assert undone["answer"]["removed"] == [number]


def test_a_change_meant_for_another_wording_is_refused(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    act = Activity.objects.get(verb=Verb.DELETE)
    browser, other = browser_of(cast.reviewer), str(entry.revision_id + 1)

    answer = send(browser, "history-restore", entry, act.pk, number, revision=other)

    assert answer.status_code == 409
    assert "wording" in answer.json()["error"]


@pytest.mark.parametrize(
    "form", [{"request": ""}, {"request": "😀"}, {"request": "\x00"}, {"revision": "x𠮷"}]
)
def test_a_hostile_form_is_refused_with_a_sentence(cast, entry, form):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    act = Activity.objects.get(verb=Verb.DELETE)
    browser = browser_of(cast.reviewer)

    answer = press(browser, entry, "history-restore", act, number, **form)
    scripted = send(browser, "history-restore", entry, act.pk, number, **form)

    assert answer.status_code == 200
    assert scripted.status_code == 422
    assert Span.objects.live().count() == 0


def test_acts_and_tags_are_looked_up_inside_their_article(cast, entry):
    other = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    act = Activity.objects.get(verb=Verb.CREATE)
    browser = browser_of(cast.reviewer)

    for place, of, tag_number in (
        (other, act.pk, number),
        (entry, act.pk + 999, number),
        (entry, act.pk, 999),
    ):
        for route in ("history-restore", "history-put-back"):
            assert send(browser, route, place, of, tag_number).status_code == 404
    assert send(browser, "history-undo", other, act.pk).status_code == 404
