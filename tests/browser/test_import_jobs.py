"""An archive goes up, and one watches how its files come in, stops them, and lets them go on."""

import io
import zipfile

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from annotate.actions.importing.annotated_jobs import KIND as TAGGED
from annotate.actions.importing.annotated_jobs import run_import as run_tagged
from annotate.actions.importing.jobs import KIND, run_import
from annotate.models import Span
from jobs import queue
from jobs.models import Job, State
from tests.annotate.foreign import lines
from tests.articles.files import ADDRESS, feed_item
from tests.browser.test_import_pages import send
from tests.browsing import assert_accessible
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def archive(number: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        for count in range(number):
            files.writestr(f"{count}.md", feed_item(f"第{count}篇😀𠮷。", address=f"{ADDRESS}-{count}"))
        files.writestr("empty.md", b"")
    return packed.getvalue()


def test_an_archive_comes_in_while_one_watches_and_can_be_stopped_and_resumed(window):
    cast = make_cast()
    window.sign_in(cast.manager)
    page = window.page
    send(window, cast.address, {"name": "all.zip", "mimeType": "application/zip", "buffer": archive(159)})
    progress = page.locator(".job-progress")
    expect(progress).to_contain_text("0 / 160")
    expect(progress).to_contain_text("manage.py work")  # nobody is there yet
    assert_accessible(page, "main")

    lease = queue.take("worker", [KIND])
    assert lease
    steps = run_import(lease)
    next(steps)
    expect(progress).to_contain_text("100 / 160")  # without anybody's doing
    expect(progress).not_to_contain_text("manage.py work")
    progress.get_by_role("button", name="Stop").click()
    expect(progress.get_by_role("button", name="Stopping…")).to_be_disabled()
    next(steps)
    assert lease.is_to_stop
    lease.end(State.STOPPED)

    resume = progress.get_by_role("button", name="Resume")
    expect(resume).to_be_visible()
    expect(page.locator(".list li")).to_have_count(50)  # the first page of what has come in
    assert_accessible(page, "main")
    resume.click()
    expect(progress.get_by_role("button", name="Stop")).to_be_visible()
    call_command("work", "--once")

    expect(progress).to_contain_text("160 / 160")
    expect(progress.get_by_role("button")).to_have_count(0)
    page.get_by_label("Outcome").select_option("failed")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".list li")).to_have_count(1)
    expect(page.locator(".list li")).to_contain_text("The file is empty.")
    assert cast.project.entries.count() == 159
    assert Job.objects.get().state == State.DONE


def test_many_files_of_a_script_go_up_in_batches_and_are_imported_in_the_background(window):
    cast = make_cast()
    window.sign_in(cast.manager)

    send(
        window,
        cast.address,
        *(
            {
                "name": f"{count}.md",
                "mimeType": "text/markdown",
                "buffer": feed_item(f"第{count}篇😀。", address=f"{ADDRESS}-{count}"),
            }
            for count in range(35)
        ),
    )
    call_command("work", "--once")

    expect(window.page.locator(".job-progress")).to_contain_text("35 / 35")
    assert cast.project.entries.count() == 35


def test_tags_of_another_tool_come_in_while_one_watches_and_go_as_one(window, monkeypatch):
    monkeypatch.setattr("annotate.actions.importing.annotated_jobs.AT_ONCE", 3)
    cast = make_cast()
    window.sign_in(cast.manager)
    page = window.page
    records = ({"text": f"第{number}篇😀𠮷：“好”。", "label": [[0, 1, "引语"]]} for number in range(8))
    page.goto(f"{cast.address}import/annotated/")
    file = {"name": "all.jsonl", "mimeType": "application/json", "buffer": lines(*records)}
    page.set_input_files("#id_files", files=[file])
    page.get_by_role("button", name="Look into it").click()
    page.get_by_role("button", name="Import", exact=True).click()
    progress = page.locator(".job-progress")
    expect(progress).to_contain_text("0 / 8")
    expect(page.get_by_role("button", name="Undo the whole import")).to_have_count(0)
    assert_accessible(page, "main")

    lease = queue.take("worker", [TAGGED])
    assert lease
    steps = run_tagged(lease)
    next(steps)
    expect(progress).to_contain_text("3 / 8")  # without anybody's doing
    progress.get_by_role("button", name="Stop").click()
    expect(progress.get_by_role("button", name="Stopping…")).to_be_disabled()
    assert lease.is_to_stop
    lease.end(State.STOPPED)
    progress.get_by_role("button", name="Resume").click()
    expect(progress.get_by_role("button", name="Stop")).to_be_visible()
    call_command("work", "--once")

    expect(progress).to_contain_text("8 / 8")
    assert Span.objects.live().count() == 8
    page.get_by_role("button", name="Undo the whole import").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert not Span.objects.live().exists()
