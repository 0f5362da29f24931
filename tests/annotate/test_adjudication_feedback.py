"""What people see when an article is finished: reviewers, managers, everybody."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from annotate.actions.adjudicating.finishing import finish
from annotate.adjudicating.kinds import Reason
from annotate.roles import Role
from tests.annotate.adjudicating import Desk, Said, ask, desk
from tests.cast import browser_of
from tests.makers import make_member

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


def finished(table: Desk) -> None:
    quote, claim = table.undecided()
    table.decide(quote, WORDS, reason=Reason.GUIDELINE_GAP, note="引号算不算？")
    table.decide(claim, reason=Reason.TASTE)
    finish(table.work(), ask())


def test_each_reviewer_sees_what_became_of_each_of_their_tags_and_why(begun):
    finished(begun)

    first, second = (
        [(line.fate, line.words) for line in answer.context["lines"]]
        for answer in (browser_of(user).get(address(begun, "feedback")) for user in begun.reviewers)
    )

    assert first == [("kept", "王𠮷"), ("kept", WORDS)]
    assert second == [("kept", "王𠮷"), ("boundary", "新桥😀明年通车"), ("rejected", CLAIM.words)]
    html = browser_of(begun.reviewers[1]).get(address(begun, "feedback")).content.decode()
    assert "A matter of taste." in html
    assert "引号算不算？" in html
    assert re.findall(r"<ins>.*?</ins>", html), "the difference is shown"
    assert "Kind of quote" in html


def test_who_missed_something_is_shown_it():
    table = desk()
    table.hand_in(0, CLAIM)
    table.hand_in(1)
    table.merge()
    table.decide(table.undecided()[0], CLAIM.words)
    table.finish()

    [line] = browser_of(table.reviewers[1]).get(address(table, "feedback")).context["lines"]

    assert (line.fate, line.words) == ("missed", CLAIM.words)


def test_another_label_is_shown_with_both(begun):
    table = desk()
    table.hand_in(0, Said("opinion", CLAIM.words))
    table.hand_in(1, CLAIM)
    table.merge()
    [item] = table.undecided()
    table.amend(item, "claim", CLAIM.words)
    table.finish()

    [line] = browser_of(table.reviewers[0]).get(address(table, "feedback")).context["lines"]

    assert (line.fate, line.label.name, line.gold_label.name) == ("label", "opinion", "claim")


def test_a_manager_may_look_at_a_reviewers_feedback_and_nobody_else_may(begun):
    finished(begun)
    member = begun.project.memberships.get(user=begun.reviewers[1])
    manager = browser_of(begun.project.memberships.get(role=Role.MANAGER).user)

    html = manager.get(address(begun, "feedback"), {"of": member.pk}).content.decode()

    assert f"What became of the tags of {member.user.username}" in html
    assert manager.get(address(begun, "feedback")).status_code == 404
    for wrong in ("99999", "x", "9" * 30, "9" * 5_000):
        assert manager.get(address(begun, "feedback"), {"of": wrong}).status_code == 404
    own = browser_of(begun.reviewers[0]).get(address(begun, "feedback"), {"of": member.pk})
    assert own.context["person"] is None


def test_everybody_sees_the_gold_when_it_is_finished(begun):
    finished(begun)

    for user in (*begun.reviewers, make_member(begun.project, Role.VIEWER)):
        html = browser_of(user).get(address(begun, "gold")).content.decode()
        assert "Gold: 2 tags that hold after adjudication." in html
        assert WORDS in html
    assert (
        "What became of my tags"
        in browser_of(begun.reviewers[0]).get(address(begun, "gold")).content.decode()
    )


def test_managers_see_who_errs_how_and_what_the_guidelines_do_not_say(begun):
    finished(begun)
    manager = browser_of(begun.project.memberships.get(role=Role.MANAGER).user)

    answer = manager.get(reverse("lessons", args=[begun.project.slug]))

    told = {
        person.user.pk: {label.name: numbers for label, numbers in rows}
        for person, rows in answer.context["pupils"]
    }
    kept, _missed, rejected, _label, boundary, _details = range(6)
    first, second = told[begun.reviewers[0].pk], told[begun.reviewers[1].pk]
    assert (first["quote"][kept], second["quote"][boundary], second["claim"][rejected]) == (1, 1, 1)
    [gap] = answer.context["gaps"].object_list
    assert (gap.words, gap.labels, gap.decision.note) == (WORDS, ("Quote",), "引号算不算？")


def test_a_reopened_article_leaves_the_counts_and_hides_the_gold_again(begun):
    finished(begun)
    browser_of(begun.adjudicator).post(address(begun, "adjudicate-reopen"), {"request": str(uuid4())})

    assert browser_of(begun.reviewers[0]).get(address(begun, "gold")).status_code == 404
    manager = browser_of(begun.project.memberships.get(role=Role.MANAGER).user)
    assert manager.get(reverse("lessons", args=[begun.project.slug])).context["pupils"] == []
