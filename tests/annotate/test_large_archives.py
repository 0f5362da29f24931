"""Archives that are larger than a file may be: they are imported file by file, never as a whole."""

import tracemalloc
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from annotate.actions.importing.jobs import KIND, run_import
from articles.models import ImportedFile, ImportRun, Provenance, RawDocument
from jobs import queue, uploads
from jobs.models import Chunk, Job, State, Upload
from tests.annotate.importing import page_of, result_of, send, upload
from tests.annotate.test_import_jobs import zipped
from tests.articles.acts import jsonl
from tests.articles.files import ADDRESS, feed_item
from tests.cast import browser_of, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings):
    settings.UPLOAD_FILE_BYTES = 4000
    return make_cast()


@pytest.fixture
def browser(cast):
    return browser_of(cast.manager)


def files(count: int) -> dict[str, bytes]:
    return {
        f"甲/n{number}": feed_item(f"第{number}篇😀𠮷 e\u0301。\r\n", address=f"{ADDRESS}-{number}")
        for number in range(count)
    }


def work() -> Job:
    call_command("work", "--once")
    return Job.objects.get()


def test_a_large_archive_is_imported_file_by_file_and_each_keeps_its_own_bytes(cast, browser):
    packed = files(120)
    raw = zipped(**packed)
    assert len(raw) > 4000

    send(browser, cast.project, upload(raw, "all.zip"))
    job = work()

    assert (job.state, job.done, job.total, job.counts) == (State.DONE, 120, 120, {"new": 120})
    assert cast.project.entries.count() == 120
    assert {bytes(one.content) for one in RawDocument.objects.all()} == set(packed.values())
    assert "all.zip/甲/n7.md" in ImportedFile.objects.values_list("name", flat=True)
    assert set(Provenance.objects.values_list("locator", flat=True)) == {""}
    assert Upload.objects.count() == Chunk.objects.count() == 0


def test_a_large_archive_goes_on_where_it_broke_off_and_doubles_nothing(cast, browser, monkeypatch):
    monkeypatch.setattr("articles.importing.batches.MOST_TOGETHER", 50)
    packed = files(60)
    packed["lines"] = jsonl(*({"text": f"第 {number} 行"} for number in range(70)))
    send(browser, cast.project, upload(zipped(**packed), "all.zip"))
    killed = run_import(queue.take("doomed", [KIND]))
    next(killed)
    killed.close()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert 0 < ImportedFile.objects.count() < 130

    job = work()

    assert (job.state, job.counts) == (State.DONE, {"new": 130})
    assert ImportRun.objects.get().files.count() == 130


def test_what_fails_in_a_large_archive_fails_alone(cast, browser):
    packed = {**files(40), "../../etc/x": b"", "bomb": bytes(3_000_000), "large": b"x" * 5000}
    send(browser, cast.project, upload(zipped(**packed), "all.zip"))

    job = work()

    assert job.counts == {"new": 40, "failed": 3}
    failed = ImportedFile.objects.filter(outcome="failed").values_list("name", "reason")
    assert {name for name, _ in failed} == {"all.zip/etc/x.md", "all.zip/bomb.md", "all.zip/large.md"}
    assert all(reason.count("\n") == 1 for _, reason in failed)


def test_a_large_archive_that_is_none_or_was_damaged_says_so(cast, browser):
    send(browser, cast.project, upload(b"PK\x03\x04" + b"x" * 5000, "no.zip"))
    send(browser, cast.project, upload(zipped(**files(30)), "torn.zip"))
    Chunk.objects.filter(upload__name="torn.zip").update(content=b"torn")

    call_command("work", "--once")

    reasons = dict(ImportedFile.objects.values_list("name", "reason"))
    assert reasons["no.zip"].startswith("The archive is damaged here")
    assert reasons["torn.zip"].startswith("What was kept of the file is not what had been sent.")


def test_an_archive_that_is_larger_than_the_site_takes_is_refused(cast, browser, settings):
    settings.UPLOAD_ARCHIVE_BYTES = 5000

    page = result_of(browser, send(browser, cast.project, upload(zipped(**files(40)), "all.zip")))

    assert "The archive is larger than this site takes." in page
    assert "Part it into several archives" in page
    assert not Upload.objects.exists()


def test_what_is_no_archive_may_not_be_larger_than_a_file(cast, browser):
    page = result_of(browser, send(browser, cast.project, upload(b"x" * 5000, "all.md")))

    assert "It is larger than 10 MB." in page


def test_the_list_of_imports_counts_by_what_became_of_the_files(cast, browser):
    send(browser, cast.project, upload(feed_item(), "a.md"), upload(b"", "b.md"))

    page = browser.get(page_of(cast.project)).content.decode().split("recent-title")[-1]

    assert "<span>new 1</span>" in page
    assert "<span>failed 1</span>" in page


def test_storing_and_reading_a_large_file_takes_little_memory(cast):
    job = queue.begin("12345678-1234-4234-8234-123456789abc", kind="count", subject="x", by=cast.manager)
    content = bytes(range(256)) * (uploads.CHUNK // 8)  # 8 MB

    class File:
        """Gives parts of the content without holding a copy."""

        at = 0

        def read(self, size):
            self.at += size
            return content[self.at - size : self.at]

        def seek(self, at):
            self.at = at

    tracemalloc.start()
    assert uploads.keep_stream(job, "large.zip", File())
    read = uploads.open_file(Upload.objects.get())
    read.seek(-7, 2)
    end = read.read()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert end == content[-7:]
    assert most < 72 * uploads.CHUNK  # of which the content makes up 32
    read.seek(3 * uploads.CHUNK - 2)
    assert read.read(5) == content[3 * uploads.CHUNK - 2 :][:5]
