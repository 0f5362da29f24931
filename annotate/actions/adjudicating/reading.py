"""Whose work is brought together, and what it says."""

from typing import NamedTuple

from annotate.adjudicating.tags import Link, Said, Tag, canonical, digest
from annotate.models import Assignment, Entry, Kind, Project, Relation, Span, State
from annotate.models.labels import labels_of


class Handed(NamedTuple):
    """One reviewer's submitted work: its key, its change number, and the reviewer's key."""

    pk: int
    change: int
    reviewer: int


def handed_in(entry: Entry) -> list[Handed]:
    """Return the work on the entry that counts: the submitted one of those who have a place."""
    works = Assignment.objects.filter(entry=entry, kind=Kind.OWN, is_current=True, state=State.SUBMITTED)
    seated = works.filter(seat__isnull=False).order_by("pk")
    return [Handed(*row) for row in seated.values_list("pk", "change_number", "reviewer_id")]


def signature_of(project: Project, works: list[Handed]) -> str:
    """Return what tells whether a merge is still up to date: whose work, as of when, by which rule."""
    return digest((project.merge_rule, [(work.pk, work.change) for work in works]))


def tags_in(project: Project, works: list[Handed]) -> list[Tag]:
    """Return the live tags of some work by one query."""
    names = {pk: label.name for pk, label in labels_of(project).by_pk.items()}
    spans = Span.objects.live().filter(assignment__in=[work.pk for work in works]).order_by()
    rows = spans.values_list("pk", "assignment_id", "start", "end", "label_id", "attrs")
    return [
        Tag(pk, work, Said(start, end, names[label], canonical(attrs)))
        for pk, work, start, end, label, attrs in rows
    ]


def links_in(works: list[Handed]) -> list[Link]:
    """Return the live links of some work by one query."""
    links = Relation.objects.live().filter(assignment__in=[work.pk for work in works]).order_by()
    return [Link(*row) for row in links.values_list("from_span_id", "to_span_id", "kind__name")]
