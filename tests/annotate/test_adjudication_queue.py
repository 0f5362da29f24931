"""The queue of articles that are ready to be adjudicated."""

import pytest
from django.urls import reverse

from annotate.models import Entry
from tests.annotate.adjudicating import Desk, Said, desk
from tests.cast import browser_of

pytestmark = pytest.mark.django_db

WORDS = "“新桥😀明年通车。”"
QUOTE = Said("quote", WORDS, {"quote_type": "direct"}, source="王𠮷")
SHORTER = Said("quote", "新桥😀明年通车", {"quote_type": "mixed"})
SOURCE = Said("source", "王𠮷")
CLAIM = Said("claim", "咖啡馆 cafe\u0301 仍在营业")


@pytest.fixture
def table() -> Desk:
    """Two who agree about the source, not about where the quotation ends; one saw a claim."""
    made = desk()
    made.hand_in(0, SOURCE, QUOTE)
    made.hand_in(1, SOURCE, SHORTER, CLAIM)
    return made


@pytest.fixture
def begun(table: Desk) -> Desk:
    table.merge()
    return table


def address(table: Desk, route: str = "adjudicate", *more: str) -> str:
    return reverse(route, args=[table.project.slug, table.entry.pk, *more])


def test_the_queue_shows_what_is_ready_the_most_urgent_first(table):
    later = desk()
    later.hand_in(0)
    other = Entry.objects.exclude(pk=table.entry.pk).get()
    Entry.objects.filter(pk=other.pk).update(project=table.project, priority=5)
    browser, queue = browser_of(table.adjudicator), reverse("adjudication", args=[table.project.slug])

    lines = browser.get(queue).context["lines"].object_list
    assert [line.entry for line in lines] == [table.entry]
    later.hand_in(1)
    lines = browser.get(queue).context["lines"].object_list
    assert [(line.entry, line.left, line.reviewers) for line in lines] == [
        (other, None, 2),
        (table.entry, None, 2),
    ]

    table.merge()
    lines = browser.get(queue).context["lines"].object_list
    assert [(line.left, line.total) for line in lines] == [(None, 0), (2, 3)]
    for item in table.undecided():
        table.decide(item)
    table.finish()
    assert browser.get(queue).context["to_decide"].count == 1
    assert browser.get(queue).context["decided"].count == 1
    finished = browser.get(queue, {"show": "finished"})
    assert [line.entry for line in finished.context["lines"].object_list] == [table.entry]


def test_the_queue_of_a_team_that_works_together_says_that_there_is_nothing(table):
    table.project.way = "shared"
    table.project.save()

    html = (
        browser_of(table.adjudicator).get(reverse("adjudication", args=[table.project.slug])).content.decode()
    )

    assert "This team works together" in html


def test_queries_do_not_grow_with_the_articles_or_their_tags(begun, django_assert_max_num_queries):
    queue, browser = reverse("adjudication", args=[begun.project.slug]), browser_of(begun.adjudicator)
    counts = []
    for number in range(2):
        for found in (queue, address(begun), address(begun, "gold")):
            with django_assert_max_num_queries(32) as seen:
                assert browser.get(found).status_code == 200
            counts.append((found, number, len(seen)))
        more = desk()
        more.hand_in(0, *(Said("claim", word) for word in ("市长", "新桥", "通车", "专家", "局势", "营业")))
        more.hand_in(1)
        Entry.objects.filter(pk=more.entry.pk).update(project=begun.project)
        begun.hand_in(0, SOURCE, QUOTE, *(Said("claim", word) for word in ("市长", "通车", "专家", "局势")))
        begun.merge()
    assert [count for _found, number, count in counts if number == 0] == [
        count for _found, number, count in counts if number == 1
    ]
