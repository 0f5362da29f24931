"""The history of an article: who did what to which words, and what can be done about it."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from annotate.actions.carrying import move_pin
from annotate.actions.entries import put_back, take_out
from annotate.actions.sources import Wanted, set_source
from annotate.actions.spans import Edit, NewTag, change_span, delete_span, tag
from annotate.actions.talking import NewComment, say
from annotate.actions.undo import undo
from annotate.actions.work import submit
from annotate.models import Activity, Entry, Span, Verb, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.rewording import FIRST, SURE, reword
from tests.annotate.working import an_ask, send, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db

QUOTE, SOURCE = "“新桥😀明年通车。”", "市长王𠮷"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project)


def address(entry: Entry, **query: object) -> str:
    return f"{reverse('history', args=[entry.project.slug, entry.pk])}?{urlencode(query)}"


def history(person: User | Client, entry: Entry, **query: object) -> str:
    browser = person if isinstance(person, Client) else browser_of(person)
    answer = browser.get(address(entry, **query))
    assert answer.status_code == 200
    return answer.content.decode()


def lines(person: User, entry: Entry, *, added: bool = False, **query: Any) -> list[str]:
    """Return the words of each line, the newest first; the one that says who added the article if asked."""
    found = re.findall(
        r'<li class="act">(.*?)</li>\s*(?=<li class="act">|</ol>)', history(person, entry, **query), re.DOTALL
    )
    told = [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]
    return [one for one in told if added or "added the article" not in one]


def told(person: User, entry: Entry, **query: Any) -> list[str]:
    """Return the lines without their times and buttons."""
    times = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}|(Restore|Put back as it was) .*?(?=$)")
    return [" ".join(times.sub("", line).split()) for line in lines(person, entry, **query)]


def changed(cast: Cast, entry: Entry, edit: Edit) -> int:
    number: int = tag_words(cast.reviewer, entry, "claim", "新桥😀明年通车").answer["spans"][0]["number"]
    change_span(work_for(cast.reviewer, entry), an_ask(), number, edit)
    return number


def press(browser: Client, entry: Entry, route: str, act: Activity, number: int = 0, **form: str) -> Any:
    args = [entry.project.slug, entry.pk, act.pk, *([number] if number else [])]
    return browser.post(reverse(route, args=args), {"request": str(uuid4()), **form}, follow=True)


def test_what_was_done_stands_there_with_the_words_the_newest_first(cast, entry):
    name = cast.reviewer.name
    tag_words(cast.reviewer, entry, "source", SOURCE)
    tag_words(cast.reviewer, entry, "quote", QUOTE)
    number = Span.objects.get(label__name="quote").number
    set_source(work_for(cast.reviewer, entry), an_ask(), number, Wanted(None))
    change_span(work_for(cast.reviewer, entry), an_ask(), number, Edit("opinion"))
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    undo(work_for(cast.reviewer, entry), an_ask())
    say(work_for(cast.manager, entry), NewComment(uuid4(), "看😀"))
    submit(work_for(cast.reviewer, entry), an_ask())

    assert told(cast.manager, entry) == [
        f"{name} submitted",
        f"{cast.manager.name} commented Show",
        f"{name} undid {QUOTE} Opinion is back",
        f"{name} deleted a tag {QUOTE} Opinion",
        f"{name} changed a tag {QUOTE} Opinion Quote → Opinion",
        f"{name} changed a link {QUOTE} Opinion no longer linked to {SOURCE}",
        f"{name} tagged {QUOTE} Opinion linked to {SOURCE}",
        f"{name} tagged {SOURCE} Source",
    ]


def test_another_range_and_another_value_are_told_in_words(cast, entry):
    number = changed(cast, entry, Edit(attribute=("check_worthy", "yes")))
    start = entry.revision.text.index("明年")
    change_span(
        work_for(cast.reviewer, entry), an_ask(), number, Edit(place=(start, start + len("明年通车")))
    )

    moved, valued, _made = told(cast.viewer, entry)

    assert moved.endswith("新桥😀明年通车 → 明年通车")
    assert valued.endswith("Worth checking: – → Worth checking")


def test_words_of_other_articles_are_markup_for_nobody(cast):
    entry = make_entry(cast.project, Block("title", "题"), Block("paragraph", "<script>alert(1)</script>坏"))
    tag_words(cast.reviewer, entry, "claim", "<script>alert(1)</script>坏")

    text = history(cast.manager, entry)

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_list_narrows_by_person_and_by_kind(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    tag_words(cast.manager, entry, "quote", QUOTE)
    delete_span(work_for(cast.manager, entry), an_ask(), Span.objects.get(author=cast.manager).number)

    assert len(lines(cast.viewer, entry)) == 3
    assert told(cast.viewer, entry, who=cast.reviewer.pk) == [f"{cast.reviewer.name} tagged {SOURCE} Source"]
    assert told(cast.viewer, entry, kind="deleted") == [f"{cast.manager.name} deleted a tag {QUOTE} Quote"]
    assert "Nothing of the kind" in history(cast.viewer, entry, kind="settled")


@pytest.mark.parametrize(
    "query",
    [{"who": "x"}, {"who": "😀"}, {"who": "9" * 40}, {"kind": "\x00"}, {"page": "-1"}, {"page": "𠮷"}],
)
def test_a_filter_that_cannot_be_read_is_left_out(cast, entry, query):
    tag_words(cast.reviewer, entry, "source", SOURCE)

    assert len(lines(cast.viewer, entry, **query)) == 1


def test_the_list_is_paged_and_keeps_its_filter(cast, entry):
    number = changed(cast, entry, Edit("opinion"))
    for turn in range(45):
        edit = Edit("claim" if turn % 2 else "opinion", attribute=None)
        change_span(work_for(cast.reviewer, entry), an_ask(), number, edit)

    text = history(cast.viewer, entry, kind="changed")

    assert text.count('class="act"') == 40
    assert re.search(r'href="\?(kind=changed&amp;page=2|page=2&amp;kind=changed)"', text)
    assert history(cast.viewer, entry, kind="changed", page=2).count('class="act"') == 6


def test_the_history_ends_with_who_brought_the_article(cast, entry):
    assert lines(cast.viewer, entry, added=True)[0].startswith("added the article")
    Entry.objects.update(added_by=cast.manager)
    tag_words(cast.reviewer, entry, "source", SOURCE)

    assert lines(cast.viewer, entry, added=True)[-1].startswith(f"{cast.manager.name} added the article")
    assert "added the article" not in history(cast.viewer, entry, kind="tagged")


def test_a_comment_is_led_to(cast, entry):
    comment = say(work_for(cast.manager, entry), NewComment(uuid4(), "看😀"))

    link = f"{reverse('comments', args=[cast.project.slug, entry.pk])}#comment-{comment.pk}"
    assert f'href="{link}"' in history(cast.viewer, entry)


def test_beside_the_text_comes_only_the_list(cast, entry):
    answer = browser_of(cast.viewer).get(address(entry), headers={"X-Part": "history"})

    text = answer.content.decode()
    assert 'id="history-list"' in text
    assert "<html" not in text


def test_a_line_leads_to_its_tag_as_long_as_the_tag_stands(cast, entry):
    tag_words(cast.reviewer, entry, "source", SOURCE)
    number = Span.objects.get().number
    link = f'href="{reverse("workbench", args=[cast.project.slug, entry.pk])}#n{number}"'

    assert link in history(cast.viewer, entry)
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    assert link not in history(cast.viewer, entry)


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


def test_work_on_an_earlier_wording_stays_in_the_history_and_is_not_changed(cast):
    entry = make_entry(cast.project, *FIRST)
    number = tag_words(cast.reviewer, entry, "source", SURE).answer["spans"][0]["number"]
    delete_span(work_for(cast.reviewer, entry), an_ask(), number)
    move_pin(entry, reword(entry), cast.manager)

    moved, gone, made = told(cast.reviewer, entry)

    assert moved == f"{cast.manager.name} moved the work to another wording"
    assert gone == f"{cast.reviewer.name} deleted a tag on an earlier wording {SURE} Source"
    assert "on an earlier wording" in made
    assert "data-verb" not in history(cast.reviewer, entry)


def test_taking_out_and_putting_back_stand_in_the_history_of_the_article(cast, entry):
    take_out(cast.project, [entry.pk], cast.manager)
    put_back(cast.project, [entry.pk], cast.manager)

    assert told(cast.viewer, entry) == [
        f"{cast.manager.name} put back an article",
        f"{cast.manager.name} took out an article",
    ]


def test_one_act_on_many_paragraphs_names_the_first_tags(cast):
    blocks = [Block("title", "题"), *(Block("paragraph", f"第{number}段😀") for number in range(12))]
    entry = make_entry(cast.project, *blocks)
    end = len(entry.revision.text)
    tag(work_for(cast.reviewer, entry), an_ask(), NewTag(uuid4(), "claim", 2, end))

    text = " ".join(history(cast.viewer, entry).split())

    assert text.count('class="jump"') == 8
    assert "and 4 more tags" in text


def test_who_is_to_work_alone_is_shown_their_own_acts_first():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "source", SOURCE)
    tag_words(cast.manager, entry, "quote", QUOTE)

    first = told(cast.manager, entry)

    assert first
    assert all(line.startswith(cast.manager.name) for line in first)
    assert any(SOURCE in line for line in told(cast.manager, entry, who=""))


def test_a_blind_reviewer_finds_nothing_of_others_before_the_adjudication():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    other = make_member(cast.project)
    tag_words(cast.reviewer, entry, "source", SOURCE)
    tag_words(other, entry, "quote", QUOTE)
    say(work_for(cast.manager, entry), NewComment(uuid4(), "😀"))

    text = history(cast.reviewer, entry, who="")

    assert QUOTE not in text
    assert other.name not in text
    assert "commented" not in text
    act = Activity.objects.get(verb=Verb.CREATE, actor=other)
    assert press(browser_of(cast.reviewer), entry, "history-restore", act, 1).status_code == 404


def test_an_adjudicator_sees_the_acts_of_all():
    cast = make_cast(way=Way.INDEPENDENT)
    entry = make_entry(cast.project)
    tag_words(cast.reviewer, entry, "source", SOURCE)

    assert any(SOURCE in line for line in told(make_member(cast.project, Role.ADJUDICATOR), entry))


def test_the_page_asks_a_constant_number_of_questions(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.manager)
    for number in (1, 6):
        entry = make_entry(cast.project)
        for person in [make_member(cast.project) for _number in range(number)]:
            tag_words(person, entry, "source", SOURCE)
            tag_words(person, entry, "quote", QUOTE)
            change_span(
                work_for(person, entry),
                an_ask(),
                Span.objects.live().filter(author=person, label__name="quote").get().number,
                Edit(place=(entry.revision.text.index("新"), entry.revision.text.index("明"))),
            )
        history(browser, entry)
        with django_assert_num_queries(10):
            history(browser, entry)
