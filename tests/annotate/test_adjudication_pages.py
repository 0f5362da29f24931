"""The pages of adjudication: who may see them, what they send, and what they never tell."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from annotate.adjudicating.kinds import Reason
from annotate.adjudicating.stored import from_json
from annotate.models import Decision, DecisionItem, Entry, Span, State
from annotate.roles import Role
from tests.annotate.adjudicating import Desk, Said, desk
from tests.cast import browser_of
from tests.makers import make_member, make_user

pytestmark = pytest.mark.django_db

WORDS = "“新桥😀明年通车。”"
QUOTE = Said("quote", WORDS, {"quote_type": "direct"}, source="王𠮷")
SHORTER = Said("quote", "新桥😀明年通车", {"quote_type": "mixed"})
SOURCE = Said("source", "王𠮷")
CLAIM = Said("claim", "咖啡馆 cafe\u0301 仍在营业")
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


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


def page(table: Desk, **asked: str) -> str:
    answer = browser_of(table.adjudicator).get(address(table), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def send(table: Desk, browser: Client | None = None, key: str = "", **fields: object):
    key = key or table.undecided()[0].key
    fields = {"request": str(uuid4()), **fields}
    return (browser or browser_of(table.adjudicator)).post(
        address(table, "decide", key), fields, headers=SCRIPT
    )


def candidates(html: str) -> list[str]:
    return re.findall(r'name="take"\s+value="([0-9a-f]{12})"', html)


# Who may


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.VIEWER])
def test_only_adjudicators_and_managers_decide(begun, role):
    other = browser_of(make_member(begun.project, role))
    queue = reverse("adjudication", args=[begun.project.slug])

    assert other.get(queue).status_code == 403
    assert other.get(address(begun)).status_code == 403
    assert send(begun, other, reject="1").status_code == 403
    assert Decision.objects.filter(rule="").count() == 0


def test_strangers_and_people_of_other_projects_find_nothing(begun):
    for user in (make_user(), desk().adjudicator):
        browser = browser_of(user)
        for found in (address(begun), address(begun, "gold"), address(begun, "feedback")):
            assert browser.get(found).status_code == 404
        assert send(begun, browser, reject="1").status_code == 404


def test_reviewers_see_neither_gold_nor_feedback_before_it_is_finished(begun):
    for number in (0, 1):
        browser = browser_of(begun.reviewers[number])
        assert browser.get(address(begun, "gold")).status_code == 404
        assert browser.get(address(begun, "feedback")).status_code == 404
        workbench = browser.get(f"/p/{begun.project.slug}/articles/{begun.entry.pk}/").content.decode()
        assert ("quote" in re.findall(r'data-l="(\w+)"', workbench)) is True
        assert len(re.findall(r'class="note ', workbench)) == (2 if number == 0 else 3)


def test_only_managers_see_who_errs(begun):
    lessons = reverse("lessons", args=[begun.project.slug])
    manager = begun.project.memberships.get(role=Role.MANAGER).user

    assert browser_of(begun.adjudicator).get(lessons).status_code == 403
    assert browser_of(manager).get(lessons).status_code == 200


# The article


def test_an_article_that_is_not_ready_says_so_and_shows_no_tags():
    table = desk()
    table.hand_in(0, QUOTE)

    html = page(table)

    assert "once all its reviewers have submitted it" in html
    assert "<mark" not in html
    answer = browser_of(table.adjudicator).post(address(table), {"request": str(uuid4())})
    assert answer.status_code == 409


def test_beginning_brings_the_tags_together_once(table):
    browser, same = browser_of(table.adjudicator), str(uuid4())
    assert "2 reviewers have submitted this article" in page(table)

    for _again in range(2):
        answer = browser.post(address(table), {"request": same})
        assert answer.status_code == 302
        assert answer["Location"].startswith(address(table))

    assert DecisionItem.objects.count() == 3
    assert table.gold() == [("source", "王𠮷")]


def test_the_page_shows_the_first_undecided_item_with_its_candidates_on_the_text(begun):
    html = page(begun)

    assert "Different boundaries" in html
    assert len(candidates(html)) == 2
    assert sorted(re.findall(r'data-letter="(.)"', html)) == ["A", "B"]
    assert 'class="open ' in html
    assert 'class="gold ' in html
    assert "1 of 3 settled, 2 to decide" in html


def test_the_text_is_escaped_and_slices(begun):
    html = page(begun)

    shown = re.sub(r"<[^>]+>", "", html[html.index('id="text"') : html.index('id="card"')])
    assert begun.entry.revision.text.splitlines()[1] in shown


def test_neither_names_nor_keys_of_the_reviewers_are_on_the_page(begun):
    html = page(begun) + page(begun, item=begun.undecided()[1].key)
    answer = send(begun, take=candidates(html)[0], **{"from": begun.undecided()[0].key}).content.decode()

    for text in (html, answer):
        for user in begun.reviewers:
            assert user.username not in text
            assert begun.project.memberships.get(user=user).handle not in text
        keys = Span.objects.filter(assignment__kind="own").values_list("uid", flat=True)
        assert not any(str(uid) in text for uid in keys)


def test_an_adjudicator_who_read_the_article_is_told_and_stands_in_no_special_place():
    places = []
    for _number in range(24):
        table = desk()
        table.project.memberships.filter(user=table.reviewers[0]).update(role=Role.ADJUDICATOR)
        table.hand_in(0, QUOTE)
        table.hand_in(1, SHORTER)
        table.merge(table.reviewers[0])
        html = browser_of(table.reviewers[0]).get(address(table)).content.decode()
        assert "You are one of the reviewers of this article" in html
        places.append(_place(table, html))
    assert set(places) == {0, 1}


def _place(table: Desk, html: str) -> int:
    """Return at which place the candidate of the first reviewer stands."""
    [item] = table.items()
    mine = next(one.name for one in from_json(item.spans) if table.words(one.said[0]) == WORDS)
    return candidates(html).index(mine)


# Deciding


def test_one_press_decides_and_brings_the_next(begun):
    first, second = begun.undecided()
    choice = candidates(page(begun))[0]

    answer = send(begun, take=choice, **{"from": first.key}).json()

    assert (answer["item"], answer["left"], answer["done"], answer["can_undo"]) == (second.key, 1, 2, True)
    assert "Tagged by some only" in answer["card"]
    assert set(answer["rows"]) == {"b1"}
    assert "data-letter" in answer["rows"]["b1"]
    assert Decision.objects.filter(item=first).count() == 1


def test_without_scripts_a_press_leads_to_the_next_item(begun):
    first, second = begun.undecided()
    browser = browser_of(begun.adjudicator)

    answer = browser.post(address(begun, "decide", first.key), {"request": str(uuid4()), "reject": "1"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{address(begun)}?item={second.key}#card"
    browser.post(address(begun, "decide", second.key), {"request": str(uuid4()), "reject": "1"})
    assert "All is decided" in page(begun)


def test_the_second_of_two_is_answered_409_with_what_was_decided(begun):
    first = begun.undecided()[0]
    begun.decide(first, WORDS)
    other = browser_of(make_member(begun.project, Role.ADJUDICATOR))

    answer = send(begun, other, key=first.key, reject="1")

    assert answer.status_code == 409
    assert WORDS in answer.json()["error"]
    assert "Decided by" in answer.json()["card"]
    plain = other.post(address(begun, "decide", first.key), {"request": str(uuid4()), "reject": "1"})
    assert plain.status_code == 409
    assert "has decided this meanwhile" in plain.content.decode()


def test_a_decision_says_why_and_can_be_changed_later(begun):
    first = begun.undecided()[0]
    send(begun, reject="1", reason="guideline_gap", note="引号算不算？")
    html = page(begun, item=first.key)

    assert "Decided by" in html
    assert 'value="引号算不算？"' in html
    seen = re.search(r'name="seen" value="(\d+)"', html)
    assert seen
    answer = send(begun, key=first.key, take=candidates(html)[0], seen=seen[1])
    assert answer.status_code == 200
    assert Decision.objects.live().get(item=first).reason == Reason.NONE


def test_editing_by_form_takes_words_label_and_attributes(begun):
    start = begun.entry.revision.text.index("新桥")
    answer = send(
        begun,
        edit="1",
        label="claim",
        start=start,
        end=start + 3,
        **{"attr-claim-check_worthy": "yes", "attr-quote-quote_type": "mixed"},
    )

    assert answer.status_code == 200
    span = Span.objects.get(assignment__kind="gold", label__name="claim")
    assert (span.words, span.attrs) == ("新桥😀", {"check_worthy": "yes"})


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"take": "x", "reject": "1"},
        {"take": "invented"},
        {"take": "\x00"},
        {"reject": "1", "reason": "invented"},
        {"reject": "1", "note": "长" * 2001},
        {"reject": "1", "seen": "-1"},
        {"reject": "1", "seen": "9" * 40},
        {"reject": "1", "request": "invented"},
        {"edit": "1"},
        {"edit": "1", "label": "claim", "start": "5", "end": "4"},
        {"edit": "1", "label": "claim", "start": "-5", "end": "999999999999999999999"},
        {"edit": "1", "label": "<script>", "start": "5", "end": "7"},
        {"edit": "1", "label": "claim", "start": "5", "end": "7", "attr-claim-check_worthy": "<b>"},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(begun, fields):
    answer = send(begun, **fields)

    assert answer.status_code == 422
    assert answer.json()["error"].endswith((".", "。"))
    assert Decision.objects.filter(rule="").count() == 0


def test_j_and_k_go_around_the_undecided_items(begun):
    first, second = begun.undecided()
    browser = browser_of(begun.adjudicator)

    def go(**asked: str) -> Any:
        return browser.get(address(begun), asked, headers=SCRIPT).json()

    assert go(**{"from": first.key, "to": "on"})["item"] == second.key
    assert go(**{"from": second.key, "to": "on"})["item"] == first.key
    assert go(**{"from": second.key, "to": "back"})["item"] == first.key
    assert go(**{"from": first.key, "to": "back"})["item"] == second.key
    assert go(item=first.key, **{"from": second.key})["item"] == first.key
    assert go(item="invented")["item"] == ""
    assert go(**{"from": "invented", "to": "back"})["item"] == first.key


def test_undo_shows_the_item_again_and_redo_goes_on(begun):
    first, second = begun.undecided()
    send(begun, reject="1")
    browser = browser_of(begun.adjudicator)

    def press(route: str) -> Any:
        return browser.post(address(begun, route), {"request": str(uuid4())}, headers=SCRIPT).json()

    undone = press("adjudicate-undo")
    assert (undone["item"], undone["left"], undone["can_redo"]) == (first.key, 2, True)
    assert press("adjudicate-redo")["item"] == second.key
    assert "error" in press("adjudicate-redo")
    plain = browser.post(address(begun, "adjudicate-undo"), {"request": str(uuid4())})
    assert plain["Location"] == f"{address(begun)}?item={first.key}#card"


def test_finishing_leads_back_to_the_queue_and_can_be_taken_back(begun):
    browser = browser_of(begun.adjudicator)

    def press(route: str, **how):
        return browser.post(address(begun, route), {"request": str(uuid4())}, **how)

    assert press("adjudicate-finish", headers=SCRIPT).status_code == 409
    for item in begun.undecided():
        begun.decide(item)
    assert press("adjudicate-finish", headers=SCRIPT).json() == {
        "next": reverse("adjudication", args=[begun.project.slug])
    }
    assert "The reviewers see what became of their tags" in page(begun)
    assert press("adjudicate-reopen")["Location"].startswith(address(begun))
    assert press("adjudicate-finish")["Location"] == reverse("adjudication", args=[begun.project.slug])
    assert Entry.objects.get().adjudicated_at


def test_a_reviewer_who_comes_back_stops_the_adjudication_and_one_press_goes_on(begun):
    begun.decide(begun.undecided()[0], WORDS)
    work = begun.hand_in(1, SOURCE, SHORTER, CLAIM, Said("opinion", "局势"))
    html = page(begun)
    assert "A reviewer has submitted this article again" in html
    assert send(begun, reject="1").status_code == 409

    browser_of(begun.adjudicator).post(address(begun), {"request": str(uuid4())})

    assert [begun.words(item) for item in begun.undecided()] == ["局势", CLAIM.words]
    work.state = State.IN_PROGRESS
    work.save()
    assert "not ready" in page(begun)
