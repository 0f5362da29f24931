"""``manage.py measure_agreement``."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotate.models import AgreementReport, Way
from tests.annotate.agreeing import read_by
from tests.cast import Cast, make_cast
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast(way=Way.INDEPENDENT, name="Bridge")
    entry, second = make_entry(cast.project), make_member(cast.project)
    read_by(cast.reviewer, entry, ("quote", "“新桥😀明年通车。”"), ("claim", "新桥"))
    read_by(second, entry, ("quote", "“新桥😀明年通车。”"), ("opinion", "新桥"))
    return cast


def run(*words: str) -> str:
    out = StringIO()
    call_command("measure_agreement", *words, stdout=out)
    return out.getvalue()


def test_it_prints_a_table(cast):
    lines = run("bridge").splitlines()

    assert lines[0] == "bridge: 1 articles, 2 reviewers"
    assert lines[1].split() == [
        *("label", "F1", "exact", "overlap", "uα", "95", "%"),
        *("tags", "same", "bound.", "label", "missing"),
    ]
    assert lines[2].split()[:5] == ["claim", "0.00", "0.00", "0.00", "-0.01"]
    assert lines[-2].split()[:4] == ["all", "0.50", "0.50", "0.50"]
    assert lines[-1] == "Where there is no number, --json says why."


def test_it_prints_json_with_handles_and_no_names(cast):
    text = run("bridge", "--json")
    found = json.loads(text)

    assert found["schema"] == "xiwen-agreement/1"
    assert found["is_up_to_date"]
    assert found["reviewers"][0] == cast.member(cast.reviewer).handle
    assert cast.reviewer.username not in text
    assert [line["label"] for line in found["labels"]] == ["claim", "quote", "opinion"]
    assert found["labels"][1]["f1"] == {"value": 1.0}


def test_it_measures_again_only_what_has_changed(cast):
    run("bridge")
    first = AgreementReport.objects.get()
    run("bridge", "--json")

    assert AgreementReport.objects.get().measured_at == first.measured_at


def test_labels_reviewers_and_days_can_be_chosen(cast):
    handle = cast.member(cast.reviewer).handle

    found = json.loads(run("bridge", "--json", "--label", "claim", "--reviewer", handle))

    assert [line["label"] for line in found["labels"]] == ["claim"]
    assert list(found["pairs"][0]["counts"]["labels"]) == ["claim"]
    assert found["mixed_up_labels"] == [{"labels": ["claim", "opinion"], "spans": 1}]
    assert found["selection"]["reviewer"] == handle
    assert json.loads(run("bridge", "--json", "--since", "2026-03-05"))["articles"] == 0
    assert json.loads(run("bridge", "--json", "--until", "2026-03-04"))["articles"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["brigde"], "There is no project 'brigde'. Choose one of: bridge."),
        (["bridge", "--label", "clam"], "has no label 'clam'. Choose from: claim"),
        (["bridge", "--reviewer", "nobody"], "has no member 'nobody'. Choose one of: manager-1"),
        (["bridge", "--since", "tomorrow"], "'tomorrow' is no day. Write it as 2026-03-31."),
    ],
)
def test_a_wrong_word_is_answered_by_the_right_ones(cast, words, told):
    with pytest.raises(CommandError) as refused:
        run(*words)

    assert told in str(refused.value)
