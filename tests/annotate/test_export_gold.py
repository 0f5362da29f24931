"""What leaves of an adjudicated article: the gold, where it comes from, and what was decided."""

import csv
import io
import json
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command

from annotate.actions.adjudicating.deciding import Choice, decide
from annotate.adjudicating.kinds import Reason
from annotate.models import Span
from tests.annotate.adjudicating import Desk, Said, ask, desk
from tests.cast import browser_of
from tests.shared import shared

pytestmark = pytest.mark.django_db

QUOTE = Said("quote", "“新桥😀明年通车。”", source="王𠮷")
SOURCE = Said("source", "王𠮷")


@pytest.fixture
def settled() -> Desk:
    """One quotation that two agree on, one source of which only one knew, one claim that was rejected."""
    table = desk()
    table.hand_in(0, SOURCE, QUOTE)
    table.hand_in(1, Said("quote", "“新桥😀明年通车。”"), Said("claim", "咖啡馆 cafe\u0301 仍在营业"))
    table.merge()
    source, claim = table.undecided()
    table.decide(source, "王𠮷", reason=Reason.SLIP)
    table.decide(claim, reason=Reason.GUIDELINE_GAP, note="是不是事实？")
    table.finish()
    return table


def lines(table: Desk, **asked: str) -> list[dict[str, Any]]:
    address = f"/p/{table.project.slug}/export/native/"
    answer = browser_of(table.adjudicator).get(address, asked)
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.getvalue().decode().splitlines()]


def test_the_gold_alone_names_the_tags_it_was_made_from(settled):
    [article] = lines(settled, whose="gold")
    [reviewers] = lines(settled, whose="reviewers")

    assert [(span["label"], span["text"], span["status"]) for span in article["spans"]] == [
        ("source", "王𠮷", "gold"),
        ("quote", "“新桥😀明年通车。”", "gold"),
    ]
    assert all(article["text"][span["start"] : span["end"]] == span["text"] for span in article["spans"])
    by_id = {span["id"]: span["text"] for span in reviewers["spans"]}
    source, quote = article["spans"]
    assert source["origin"]["kind"] == "adjudication"
    assert [by_id[one] for one in source["origin"]["from"]] == ["王𠮷"]
    assert [by_id[one] for one in quote["origin"]["from"]] == ["“新桥😀明年通车。”"] * 2
    assert [(link["from"], link["to"], link["status"]) for link in article["relations"]] == [
        (quote["id"], source["id"], "gold")
    ]
    assert {(part["kind"], part["role"]) for part in article["assignments"]} == {("gold", "adjudicator")}
    assert "x_decisions" not in reviewers
    assert {part["kind"] for part in reviewers["assignments"]} == {"own"}


def test_every_decision_leaves_with_its_reason(settled):
    [article] = lines(settled)

    ids = {span["id"]: span["text"] for span in article["spans"]}
    told = {
        ids[one["spans"][0]]: (one["kind"], one["outcome"], one["rule"], one["reason"], len(one["results"]))
        for one in article["x_decisions"]
    }
    assert told == {
        "王𠮷": ("partial", "taken", None, "slip", 1),
        "“新桥😀明年通车。”": ("agreed", "taken", "agreed", "none", 1),
        "咖啡馆 cafe\u0301 仍在营业": ("partial", "rejected", None, "guideline_gap", 0),
    }
    assert [one["note"] for one in article["x_decisions"] if one["note"]] == ["是不是事实？"]
    assert {one["adjudicator_was_reviewer"] for one in article["x_decisions"]} == {False}


def test_native_lines_of_adjudicated_articles_follow_the_schema(settled):
    schema = json.loads(shared("domain", "native.schema.json").read_text("utf-8"))

    for whose in ("all", "gold", "reviewers"):
        for line in lines(settled, whose=whose):
            jsonschema.validate(line, schema)


def test_tables_and_flat_lines_tell_gold_from_the_rest(settled):
    browser, base = browser_of(settled.adjudicator), f"/p/{settled.project.slug}/export"

    table = browser.get(f"{base}/csv/").getvalue().decode("utf-8-sig")
    flat = browser.get(f"{base}/flat/", {"whose": "gold"}).getvalue().decode().splitlines()

    rows = list(csv.DictReader(io.StringIO(table)))
    assert sorted(row["status"] for row in rows) == ["gold", "gold", *["submitted"] * 4]
    assert [json.loads(line)["status"] for line in flat] == ["gold", "gold"]


def test_the_tags_of_one_reviewer_leave_alone(settled):
    handle = settled.project.memberships.get(user=settled.reviewers[0]).handle

    [article] = lines(settled, whose=handle)

    assert {span["annotator"] for span in article["spans"]} == {handle}
    assert [part["annotator"] for part in article["assignments"]] == [handle]


def test_an_unfinished_gold_is_a_draft(settled):
    table = desk()
    table.hand_in(0, SOURCE)
    table.hand_in(1, SOURCE)
    table.merge()

    [article] = lines(table, whose="gold")

    assert [span["status"] for span in article["spans"]] == ["draft"]
    address = f"/p/{table.project.slug}/export/native/"
    answer = browser_of(table.adjudicator).get(address, {"whose": "gold", "drafts": "0"})
    assert answer.status_code == 409


def test_a_reviewer_gets_no_gold_before_it_is_finished():
    table = desk()
    table.hand_in(0, SOURCE, QUOTE)
    table.hand_in(1, SOURCE)
    table.merge()
    browser, base = browser_of(table.reviewers[1]), f"/p/{table.project.slug}/export"

    alone = [json.loads(line) for line in browser.get(f"{base}/native/").getvalue().decode().splitlines()]
    other = table.project.memberships.get(user=table.reviewers[0]).handle

    assert [span["text"] for span in alone[0]["spans"]] == ["王𠮷"]
    assert "x_decisions" not in alone[0]
    assert browser.get(f"{base}/native/", {"whose": "gold"}).status_code == 409
    assert browser.get(f"{base}/native/", {"whose": other}).status_code == 409
    page = browser.get(f"{base}/", {"whose": "gold"}).content.decode()
    assert 'name="whose"' not in page


def test_the_export_page_lets_one_choose_and_counts_so(settled):
    page = browser_of(settled.adjudicator).get(f"/p/{settled.project.slug}/export/", {"whose": "gold"})

    assert page.context["counts"].spans == 2
    assert "whose=gold" in page.content.decode()


def test_two_tags_with_the_same_id_are_told_apart_in_the_gold_too(settled):
    """Clients make ids: nothing keeps two reviewers' from being the same."""

    first, second = Span.objects.filter(assignment__kind="own", label__name="quote").order_by("pk")
    Span.objects.filter(pk=second.pk).update(uid=first.uid)

    [article] = lines(settled)

    ids = [span["id"] for span in article["spans"]]
    assert len(set(ids)) == len(ids)
    gold = next(one for one in article["spans"] if one["status"] == "gold" and one["label"] == "quote")
    assert len(set(gold["origin"]["from"])) == 2
    assert set(gold["origin"]["from"]) <= set(ids)


def test_the_command_writes_the_gold(settled, capsys):
    call_command("export_annotations", settled.project.slug, whose="gold")

    [line] = capsys.readouterr().out.splitlines()
    assert {span["status"] for span in json.loads(line)["spans"]} == {"gold"}


def test_the_number_of_queries_does_not_grow_with_the_decisions(settled, django_assert_max_num_queries):
    table = desk()
    table.hand_in(0, *(Said("claim", words) for words in ("市长", "新桥", "明年", "通车", "专家", "局势")))
    table.hand_in(1)
    table.merge()
    for item in table.undecided():
        decide(table.work(), ask(), item.key, Choice())

    counts = []
    for one in (settled, table):
        with django_assert_max_num_queries(60) as seen:
            lines(one)
        counts.append(len(seen))
    assert counts[0] == counts[1]
