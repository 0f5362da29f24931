"""The history of an article: who did what to which words."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from annotate.actions.carrying import move_pin
from annotate.actions.entries import put_back, take_out
from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import Edit, NewTag, change_span, delete_span, tag
from annotate.actions.tagging.undo import undo
from annotate.actions.talking import NewComment, say
from annotate.actions.work import submit
from annotate.models import Activity, Entry, Span, Verb, Way
from annotate.roles import Role
from articles.text.blocks import Block
from tests.annotate.remembering import QUOTE, SOURCE, address, changed, history, lines, press, told
from tests.annotate.rewording import FIRST, SURE, reword
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return make_entry(cast.project)


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
    assert valued.endswith("Check-worthiness: – → Worth checking")


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
