"""Reading stored files again by today's rules."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotate.actions.entries import add_articles
from articles.importing import import_bytes
from articles.models import Cause, Provenance, Revision
from articles.text.digest import sha256_of
from tests.annotate.working import spans_in, tag_words
from tests.articles.files import feed_item
from tests.makers import make_project

pytestmark = pytest.mark.django_db

LEFT_IN = "点击订阅😀𠮷 e\u0301\n"


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("reclean", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def project():
    """A project with two articles, of which an older version of the rules had left a line in one."""
    project = make_project()
    for number in range(2):
        [one] = import_bytes(feed_item(address=f"https://news.example/zh/{number}"), f"{number}.md")
        add_articles(project, [one.revision], project.created_by)
    text = LEFT_IN + one.revision.text
    blocks = [{"kind": "paragraph", "start": 0, "end": len(LEFT_IN) - 1}]
    blocks += [
        {**block, "start": block["start"] + len(LEFT_IN), "end": block["end"] + len(LEFT_IN)}
        for block in one.revision.blocks
    ]
    Revision.objects.filter(pk=one.revision.pk).update(text=text, digest=sha256_of(text), blocks=blocks)
    return project


def test_a_dry_run_says_what_would_change_and_changes_nothing(project):
    before = list(Revision.objects.values())

    said = run("--dry-run", "--project", project.slug)

    assert "unchanged  1\nchanged    1\nunreadable 0" in said
    assert "characters; tags: none" in said
    assert list(Revision.objects.values()) == before


def test_a_dry_run_says_where_tags_would_come_to_stand(project):
    entry = project.entries.order_by("pk").last()
    tag_words(project.created_by, entry, "claim", "新桥😀明年通车")
    [span] = spans_in(entry)

    said = run("--dry-run")

    shift = len(LEFT_IN)
    assert "tags: 1 exact" in said
    assert f"  {span.start}–{span.end} → {span.start - shift}–{span.end - shift} exact" in said


def test_what_comes_out_otherwise_is_a_further_revision_and_the_project_keeps_its_own(project):
    pinned = list(project.entries.order_by("pk").values_list("revision", flat=True))

    run()

    made = Revision.objects.get(cause=Cause.RECLEANED)
    assert (made.number, LEFT_IN in made.text) == (2, False)
    assert Provenance.objects.filter(revision=made).count() == 1
    assert list(project.entries.order_by("pk").values_list("revision", flat=True)) == pinned
    assert "changed    0" in run()
    assert Revision.objects.count() == 3


def test_a_project_that_is_not_there_is_named(project):
    with pytest.raises(CommandError, match="There is no project “nowhere”"):
        run("--project", "nowhere")
