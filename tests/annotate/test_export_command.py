"""``manage.py export_annotations``."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotate.actions.work import submit
from annotate.exports import download
from annotate.models import Project, Span
from tests.annotate.working import an_ask, tag_words, work_for
from tests.makers import make_entry, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    """One submitted claim with an emoji and a character beyond the basic plane."""
    project = make_project()
    entry = make_entry(project)
    tag_words(project.created_by, entry, "claim", "市长王𠮷表示：“新桥😀明年通车。”")
    submit(work_for(project.created_by, entry), an_ask())
    return project


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_annotations", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_native_lines(project: Project) -> None:
    (line,) = run(project.slug).splitlines()

    assert json.loads(line)["spans"][0]["text"] == "市长王𠮷表示：“新桥😀明年通车。”"


@pytest.mark.parametrize("kind", ["flat", "csv", "claims"])
def test_it_prints_the_other_formats(project: Project, kind: str) -> None:
    assert "“新桥😀明年通车。”" in run(project.slug, "--format", kind)


def test_it_writes_a_file_with_the_line_ends_of_the_format(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"

    assert run(project.slug, "--format", "claims", "--output", str(path)) == ""

    assert path.read_bytes().startswith(b"\xef\xbb\xbfclaim,")
    assert path.read_bytes().count(b"\r\n") == 2
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be written: .+\. Choose another file\."):
        run(project.slug, "--output", str(tmp_path / "nowhere" / "x.jsonl"))


def test_an_empty_file_is_not_written(tmp_path: Path) -> None:
    project = make_project()
    tag_words(project.created_by, make_entry(project), "claim", "明年通车")
    path = tmp_path / "x.jsonl"

    with pytest.raises(CommandError, match=r"would be empty.+leave out --no-drafts\."):
        run(project.slug, "--no-drafts", "--output", str(path))

    assert not path.exists()


def test_an_unknown_project_is_answered_with_those_there_are(project: Project) -> None:
    with pytest.raises(CommandError, match=f"There is no project 'nope'. Choose one of: {project.slug}"):
        run("nope")


def test_it_ends_with_trouble_if_a_span_does_not_slice(project: Project, tmp_path: Path) -> None:
    tag_words(project.created_by, make_entry(project), "quote", "“新桥😀明年通车。”")
    bad = Span.objects.get(label__name="claim")
    Span.objects.filter(pk=bad.pk).update(words="别的话")
    path = tmp_path / "x.jsonl"

    with pytest.raises(CommandError, match=rf"1 of 2 spans do not slice.+\n  article a\d+, span {bad.uid}"):
        run(project.slug, "--output", str(path))

    spans = [
        span for line in path.read_text(encoding="utf-8").splitlines() for span in json.loads(line)["spans"]
    ]
    assert [span["label"] for span in spans] == ["quote"]


def test_a_reader_who_has_seen_enough_is_no_trouble(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    turned_away: list[object] = []
    monkeypatch.setattr(os, "dup2", lambda *ends: turned_away.append(ends))

    call_command("export_annotations", project.slug, stdout=Closed())

    assert turned_away


def test_a_long_file_is_printed_in_several_pieces(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "PIECE", 1)
    for _ in range(3):
        tag_words(project.created_by, make_entry(project), "claim", "明年通车")

    assert len(run(project.slug).splitlines()) == 4
