"""The made-up articles of the first run, with exemplary tags; and taking them away again."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.entries import add_articles
from annotate.actions.projects import found_project
from annotate.models import (
    Activity,
    Assignment,
    Entry,
    Kind,
    Participation,
    Project,
    Relation,
    Span,
    State,
)
from articles.importing import import_bytes
from articles.models import Article, RawDocument

FOLDER = Path(settings.BASE_DIR) / "sample"


@transaction.atomic
def bring_samples(by: User) -> Project:
    """Found the practice project of ``by``: the articles of ``sample/``, with the tags of ``tags.json``."""
    project = found_project(by, name=_("Practice"), is_sample=True)
    paths = sorted(FOLDER.glob("[0-9]*"))
    imported = [import_bytes(path.read_bytes(), path.name, by=by, is_sample=True)[0] for path in paths]
    entries = add_articles(project, [one.revision for one in imported], by)
    tags = json.loads((FOLDER / "tags.json").read_text(encoding="utf-8"))
    for path, entry in zip(paths, entries, strict=True):
        if path.name in tags:
            store_tags(entry, by, **tags[path.name])
    return project


def store_tags(entry: Entry, by: User, *, spans: list[dict[str, Any]], links: list[dict[str, str]]) -> None:
    """Store the exemplary tags of one article as the work of ``by``, still open."""
    work = Assignment.objects.create(
        entry=entry,
        revision=entry.revision,
        kind=Kind.SHARED,
        state=State.IN_PROGRESS,
        change_number=len(spans),
    )
    Entry.objects.filter(pk=entry.pk).update(taken=1)
    Participation.objects.create(assignment=work, user=by)
    rows = _rows(work, by, spans)
    Span.objects.bulk_create(rows.values())
    kind = entry.project.relation_kinds.get(name="attributed_to")
    Relation.objects.bulk_create(
        Relation(
            assignment=work,
            kind=kind,
            from_span=rows[link["from"]],
            to_span=rows[link["to"]],
            author=by,
            uid=uuid4(),
            created_at=timezone.now(),
        )
        for link in links
    )


def _rows(work: Assignment, by: User, tags: list[dict[str, Any]]) -> dict[str, Span]:
    """Return a span for each tag, by its key in the file, numbered from 1."""
    labels = {label.name: label for label in work.entry.project.labels.all()}
    now = timezone.now()
    rows = {}
    for number, tag in enumerate(tags, start=1):
        start = _place_of(tag["words"], tag["occurrence"], work.revision.text)
        rows[tag["key"]] = Span(
            assignment=work,
            label=labels[tag["label"]],
            author=by,
            uid=uuid4(),
            number=number,
            start=start,
            end=start + len(tag["words"]),
            words=tag["words"],
            attrs=tag["attrs"],
            created_at=now,
            updated_at=now,
        )
    return rows


def _place_of(words: str, occurrence: int, text: str) -> int:
    """Return where ``words`` stand in ``text`` for the so-manieth time, in code points."""
    start = -1
    for _count in range(occurrence):
        start = text.index(words, start + 1)
    return start


@transaction.atomic
def remove_samples(project: Project) -> bool:
    """Remove the samples of a project for good, with all the work on them; whether the project went too.

    It stays, as an ordinary one, if the team has brought articles of its own into it.
    """
    samples = Entry.objects.filter(project=project, article__is_sample=True)
    articles = list(samples.values_list("article", flat=True))
    _remove_work(samples.values("pk"))
    samples.delete()
    is_gone = project.is_sample and not project.entries.exists()
    if is_gone:
        Activity.objects.filter(project=project).delete()
        project.delete()
    else:
        Project.objects.filter(pk=project.pk).update(is_sample=False)
    _remove_articles(articles)
    return is_gone


def _remove_work(entries: Any) -> None:
    Relation.objects.filter(assignment__entry__in=entries).delete()
    Span.objects.filter(assignment__entry__in=entries).delete()
    Activity.objects.filter(assignment__entry__in=entries).delete()
    Assignment.objects.filter(entry__in=entries).delete()


def _remove_articles(articles: list[int]) -> None:
    """Remove the articles that no other project has taken up, and the files they came from."""
    free = Article.objects.filter(pk__in=articles, is_sample=True, entries=None)
    raws = list(
        RawDocument.objects.filter(provenances__revision__article__in=free).values_list("pk", flat=True)
    )
    free.delete()
    RawDocument.objects.filter(pk__in=raws, provenances=None).delete()
