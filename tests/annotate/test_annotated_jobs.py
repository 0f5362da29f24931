"""Imports of tags in the background: in steps, stopped and resumed, the same in the end as at once."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from annotate.actions.importing.allowed import IMPORT_GONE, MAY_NOT_IMPORT
from annotate.actions.importing.annotated_jobs import (
    DAMAGED,
    KIND,
    LABELS_GONE,
    UNDONE,
    run_import,
)
from annotate.actions.projects import trash_project
from annotate.actions.taking_back import take_back
from annotate.imports.bundle import packed
from annotate.models import Activity, Label, Membership, PendingImport, Relation, Span, Verb, Way
from annotate.roles import Role
from articles.models import RawDocument
from jobs import queue
from jobs.models import Chunk, Job, State, Upload
from tests.annotate.foreign import TEXT, lines, region, task, utf16
from tests.annotate.test_annotated_pages import page_of, upload
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db

TEXTS = [f"第{number}篇😀𠮷 e\u0301：\r\n“好”。" for number in range(5)]


@pytest.fixture(autouse=True)
def _steps_of_two(monkeypatch):
    monkeypatch.setattr("annotate.actions.importing.annotated_jobs.AT_ONCE", 2)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def place(text):
    start = utf16(text[: text.index("“")])
    return [start, start + 3, "引语"]


def doccano(texts=TEXTS):
    return lines(*({"text": text, "label": [place(text), [0, 1, "XYZ"]]} for text in texts))


def begin(browser, cast, raw=b"", name="all.jsonl", **plan):
    """Confirm a file, and return the address of what comes of it."""
    preview = upload(browser, cast, raw or doccano(), name)["Location"]
    answer = browser.post(preview, plan or {"label-0": "+", "label-1": "=quote"})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def work():
    call_command("work", "--once")


def steps():
    """Take the job, and return its lease with its steps."""
    lease = queue.take("worker", [KIND])
    return lease, run_import(lease)


def imported():
    return Activity.objects.get(verb=Verb.IMPORT)


def stored(cast):
    spans = Span.objects.live().filter(assignment__entry__project=cast.project)
    told = spans.values_list("assignment__revision__text", "label__name", "words", "start", "origin")
    return sorted(told)


def test_many_texts_are_imported_in_the_background_as_they_would_be_at_once(cast, browser, monkeypatch):
    page = browser.get(begin(browser, cast)).content.decode()
    assert "In the background" in page
    assert "0 / 5" in page
    assert "Undo the whole import" not in page
    assert not Span.objects.exists()

    work()

    job = Job.objects.get()
    assert (job.state, job.done, job.counts) == (State.DONE, 5, {"spans": 10, "already": 0, "links": 0})
    assert Upload.objects.count() == Chunk.objects.count() == 0
    assert RawDocument.objects.count() == 1
    other = make_cast()
    monkeypatch.setattr("annotate.actions.importing.annotated_jobs.AT_ONCE", 200)
    begin(browser_of(other.manager), other)
    assert Job.objects.count() == 1
    assert stored(other) == stored(cast)
    assert [words for _text, _label, words, _start, _origin in stored(cast)].count("“好”") == 5
    told = [activity.answer for activity in Activity.objects.filter(verb=Verb.IMPORT).order_by("pk")]
    assert told[0] == told[1]


def test_few_texts_are_imported_at_once(cast, browser):
    begin(browser, cast, doccano(TEXTS[:2]))

    assert Span.objects.count() == 4
    assert not Job.objects.exists()


def test_the_same_file_again_brings_nothing_twice(cast, browser):
    for _ in range(2):
        begin(browser, cast, **{"label-0": "=claim", "label-1": "=quote"})
        work()

    assert (Span.objects.count(), cast.project.entries.count(), RawDocument.objects.count()) == (10, 5, 1)
    first, second = Activity.objects.filter(verb=Verb.IMPORT).order_by("pk")
    assert (first.answer["spans"], second.answer["spans"], second.answer["already"]) == (10, 0, 10)
    assert second.changes == []


def test_a_form_that_is_sent_twice_begins_one_import(cast, browser):
    preview = upload(browser, cast, doccano(), "a.jsonl")["Location"]
    places = {browser.post(preview, {"label-0": "+", "label-1": "=quote"})["Location"] for _ in range(2)}

    assert len(places) == Job.objects.count() == Activity.objects.filter(verb=Verb.IMPORT).count() == 1
    assert PendingImport.objects.get().content == b""


def test_an_import_can_be_stopped_resumed_and_undone_as_one(cast, browser):
    address = begin(browser, cast)
    lease, doing = steps()
    next(doing)
    assert (lease.job.done, lease.job.counts["spans"]) == (2, 4)
    with pytest.raises(ValidationError, match="still under way"):
        take_back(imported(), cast.manager)
    browser.post(f"{address}stop/")
    assert lease.is_to_stop
    lease.end(State.STOPPED)
    assert "Undo the whole import" in browser.get(address).content.decode()

    browser.post(f"{address}resume/")
    work()

    assert Span.objects.count() == 10
    assert len({change["id"] for change in imported().changes if change["thing"] == "spans"}) == 5
    take_back(imported(), cast.manager)
    assert not Span.objects.live().exists()
    assert not cast.project.entries.filter(removed_at=None).exists()
    page = browser.get(address).content.decode()
    assert "This import has been undone." in page
    assert "In the background" not in page
    assert browser.post(f"{address}resume/").status_code == 404


def test_what_has_been_changed_since_keeps_an_import_from_being_undone(cast, browser):
    begin(browser, cast)
    work()
    Span.objects.filter(number=1).update(updated_at=timezone.now())

    with pytest.raises(ValidationError, match="have been changed"):
        take_back(imported(), cast.manager)


def test_a_process_that_dies_is_followed_by_another_that_goes_on_where_it_was(cast, browser):
    begin(browser, cast)
    _lease, doing = steps()
    next(doing)
    next(doing)
    Job.objects.update(lease_until=timezone.now() - queue.LEASE)

    work()

    assert (Job.objects.get().state, Span.objects.count()) == (State.DONE, 10)
    assert imported().answer["texts"] == 5


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (lambda cast: trash_project(cast.project, cast.manager), IMPORT_GONE),
        (lambda cast: Membership.objects.filter(user=cast.manager).update(role=Role.VIEWER), MAY_NOT_IMPORT),
        (lambda _cast: Chunk.objects.update(content=b"\0"), DAMAGED),
        (lambda _cast: Label.objects.filter(name="quote").update(archived_at=timezone.now()), LABELS_GONE),
    ],
)
def test_a_job_that_cannot_go_on_says_why(cast, browser, happens, sentence):
    begin(browser, cast)
    happens(cast)

    work()

    job = Job.objects.get()
    assert (job.state, job.problem) == (State.FAILED, sentence)
    assert not Span.objects.exists()


def test_an_import_that_was_undone_does_not_go_on(cast, browser):
    begin(browser, cast)
    lease, doing = steps()
    next(doing)
    lease.end(State.STOPPED)
    take_back(imported(), cast.manager)
    queue.send_off(Job.objects.get())

    work()

    assert (Job.objects.get().problem, Span.objects.live().count()) == (UNDONE, 0)


def test_names_of_people_and_links_reach_the_job(browser):
    cast = make_cast(way=Way.INDEPENDENT)
    client = browser_of(cast.manager)
    link = {
        "type": "relation",
        "from_id": "a",
        "to_id": "b",
        "direction": "right",
        "labels": ["attributed_to"],
    }
    tasks = [
        {**task(region("a", "quote", "好吃"), region("b", "source", "他"), link), "id": number,
         "data": {"text": f"{TEXT}{number}"}}
        for number in range(3)
    ]  # fmt: skip
    plan = {"label-0": "=quote", "label-1": "=source", "link-0": "=attributed_to"}
    plan["person-0"] = f"={cast.member(cast.reviewer).handle}"
    begin(client, cast, json.dumps(tasks).encode(), "tasks.json", **plan)

    work()

    assert {span.author for span in Span.objects.all()} == {cast.reviewer}
    assert (Relation.objects.count(), Job.objects.get().counts["links"]) == (3, 3)


def test_remarks_of_all_steps_are_told_and_only_the_first_are_kept(cast, browser, monkeypatch):
    for module in ("annotated", "annotated_jobs"):
        monkeypatch.setattr(f"annotate.actions.importing.{module}.MOST_REMARKS", 2)
    records = [{"text": text, "label": [[0, 2, "引语"], [0, 2, "引语"]]} for text in TEXTS]
    begin(browser, cast, lines(*records), **{"label-0": "=quote"})

    work()

    told = imported().answer
    assert (len(told["remarks"]), told["more"] > 0) == (2, True)


def test_brat_comes_in_by_the_background_too(cast, browser):
    pairs = [
        (f"{number}.{end}", raw.encode())
        for number in range(3)
        for end, raw in (("txt", f"{number}{TEXT}"), ("ann", "T1\tQuote 2 3\t说\n"))
    ]
    begin(browser, cast, packed(pairs), "a.zip", **{"label-0": "=quote"})

    work()

    assert [span.words for span in Span.objects.all()] == ["说"] * 3


def test_strangers_and_reviewers_learn_nothing_of_how_far_it_is(cast, browser):
    address = begin(browser, cast)
    for user, status in ((cast.stranger, 404), (cast.reviewer, 403)):
        client = browser_of(user)
        answers = (
            client.get(f"{address}progress/"),
            client.post(f"{address}stop/"),
            client.post(f"{address}resume/"),
        )
        assert [answer.status_code for answer in answers] == [status] * 3
    assert Job.objects.get().state == State.WAITING


def test_the_page_asks_as_many_questions_whatever_has_come_in(cast, browser, django_assert_max_num_queries):
    address = begin(browser, cast)
    for _ in range(2):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
        work()
    assert "5 / 5" in browser.get(f"{address}progress/").content.decode()
    assert page_of(cast) in address
