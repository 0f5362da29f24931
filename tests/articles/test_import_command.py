"""``manage.py import_articles``."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import transaction

from annotate.management.commands import import_articles
from annotate.models import Activity, Verb
from articles.importing import batches, read_file
from articles.models import (
    Article,
    ImportedFile,
    ImportRun,
    Provenance,
    RawDocument,
    Revision,
    SearchRow,
    SketchKey,
)
from config.processes import ProcessGone
from tests.articles.files import PARAGRAPHS, TITLE, feed_item, mirror_page
from tests.makers import make_project
from tests.shared import shared

pytestmark = pytest.mark.django_db


def run(*words: object, **options: Any) -> str:
    """Run the command and return what it printed; raises CommandError."""
    out = io.StringIO()
    call_command("import_articles", *map(str, words), stdout=out, **{"stderr": io.StringIO(), **options})
    return out.getvalue()


def table(printed: str) -> dict[str, int]:
    rows = [line.split() for line in printed.splitlines()]
    return {outcome: int(count) for outcome, count in rows if int(count)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mirror.md").write_bytes(
        mirror_page("另一篇。", address="https://news.example/zh/other-2")
    )
    (tmp_path / "a.md").write_bytes(feed_item())
    (tmp_path / ".hidden").write_bytes(b"\x00")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"\x00")
    return tmp_path


def test_a_folder_is_imported_with_all_below_it_but_what_is_hidden(folder):
    assert table(run(folder)) == {"new": 2}
    assert list(ImportedFile.objects.values_list("name", flat=True)) == ["a.md", "b/mirror.md"]


def test_importing_again_says_unchanged(folder):
    run(folder)

    assert table(run(folder)) == {"unchanged": 2}


def test_a_file_is_imported_by_its_own_name(folder):
    run(folder / "a.md")

    assert Article.objects.get().title == TITLE


def test_the_articles_go_to_the_project_in_one_act(folder):
    project = make_project()

    run(folder, "--project", project.slug)

    assert project.entries.count() == 2
    activity = Activity.objects.get(project=project, verb=Verb.ADD)
    assert activity.actor == project.created_by
    assert len(activity.changes) == 2


def test_importing_into_the_project_again_adds_nothing(folder):
    project = make_project()
    run(folder, "--project", project.slug)

    run(folder, "--project", project.slug)

    assert project.entries.count() == 2
    assert Activity.objects.filter(project=project, verb=Verb.ADD).count() == 1


def test_an_unknown_project_is_refused_before_anything_is_stored(folder):
    project = make_project()

    with pytest.raises(CommandError, match=f"There is no project “nonsense”.*{project.slug}"):
        run(folder, "--project", "nonsense")

    assert not Article.objects.exists()


def test_what_fails_is_told_at_the_end_and_stops_nothing(folder):
    (folder / "0-empty.md").write_bytes(b"")
    (folder / "0-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "0-line.jsonl").write_bytes(b'{"text": "x"}\n{\n')
    out = io.StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("import_articles", folder, folder / "missing.md", stdout=out, stderr=io.StringIO())

    assert table(out.getvalue()) == {"new": 2, "failed": 4}
    lines = str(failure.value).splitlines()
    assert lines[0] == "4 could not be imported:"
    assert any("0-empty.md: The file is empty." in line for line in lines)
    assert any("0-line.jsonl, line 2: The line is not valid JSON." in line for line in lines)
    assert any("missing.md: There is no such file or folder." in line for line in lines)
    assert failure.value.returncode == 1


def test_an_empty_folder_is_a_failure(tmp_path):
    with pytest.raises(CommandError, match=r"There is no file in this folder\."):
        run(tmp_path)


def test_a_file_beyond_the_limit_is_not_even_read(folder, settings):
    settings.UPLOAD_FILE_BYTES = 10

    with pytest.raises(CommandError, match=r"It is larger than 10 MB\."):
        run(folder / "a.md")


def test_a_file_that_may_not_be_read_is_told(folder, monkeypatch):
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(CommandError, match=r"It cannot be read: Permission denied\."):
        run(folder / "a.md")


def test_a_dry_run_tells_what_would_happen_and_stores_nothing(folder):
    run(folder / "a.md")
    raw = RawDocument.objects.count()

    assert table(run(folder, "--dry-run")) == {"new": 1, "unchanged": 1}

    assert (Article.objects.count(), RawDocument.objects.count(), ImportRun.objects.count()) == (1, raw, 1)


def test_a_dry_run_prints_every_article_as_json_and_stores_nothing(folder):
    printed = run(folder, "--dry-run", "--jsonl")

    first, second = map(json.loads, printed.splitlines())
    assert first["path"] == (folder / "a.md").as_posix()
    assert first["title"] == TITLE
    assert first["paragraphs"] == [{"kind": "paragraph", "text": text} for text in PARAGRAPHS]
    assert {"mirror_url", "outlet", "published", "published_kind", "authors", "tags", "lang"} <= set(first)
    assert second["url"] == "https://news.example/zh/other-2"
    assert {"text", "reason"} == set(second["dropped"][0])
    assert not Article.objects.exists()


def test_a_file_of_many_articles_prints_a_line_for_each(tmp_path):
    (tmp_path / "texts.jsonl").write_text('{"text": "甲。"}\n{"text": "乙\\r\\n𠮷。"}\n')

    lines = [json.loads(line) for line in run(tmp_path, "--dry-run", "--jsonl").splitlines()]

    assert [[block["text"] for block in line["paragraphs"]] for line in lines] == [["甲。"], ["乙", "𠮷。"]]


def test_a_dry_run_in_json_tells_failures_at_the_end(folder):
    (folder / "0-empty.md").write_bytes(b"")
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"0-empty\.md: The file is empty\."):
        call_command("import_articles", folder, dry_run=True, jsonl=True, stdout=out)

    assert len(out.getvalue().splitlines()) == 2


def test_json_without_a_dry_run_is_refused(folder):
    with pytest.raises(CommandError, match="together with --dry-run"):
        run(folder, "--jsonl")

    assert not Article.objects.exists()


class Terminal(io.StringIO):
    """What somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "is_shown"), [(Terminal, True), (io.StringIO, False)])
def test_progress_is_shown_on_a_terminal_only(folder, stream, is_shown):
    watched = stream()

    printed = run(folder, stderr=OutputWrapper(watched))

    assert ("2/2" in watched.getvalue()) is is_shown
    assert "2/2" not in printed


def test_when_somebody_stops_the_import_the_project_has_what_was_stored(folder, monkeypatch):
    project = make_project()
    read = Path.read_bytes
    monkeypatch.setattr(batches, "MOST_TOGETHER", 50)
    for count in range(60):
        (folder / f"0-{count:02}.md").write_bytes(feed_item(address=f"https://news.example/zh/{count}"))

    def stop_at_the_last(path):
        if path.name == "mirror.md":
            raise KeyboardInterrupt
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", stop_at_the_last)

    with pytest.raises(KeyboardInterrupt):
        run(folder, "--project", project.slug)

    assert Article.objects.count() == project.entries.count() == 50


def test_several_processes_read_the_same_in_the_same_order(folder):
    for count in range(40):
        text = f"第{count}段😀𠮷 e\u0301。\r\n"
        (folder / f"{count:02}.md").write_bytes(feed_item(text, address=f"https://news.example/zh/{count}"))
    (folder / "empty.md").write_bytes(b"")
    (folder / "large.md").write_bytes(b"x" * (10 * 2**20 + 1))

    with pytest.raises(CommandError) as two:
        run(folder, "--jobs", 2)
    stored = list(ImportedFile.objects.values_list("name", "outcome", "revision__text"))
    with pytest.raises(CommandError) as one:
        run(folder)

    assert str(two.value) == str(one.value)
    assert "large.md: It is larger than 10 MB." in str(one.value)
    again = list(ImportedFile.objects.values_list("name", "outcome", "revision__text"))[len(stored) :]
    assert [(name, text) for name, _, text in stored] == [(name, text) for name, _, text in again]
    assert {outcome for _, outcome, _ in again} == {"unchanged", "failed"}


def kept() -> list[list[tuple[Any, ...]]]:
    """Return all that is kept of what was imported, but keys and times."""
    of_raw = [(raw.sha256, bytes(raw.content), raw.size) for raw in RawDocument.objects.order_by("pk")]
    tables = [
        Article.objects.order_by("pk").values_list("address", "digest", "title", "outlet", "lang", "tags"),
        Revision.objects.order_by("pk").values_list(
            "number", "text", "digest", "blocks", "dropped", "notes", "verbatim", "extractor", "as_of"
        ),
        Provenance.objects.order_by("pk").values_list("raw__sha256", "locator", "name", "format", "dropped"),
        SearchRow.objects.order_by("revision").values_list("plain", "revision__digest"),
        SketchKey.objects.order_by("pk").values_list("value", "sketch__revision__digest"),
        ImportedFile.objects.order_by("pk").values_list("name", "locator", "raw_sha256", "outcome", "reason"),
    ]
    return [of_raw, *map(list, tables)]


def test_two_processes_keep_the_very_same_as_one(folder):
    lines = [{"text": f"第{count}段😀𠮷 e\u0301。\r\n“普京”说 {count}"} for count in range(620)]
    (folder / "lines.jsonl").write_text("\n".join(json.dumps(line) for line in [*lines, lines[0]]))
    (folder / "again.md").write_bytes(feed_item("另一段。" * 30))
    (folder / "z.txt").write_text("段。" * 60)

    with transaction.atomic():
        assert table(run(folder)) == {"new": 623, "revised": 1, "unchanged": 1}
        by_one = kept()
        transaction.set_rollback(True)
    assert not Article.objects.exists()

    run(folder, "--jobs", 2)
    assert kept() == by_one


def test_a_process_that_ends_before_its_time_is_told_of_and_what_is_stored_stays(folder, monkeypatch):
    def ends(*_given, **_options):
        yield iter([read_file(feed_item(), "a.md")])
        raise ProcessGone

    monkeypatch.setattr(import_articles, "in_order", ends)

    with pytest.raises(CommandError, match="A process that read files has ended"):
        run(folder, "--jobs", 2)


@pytest.mark.parametrize("jobs", [0, 65])
def test_a_senseless_number_of_processes_is_refused(folder, jobs):
    with pytest.raises(CommandError, match="--jobs takes a number from 1 to 64"):
        run(folder, "--jobs", jobs)


def test_the_five_seeds_are_read_without_a_fault(tmp_path):
    extracted, scores = tmp_path / "extracted.jsonl", tmp_path / "scores.json"
    extracted.write_text(run(shared("corpus", "seeds"), "--dry-run", "--jsonl"))

    subprocess.run(
        [
            sys.executable,
            shared("corpus-gold", "score.py"),
            extracted,
            "--full",
            shared("corpus-gold", "full"),
            "--json",
            scores,
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    mean = json.loads(scores.read_text())["mean"]
    noise = {name: mean.pop(name) for name in ("noise", "noisy")}
    assert mean == dict.fromkeys(mean, 1.0)
    assert noise == {"noise": 0.0, "noisy": 0.0}
    assert len(mean) > 15


def test_the_five_seeds_are_new_once_and_unchanged_ever_after():
    seeds = shared("corpus", "seeds")

    assert table(run(seeds)) == {"new": 5}
    assert table(run(seeds)) == {"unchanged": 5}
    assert RawDocument.objects.count() == 5
