"""Open pages ask what is new: what teammates did, who is there, what has to be said calmly."""

import random
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from annotate.actions.tagging.sources import Wanted, set_source
from annotate.actions.tagging.spans import Edit, change_span, delete_span
from annotate.actions.tagging.undo import undo
from annotate.actions.talking import NewComment, change_standing, say
from annotate.models import Activity, Assignment, Entry, Span, Way
from annotate.reports import changes
from articles.text.blocks import Block
from tests.annotate.live.pages import open_page
from tests.annotate.working import an_ask, tag_words, work_for
from tests.cast import Cast, browser_of, make_cast
from tests.makers import make_entry

pytestmark = pytest.mark.django_db

CLAIM, SOURCE, LATER = "新桥😀明年通车", "市长王𠮷", "咖啡馆 cafe\u0301"


# Tags


def test_a_page_that_is_still_true_is_told_nothing(page):
    answer = page.ask()

    assert (answer.status_code, answer.content) == (204, b"")
    assert "no-store" in answer["Cache-Control"]


def test_what_a_teammate_tags_comes_with_its_paragraph_alone(page, mate, entry):
    number = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]

    news = page.news()

    assert list(news["rows"]) == ["b1"]
    assert f'id="n{number}"' in news["rows"]["b1"]
    assert (news["fresh"], news["told"]) == ([number], ["li-na tagged 1 place"])
    assert page.news() == {}


def test_what_is_moved_and_what_is_deleted_is_told_where_it_was(page, mate, entry):
    first = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]
    second = tag_words(mate, entry, "opinion", LATER).answer["spans"][0]["number"]
    page.news()
    start = entry.revision.text.index("专家")

    change_span(work_for(mate, entry), an_ask(), first, Edit(place=(start, start + 2)))
    delete_span(work_for(mate, entry), an_ask(), second)
    news = page.news()

    assert set(news["rows"]) == {"b1", "b2"}
    assert f'id="n{second}"' not in news["rows"]["b2"]
    assert news["told"] == ["li-na changed 1 tag", "li-na deleted 1 tag"]
    assert news["fresh"] == [first]


def test_what_is_moved_to_another_paragraph_leaves_the_first(page, mate, entry):
    number = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]
    page.news()
    start = entry.revision.text.index("法新社")

    change_span(work_for(mate, entry), an_ask(), number, Edit(place=(start, start + 3)))
    rows = page.news()["rows"]

    assert [f'id="n{number}"' in rows[row] for row in ("b1", "b2")] == [False, True]


def test_a_source_that_goes_is_told_where_it_is_named_too(page, mate, entry):
    source = tag_words(mate, entry, "source", "法新社").answer["spans"][0]["number"]
    claim = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]
    set_source(work_for(mate, entry), an_ask(), claim, Wanted(source))
    assert "— 法新社" in page.news()["rows"]["b1"]

    delete_span(work_for(mate, entry), an_ask(), source)
    news = page.news()

    assert "— 法新社" not in news["rows"]["b1"]
    assert set(news["rows"]) == {"b1", "b2"}


def test_a_link_is_told_at_the_tag_that_it_starts_from(page, mate, entry):
    source = tag_words(mate, entry, "source", "法新社").answer["spans"][0]["number"]
    claim = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]
    page.news()

    set_source(work_for(mate, entry), an_ask(), claim, Wanted(source))
    news = page.news()

    assert (news["fresh"], news["told"]) == ([claim], ["li-na changed 1 tag"])


def test_what_was_made_and_taken_back_is_told_as_deleted(page, mate, entry):
    tag_words(mate, entry, "claim", CLAIM)
    undo(work_for(mate, entry), an_ask())

    news = page.news()

    assert news["told"] == ["li-na deleted 1 tag"]
    assert news["fresh"] == []


def test_ones_own_tags_come_without_a_word(page, cast, entry):
    tag_words(cast.reviewer, entry, "claim", CLAIM)

    news = page.news()

    assert list(news["rows"]) == ["b1"]
    assert news["fresh"] == []
    assert "told" not in news


def test_what_can_be_undone_is_told_with_the_rows(page, cast, entry, mate):
    tag_words(cast.reviewer, entry, "claim", CLAIM)
    assert page.ask().json()["can_undo"] is True
    tag_words(mate, entry, "claim", LATER)
    assert page.ask().json()["can_undo"] is True


def test_a_viewer_is_told_what_the_team_tags(cast, entry, mate):
    page = open_page(cast.viewer, entry)
    tag_words(mate, entry, "claim", CLAIM)

    answer = page.ask().json()

    assert list(answer["rows"]) == ["b1"]
    assert "can_undo" not in answer


def test_what_an_import_brings_is_drawn_everywhere(page, mate, entry):
    """An import raises the number of the work, and its act stands with the project."""
    tag_words(mate, entry, "claim", CLAIM)
    page.news()
    Assignment.objects.filter(entry=entry).update(change_number=7)

    news = page.news()

    assert list(news["rows"]) == ["b0", "b1", "b2"]
    assert page.news() == {}


def test_after_very_many_acts_all_is_drawn_again(page, mate, entry, monkeypatch):
    monkeypatch.setattr(changes, "MOST_ACTS", 2)
    for words in (CLAIM, SOURCE, "专家"):
        tag_words(mate, entry, "claim", words)

    assert list(page.news()["rows"]) == ["b0", "b1", "b2"]


def test_a_page_that_says_nothing_of_itself_begins_with_what_it_is_answered(cast, entry, mate):
    tag_words(mate, entry, "claim", CLAIM)
    page = open_page(cast.reviewer, entry)

    for stand in ("", "1.2.3", page.stand.replace("open", "open.open")):
        answer = page.browser.get(page.address, {"stand": stand}).json()
        assert answer == {"change": 1, "stand": page.stand, "here": []}


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "x"},
        {"since": "-1"},
        {"since": str(2**63)},
        {"stand": "1' OR 1=1"},
        {"stand": "a" * 1000},
        {"since": "1\0", "stand": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")},
    ],
)
def test_hostile_questions_are_refused_with_a_sentence(page, asked):
    answer = page.browser.get(page.address, asked)

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_number_from_the_future_only_draws_all_again(page, entry, mate):
    tag_words(mate, entry, "claim", CLAIM)
    page.news()
    page.since = 4_000

    assert list(page.news()["rows"]) == ["b0", "b1", "b2"]


def test_pages_that_follow_what_happens_show_what_a_new_page_shows(page, cast, entry, mate):
    """Anything in any order: whoever puts the rows in place has what they would have after a reload."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    people, shown = [cast.reviewer, mate, cast.manager], rows_on_a_new_page(cast, entry)
    for _ in range(24):
        one_act(chance, chance.choice(people), entry)
        if chance.random() < 0.5:
            shown |= page.news().get("rows", {})
    shown |= page.news().get("rows", {})

    assert shown == rows_on_a_new_page(cast, entry)
    assert Activity.objects.filter(assignment__entry=entry).count() > 12


def one_act(chance: random.Random, user: User, entry: Entry) -> None:
    own = list(Span.objects.live().filter(assignment__entry=entry, author=user))
    if own and chance.random() < 0.6:
        span, work = chance.choice(own), work_for(user, entry)
        edits = [Edit(label="opinion"), Edit(place=(span.start, span.start + 1)), None]
        edit = chance.choice(edits)
        if edit is None:
            delete_span(work, an_ask(), span.number)
        elif not taken(span, edit):
            change_span(work, an_ask(), span.number, edit)
        return
    words = chance.choice([CLAIM, SOURCE, LATER, "法新社", "专家", "工程", "谈桥"])
    start = entry.revision.text.index(words)
    if not Span.objects.live().filter(author=user, start=start, end=start + len(words)).exists():
        tag_words(user, entry, chance.choice(["claim", "quote", "source"]), words)


def taken(span: Span, edit: Edit) -> bool:
    """Whether the words carry that tag of the same person already."""
    same = Span.objects.live().filter(assignment=span.assignment, author=span.author).exclude(pk=span.pk)
    start, end = edit.place or (span.start, span.end)
    return same.filter(start=start, end__in=(end, end + 1)).exists()


def rows_on_a_new_page(cast: Cast, entry: Entry) -> dict[str, str]:
    page = browser_of(cast.reviewer).get(reverse("workbench", args=[cast.project.slug, entry.pk]))
    whole = "".join(page.context["chunks"])
    starts = [whole.index(f'id="b{number}"') for number in range(len(entry.revision.blocks))]
    cuts = [whole.rindex("<", 0, at) for at in starts]
    ends = [*cuts[1:], len(whole)]
    return {f"b{number}": whole[cuts[number] : ends[number]] for number in range(len(cuts))}


# What it costs


def test_a_page_that_is_still_true_costs_two_statements_besides_who_asks(page, django_assert_num_queries):
    with django_assert_num_queries(2 + 2):  # the session, the person; the pulse, who is there
        assert page.ask().status_code == 204


def test_where_reviewers_work_alone_it_costs_one(django_assert_num_queries):
    cast = make_cast(way=Way.INDEPENDENT)
    page = open_page(cast.reviewer, make_entry(cast.project))

    with django_assert_num_queries(2 + 1):
        assert page.ask().status_code == 204


def test_news_cost_the_same_however_much_there_is(page, mate, entry, project_of_many):
    costs = []
    for words in ((CLAIM,), ("专家", "工程", "法新社", "局势", "谈桥")):
        for one in words:
            tag_words(mate, entry, "claim", one)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert page.news()["rows"]
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


@pytest.fixture
def project_of_many(cast: Cast) -> None:
    for _ in range(3):
        make_entry(cast.project, Block("paragraph", "字😀字"))


# Comments


def test_a_comment_comes_as_a_count_and_goes_when_it_is_resolved(page, mate, entry):
    number = tag_words(mate, entry, "claim", CLAIM).answer["spans"][0]["number"]
    page.news()
    comment = say(work_for(mate, entry), NewComment(uuid4(), "真的吗😀\r\ne\u0301", span=number))

    news = page.news()
    assert "1 comment" in news["comments"]
    assert "1 new" in news["comments"]
    assert list(news["rows"]) == ["b1"]
    assert page.news() == {}

    change_standing(work_for(mate, entry), comment.pk, resolved=True)
    news = page.news()
    assert "1 comment" not in news["comments"]
    assert list(news["rows"]) == ["b1"]


def test_a_comment_on_an_article_that_nobody_has_begun_is_told(page, mate, entry):
    say(work_for(mate, entry), NewComment(uuid4(), "谁来读？"))

    news = page.news()

    assert "1 new" in news["comments"]
    assert "rows" not in news
