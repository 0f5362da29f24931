"""Imports in the background: what is kept, what becomes of it, and what the page says meanwhile."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from annotate.actions.importing.jobs import KIND, job_of, run_import
from annotate.actions.projects import trash_project
from annotate.models import Membership
from articles.importing import batches, runs
from articles.models import ImportRun, RawDocument
from jobs import queue
from jobs.models import Chunk, Job, State, Upload
from tests.annotate.importing import outcomes, page_of, result_of, send, upload
from tests.articles.acts import jsonl
from tests.articles.files import ADDRESS, feed_item
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _steps_of_fifty(monkeypatch):
    monkeypatch.setattr(batches, "MOST_TOGETHER", 50)
    monkeypatch.setattr(runs, "STEP", 50)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def many(number: int, *, first: int = 0):
    return [
        upload(feed_item(f"第{count}篇😀𠮷 e\u0301。\r\n", address=f"{ADDRESS}-{count}"), f"{count}.md")
        for count in range(first, first + number)
    ]


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, raw in files.items():
            archive.writestr(f"{name}.md", raw)
    return packed.getvalue()


def work() -> None:
    call_command("work", "--once")


def the_job() -> Job:
    return Job.objects.get()


def test_many_files_are_imported_in_the_background_and_none_is_kept_twice(cast, browser):
    page = result_of(browser, send(browser, cast.project, *many(31), upload(b"", "empty.md")))

    assert cast.project.entries.count() == 0
    assert "In the background" in page
    assert "0 / 32" in page
    assert "Nothing has been imported" not in page

    work()

    job = the_job()
    assert (job.state, job.done, job.counts) == (State.DONE, 32, {"new": 31, "failed": 1})
    assert cast.project.entries.count() == 31
    assert Upload.objects.count() == Chunk.objects.count() == 0
    assert RawDocument.objects.count() == 31
    page = browser.get(f"{page_of(cast.project)}{ImportRun.objects.get().pk}/").content.decode()
    assert "32 / 32" in page
    assert "hx-get" not in page


def test_few_files_are_imported_at_once(cast, browser):
    send(browser, cast.project, *many(30))

    assert cast.project.entries.count() == 30
    assert not Job.objects.exists()


def test_an_archive_is_imported_in_the_background_and_its_progress_counts_its_files(cast, browser):
    raw = zipped(
        **{f"n{count}": feed_item(f"第{count}篇😀。", address=f"{ADDRESS}-{count}") for count in range(120)}
    )
    send(browser, cast.project, upload(raw, "all.zip"), *many(2, first=500))
    assert the_job().total == 122

    lease = queue.take("worker", [KIND])
    steps = run_import(lease)
    next(steps)
    assert (lease.job.done, lease.job.counts) == (50, {"new": 50})
    for _step in steps:
        pass

    assert (lease.job.done, lease.job.counts) == (122, {"new": 122})
    assert cast.project.entries.count() == 122


def test_batches_of_a_script_wait_for_the_last_one_and_may_be_repeated(cast, browser):
    run = str(uuid4())

    first = send(browser, cast.project, *many(3), as_json=True, run=run, background="1")
    send(browser, cast.project, *many(3), as_json=True, run=run, background="1")
    work()
    assert the_job().state == State.RECEIVING
    send(browser, cast.project, *many(2, first=3), as_json=True, run=run, background="1", last="1")
    work()
    send(browser, cast.project, *many(2, first=3), as_json=True, run=run, background="1", last="1")

    assert first.json()["done"] == 3
    assert (the_job().state, the_job().total) == (State.DONE, 5)
    assert len(outcomes()) == cast.project.entries.count() == 5


def test_what_comes_after_the_job_has_begun_is_imported_at_once(cast, browser):
    run = str(uuid4())
    send(browser, cast.project, *many(1), as_json=True, run=run, background="1", last="1")

    send(browser, cast.project, *many(1, first=7), as_json=True, run=run, background="1", last="1")

    assert outcomes() == {"7.md": "new"}
    work()
    assert outcomes() == {"7.md": "new", "0.md": "new"}


@pytest.mark.parametrize("in_archive", [False, True])
def test_after_a_kill_the_import_goes_on_and_doubles_nothing(cast, browser, in_archive):
    files = {f"n{count}": feed_item(f"第{count}篇𠮷。", address=f"{ADDRESS}-{count}") for count in range(130)}
    if in_archive:
        send(browser, cast.project, upload(zipped(**files), "all.zip"))
    else:
        lines = jsonl(*({"text": raw.decode()} for raw in files.values()))
        send(browser, cast.project, upload(lines, "all.jsonl"), background="1", last="1")
    lease = queue.take("doomed", [KIND])
    killed = run_import(lease)
    next(killed)
    killed.close()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert cast.project.entries.count() == 50

    work()

    job = the_job()
    assert (job.state, job.counts, job.done, job.total) == (State.DONE, {"new": 130}, job.total, job.total)
    assert cast.project.entries.count() == ImportRun.objects.get().files.count() == 130
    assert RawDocument.objects.count() == 1


def test_stop_and_resume_by_their_buttons(cast, browser):
    send(browser, cast.project, *many(60))
    run = f"{page_of(cast.project)}{ImportRun.objects.get().pk}/"
    lease = queue.take("worker", [KIND])
    steps = run_import(lease)
    next(steps)

    page = browser.post(f"{run}stop/", follow=True).content.decode()
    assert the_job().state == State.STOPPING
    assert "Stopping…" in page
    assert lease.is_to_stop
    lease.end(State.STOPPED)
    page = browser.get(run).content.decode()
    assert "50 / 60" in page
    assert f'action="{run}resume/"' in page

    page = browser.post(f"{run}resume/", follow=True).content.decode()
    assert f'action="{run}stop/"' in page
    work()
    assert (the_job().state, cast.project.entries.count()) == (State.DONE, 60)
    for word in ("stop", "resume"):
        browser.post(f"{run}{word}/")
    assert the_job().state == State.DONE


def test_an_import_that_is_stopped_at_once_only_offers_to_resume(cast, browser):
    send(browser, cast.project, *many(60))
    run = f"{page_of(cast.project)}{ImportRun.objects.get().pk}/"
    lease = queue.take("worker", [KIND])
    lease.end(State.STOPPED)

    page = browser.get(run).content.decode()

    assert f'action="{run}resume/"' in page
    assert "0 / 60" in page
    assert "Nothing has been imported" not in page


def test_progress_is_told_only_when_it_has_changed_and_ends_by_showing_the_files(cast, browser):
    send(browser, cast.project, *many(40))
    progress = f"{page_of(cast.project)}{ImportRun.objects.get().pk}/progress/"
    queue.beat("worker")
    shown = browser.get(progress, headers={"hx-request": "true"})
    stamp = shown.content.decode().split("?seen=")[1].split('"')[0]

    assert browser.get(f"{progress}?seen={stamp}").status_code == 204
    assert "HX-Refresh" not in shown.headers
    work()
    ended = browser.get(f"{progress}?seen={stamp}", headers={"hx-request": "true"})
    assert (ended.status_code, ended.headers["HX-Refresh"]) == (200, "true")
    assert "40 / 40" in ended.content.decode()


def test_the_page_says_when_nobody_works_and_how_to_start_one(cast, browser):
    page = result_of(browser, send(browser, cast.project, *many(31)))
    assert "manage.py work" in page

    queue.beat("worker")

    run = ImportRun.objects.get()
    assert "manage.py work" not in browser.get(f"{page_of(cast.project)}{run.pk}/").content.decode()


def test_progress_costs_the_same_however_much_there_is(cast, browser, django_assert_max_num_queries):
    send(browser, cast.project, *many(60))
    work()
    run = f"{page_of(cast.project)}{ImportRun.objects.get().pk}/"

    with django_assert_max_num_queries(6):
        browser.get(f"{run}progress/")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda cast: trash_project(cast.project, cast.manager), "The project has been deleted."),
        (
            lambda cast: Membership.objects.filter(user=cast.manager).update(removed_at=timezone.now()),
            "no longer",
        ),
        (lambda cast: Membership.objects.filter(user=cast.manager).update(role="viewer"), "no longer"),
    ],
)
def test_who_may_no_longer_import_does_not_go_on_importing(cast, browser, change, sentence):
    send(browser, cast.project, *many(31))
    change(cast)

    work()

    assert the_job().state == State.FAILED
    assert sentence in the_job().problem
    assert cast.project.entries.count() == 0


def test_a_file_that_was_damaged_while_it_waited_fails_alone(cast, browser):
    send(browser, cast.project, *many(31))
    Chunk.objects.filter(upload__name="7.md").update(content=b"x")

    work()

    assert outcomes()["7.md"] == "failed"
    assert cast.project.entries.count() == 30


def test_a_key_of_another_import_takes_nothing(cast, browser):
    other = make_cast()
    run = str(uuid4())
    send(browser_of(other.manager), other.project, *many(31), run=run)

    answer = send(browser, cast.project, *many(31), run=run)

    assert answer.status_code == 404
    assert Job.objects.count() == 1


def test_an_import_while_one_waits_has_no_job_and_cannot_be_stopped(cast, browser):
    send(browser, cast.project, *many(1))
    run = ImportRun.objects.get()

    assert job_of(run) is None
    assert browser.post(f"{page_of(cast.project)}{run.pk}/stop/").status_code == 404
