"""Looking into large files of tagged texts: by a worker, and never while somebody waits for a page."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotate.actions.importing.annotated_looks import GONE, KIND, run_look
from annotate.imports.contents import MOST_NAMES, Contents, contents_of
from annotate.imports.reading import read
from annotate.models import Activity, PendingImport, Relation, Span, Verb
from jobs import queue
from jobs.models import Finding, Job, State
from jobs.working import JobProblem
from tests.annotate.foreign import lines
from tests.annotate.test_annotated_pages import upload
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db

TEXT = "第一段😀𠮷 e\u0301：\r\n“好”。\r\n\r\n第二段。"


@pytest.fixture(autouse=True)
def _all_files_are_large(monkeypatch):
    # The view first: if this loads it, it must not take the small number over for good.
    monkeypatch.setattr("annotate.views.importing.annotated.QUICKLY_READ", 10)
    monkeypatch.setattr("annotate.actions.importing.annotated_looks.QUICKLY_READ", 10)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def native(number=0):
    start = TEXT.index("“")
    spans = [
        {"id": "a", "start": start, "end": start + 3, "label": "引语", "text": "“好”", "annotator": "anna"},
        {"id": "b", "start": 0, "end": 3, "label": "claim", "text": "第一段"},
    ]
    relations = [{"from": "a", "to": "b", "type": "about"}]
    text = f"{TEXT}{number}"
    return {"schema_version": "1.0", "title": "题", "text": text, "spans": spans, "relations": relations}


def brought(browser, cast, raw=b"", name="all.jsonl"):
    """Upload a file, and return the address of its preview."""
    return upload(browser, cast, raw or lines(*map(native, range(3))), name)["Location"]


def work():
    call_command("work", "--once")


def test_a_large_file_is_looked_into_in_the_background_and_then_imported(cast, browser):
    preview = brought(browser, cast)

    page = browser.get(preview).content.decode()
    assert "In the background" in page
    assert "The first text" not in page
    assert not Finding.objects.exists()

    work()
    page = browser.get(preview).content.decode()
    assert "In the background" not in page
    assert ">“好”</mark>" in page
    answer = browser.post(preview, {"label-0": "=claim", "label-1": "=quote", "link-0": "+"})
    work()

    assert (Span.objects.count(), Relation.objects.count()) == (6, 3)
    assert Activity.objects.get(verb=Verb.IMPORT).answer["spans"] == 6
    assert browser.get(answer["Location"]).status_code == 200


def test_a_page_of_a_large_file_does_not_read_it(cast, browser, monkeypatch):
    preview = brought(browser, cast)
    work()
    monkeypatch.setattr("annotate.views.importing.annotated.read", None)

    assert "The first text" in browser.get(preview).content.decode()
    assert "Say what is to become of" in browser.post(preview, {}).content.decode()


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"\x00\x01" * 40, "x.bin", "This is none of the formats with tags"),
        (b"PK\x03\x04" + b"x" * 40, "x.zip", "The archive is damaged"),
        (b'{"text": "' + b"[" * 9_000, "x.jsonl", "x.jsonl, line 1: This looks like JSON, but it is damaged"),
        (
            lines(
                {"text": "字" * 30, "label": [[0, 1, f"标签 {number}"] for number in range(MOST_NAMES + 1)]}
            ),
            "x.jsonl",
            "more than 1,000 different labels",
        ),
    ],
)
def test_what_is_wrong_with_a_large_file_is_said_on_its_page(cast, browser, raw, name, sentence):
    preview = brought(browser, cast, raw, name)
    work()
    answer = browser.get(preview)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Job.objects.get().state == State.DONE


def test_a_large_file_is_read_as_something_else_only_when_that_is_asked_for(cast, browser):
    raw = lines({"text": "😀𠮷好。", "label": [[4, 5, "x"]]})
    preview = brought(browser, cast, raw)
    work()
    assert "UTF-16 units" in browser.get(preview).content.decode()
    browser.get(preview, {"unit": "code_points"})
    assert Job.objects.count() == 1

    for _ in range(2):
        other = browser.post(preview, {"look": "again", "format": "doccano", "unit": "code_points"})
    assert Job.objects.count() == 2
    assert "In the background" in browser.get(other["Location"]).content.decode()
    work()

    assert "The first text" in browser.get(other["Location"]).content.decode()


def test_how_far_a_look_is_is_told_until_it_is_done_and_then_the_page_comes_again(cast, browser):
    brought(browser, cast)
    address = reverse(
        "import-annotated-look",
        args=[cast.project.slug, PendingImport.objects.get().pk, Job.objects.get().pk],
    )

    answer = browser.get(address, headers={"HX-Request": "true"})
    assert ("HX-Refresh" in answer, "Stop</button>" in answer.content.decode()) == (False, False)
    work()

    assert browser.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_look_that_broke_off_can_be_begun_again(cast, browser):
    preview = brought(browser, cast)
    queue.take("worker", [KIND]).end(State.FAILED, problem="It broke off.")
    page = browser.get(preview).content.decode()
    assert "It broke off." in page
    job = Job.objects.get()

    again = browser.post(f"{preview}reading/{job.pk}/")
    work()

    assert again["Location"].startswith(preview)
    assert "The first text" in browser.get(again["Location"]).content.decode()


def test_a_look_of_another_file_is_not_to_be_found(cast, browser):
    brought(browser, cast)
    first = Job.objects.get()
    second = brought(browser, cast, lines(native(9)))

    assert browser.get(f"{second}reading/{first.pk}/").status_code == 404


def test_a_look_for_a_file_that_has_gone_says_so(cast, browser):
    brought(browser, cast)
    PendingImport.objects.all().delete()

    with pytest.raises(JobProblem) as problem:
        next(run_look(queue.take("worker", [KIND])))

    assert str(problem.value) == GONE


def test_whoever_looks_gives_signs_of_life_while_the_file_is_read(cast, browser, monkeypatch):
    brought(browser, cast)
    lease = queue.take("worker", [KIND])
    beats = []
    monkeypatch.setattr("jobs.queue.Lease.renew", lambda _lease: beats.append(1))

    list(run_look(lease))

    assert len(beats) >= 5  # the file, its lines, and each of the three texts


def test_what_a_look_has_found_is_the_same_when_it_comes_back_from_json():
    found = contents_of(read(lines(native()), "a.jsonl"), "a.jsonl")

    assert Contents.from_json(json.loads(json.dumps(found.as_json()))) == found
    assert found.ends == {"about": (("引语",), ("claim",))}
    empty = Contents.from_json(found.as_json() | {"first": None})
    assert empty.first is None


def test_of_a_very_long_first_text_only_the_beginning_is_kept():
    text = "很长😀" * 9_000
    raw = lines({"text": text, "label": [[0, 2, "x"], [30_000, 30_002, "y"]]})

    first = contents_of(read(raw, "a.jsonl"), "a.jsonl").first

    assert first is not None
    assert (len(first.text), first.paragraphs) == (20_000, ((0, 20_000),))
    assert [(span.start, span.end, span.label) for span in first.spans] == [(0, 2, "x")]


@pytest.mark.parametrize("texts", [1, 40])
def test_a_page_of_a_look_costs_the_same_for_any_file(cast, browser, django_assert_max_num_queries, texts):
    preview = brought(browser, cast, lines(*map(native, range(texts))))
    work()

    with django_assert_max_num_queries(11):
        browser.get(preview)
