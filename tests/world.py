"""A project in which every address of the site leads somewhere."""

import json
from dataclasses import dataclass
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotate.actions.entries import Brought, bring_in, run_for
from annotate.actions.guidelines import Draft, save_guidelines
from annotate.actions.importing.annotated import Plan, import_annotated
from annotate.actions.importing.annotated_looks import begin_look
from annotate.actions.importing.pending import keep_upload
from annotate.actions.importing.recleaning import Outcome, begin_recleaning
from annotate.actions.people.invitations import invite
from annotate.actions.projects import trash_project
from annotate.imports.reading import read
from annotate.models import (
    Activity,
    Assignment,
    Comment,
    Entry,
    Invitation,
    Kind,
    Matter,
    Notice,
    Project,
    Way,
)
from annotate.roles import Role
from articles.models import ImportRun
from jobs.models import Finding
from tests.cast import Cast, make_cast


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    """Return every pattern of the URL configuration."""
    found: list[URLPattern] = []
    for one in (resolver or get_resolver()).url_patterns:
        found.extend(patterns(one) if isinstance(one, URLResolver) else [one])
    return found


ROUTES = {str(pattern.name): pattern for pattern in patterns()}

# Numbers that every project counts from one, and names that nobody has.
FIXED = {"ref": "1", "older": 1, "newer": 2, "number": 2, "span": 1, "kind": "native"}
INVENTED = {"token": "invented", "key": "invented", "uidb36": "1", "provider_id": "oidc"}


@dataclass
class World:
    """A project in which every address leads somewhere."""

    cast: Cast
    arguments: dict[str, object]

    def address(self, route: str) -> str:
        if route == "project-restore":
            trash_project(self.cast.project, self.cast.manager)
        names = ROUTES[route].pattern.converters
        return reverse(route, kwargs={name: self.arguments[name] for name in names})


def _imported_twice(cast: Cast) -> ImportRun:
    """Import an article in two wordings."""
    run = run_for(cast.project, uuid4(), cast.manager)
    saved = "一篇文章的题目\n\n第一段说了很多话，讲清楚了事情。\n\n第二段也说了很多话。"
    again = saved.replace("清楚", "明白")
    address = "https://news.example/1.html"
    for name, text in (("1.txt", saved), ("again.txt", again)):
        bring_in(cast.project, run, [Brought(name, text.encode(), address)], cast.manager)
    return run


def _cleaned_again(cast: Cast, entry: Entry) -> Finding:
    """Look what today's rules would make of the article."""
    look = begin_recleaning(cast.project, uuid4(), cast.manager)
    return Finding.objects.create(job=look, thing=entry.pk, outcome=Outcome.SAME)


def _tagged(cast: Cast, entry: Entry) -> dict[str, object]:
    """Upload a file of tags, and import another; returns the places of what came of it."""
    tagged = json.dumps({"schema_version": "1.0", "text": entry.revision.text, "spans": []}).encode()
    pending = keep_upload(cast.project, cast.manager, name="1.jsonl", raw=tagged)
    imported, _report = import_annotated(
        cast.project, read(tagged, "1.jsonl"), raw=tagged, name="1.jsonl", plan=Plan({}), by=cast.manager
    )
    look = begin_look(pending, "", None, cast.manager)
    return {"pending": pending.pk, "look": look.pk, "imported": imported.pk}


def _label_set(project: Project) -> dict[str, object]:
    return {
        "label": project.labels.earliest("pk").pk,
        "attribute": "check_worthy",
        "relation": project.relation_kinds.earliest("pk").pk,
        "version": project.label_set_versions.earliest("pk").pk,
    }


def make_world(*, way: str = Way.SHARED) -> World:
    """Make a project with an imported article in two wordings, an invitation and a history."""
    cast = make_cast(way=way)
    run = _imported_twice(cast)
    entry = Entry.objects.select_related("revision").get(project=cast.project)
    earlier = Assignment.objects.create(
        entry=entry, revision=entry.revision, kind=Kind.SHARED, is_current=False
    )
    finding = _cleaned_again(cast, entry)
    comment = Comment.objects.create(entry=entry, author=cast.manager, uid=uuid4(), text="一句话")
    told = Notice(user=cast.manager, matter=Matter.MENTION, project=cast.project, entry=entry)
    told.save()
    for number, text in enumerate(("# 一", "# 二")):
        save_guidelines(cast.project, cast.manager, Draft(text, number))
    invite(cast.project, cast.manager, role=Role.VIEWER, seats=1, days=1)
    return World(
        cast,
        {
            "slug": cast.project.slug,
            "entry": entry.pk,
            "work": earlier.pk,
            "run": run.pk,
            "job": finding.job_id,
            "finding": finding.pk,
            **_tagged(cast, entry),
            **_label_set(cast.project),
            "provenance": entry.revision.provenances.earliest("pk").pk,
            "invitation": Invitation.objects.get().pk,
            "member": cast.member(cast.viewer).pk,
            "activity": Activity.objects.filter(project=cast.project).latest("pk").pk,
            "article": entry.article_id,
            "pk": cast.viewer.pk,
            "comment": comment.pk,
            "notice": told.pk,
            **FIXED,
            **INVENTED,
        },
    )
