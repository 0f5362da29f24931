"""Importing what other tools have tagged: articles, spans and links, as one step that can be undone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from annotate.actions.entries import known_to, put_in
from annotate.actions.importing.placing import Placed, Placing
from annotate.actions.importing.vocabulary import add_labels, add_relation_kinds
from annotate.imports.contents import MOST_REMARKS, Contents, contents_of
from annotate.imports.foreign import ForeignDocument, ForeignFile, Remark
from annotate.imports.values import as_said
from annotate.models import Activity, Entry, Label, Project, RelationKind, Verb
from articles.importing import Source
from articles.importing.ready import Ready, import_ready, with_places
from articles.importing.sentences import listed
from articles.models import Revision

TOGETHER = 200  # texts whose tags are stored by the same statements

OTHER_WORDING = gettext_noop(
    "The project works on another wording of this article, so the tags of this one are left out."
)
LEFT_LABELS = gettext_noop("Tags with the label “%(label)s”, left out as you chose: %(count)s.")
LEFT_LINKS = gettext_noop("Links “%(kind)s”, left out as you chose: %(count)s.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of foreign names: our name, which is made if the project lacks it, or None to leave out.

    ``people`` maps annotators to the members whose work their tags become; the others' become the importer's.
    """

    labels: Mapping[str, str | None]
    links: Mapping[str, str | None] = field(default_factory=dict)
    people: Mapping[str, User] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """What an import did: counts, and sentences about what it did not do."""

    texts: int = 0
    spans: int = 0
    already: int = 0
    links: int = 0
    remarks: list[Remark] = field(default_factory=list)
    unsaid: int = 0  # remarks beyond these that nobody kept

    def as_json(self) -> dict[str, Any]:
        """Return the report as the activity keeps it."""
        return {
            "texts": self.texts,
            "spans": self.spans,
            "already": self.already,
            "links": self.links,
            "more": self.unsaid + max(0, len(self.remarks) - MOST_REMARKS),
            "remarks": [
                [remark.where, remark.sentence, dict(remark.values)] for remark in self.remarks[:MOST_REMARKS]
            ],
        }


class Text(NamedTuple):
    """One text of a file, with its tags, and ready to be stored."""

    document: ForeignDocument
    ready: Ready


class Vocabulary(NamedTuple):
    """Our labels and kinds of links by their foreign names."""

    labels: Mapping[str, Label]
    kinds: Mapping[str, RelationKind]


@transaction.atomic
def import_annotated(
    project: Project, file: ForeignFile, *, raw: bytes, name: str, plan: Plan, by: User
) -> tuple[Activity, Report]:
    """Bring tagged texts into the project; a second time the same changes nothing.

    All or nothing. The one activity holds numbers of spans, not the spans. Raises ValidationError if a
    label of the file is not in the plan, or if new labels do not fit, ImportProblem as ``contents_of``.
    """
    contents = contents_of(file, name)
    made = make_vocabulary(project, contents, plan, by)
    bringing = Bringing(project, plan, by, Source.of(raw, name, by=by), vocabulary_of(project, plan))
    report = first_report(contents, plan)
    changes = bringing.bring(texts_of(file), report)
    activity = Activity.objects.create(
        project=project, actor=by, verb=Verb.IMPORT, changes=[*made, *changes], answer=report.as_json()
    )
    return activity, report


@dataclass(frozen=True, slots=True)
class Bringing:
    """Brings texts of one file into a project, all of them or some at a time."""

    project: Project
    plan: Plan
    by: User
    source: Source
    words: Vocabulary

    def bring(self, texts: Sequence[Text], report: Report) -> list[dict[str, Any]]:
        """Store the texts and their tags, add to the report, and return the changes for the activity.

        Call inside a transaction.
        """
        project = Project.objects.select_for_update(no_key=True).get(pk=self.project.pk)
        seen = known_to(self.by)
        imported = import_ready(self.source, [text.ready for text in texts], seen=seen)
        entries, changes = put_in(project, [one.revision for one in imported], self.by)
        by_article = {entry.article_id: entry for entry in entries}
        report.texts += len(texts)
        pairs = [
            (text.document, entry)
            for text, one in zip(texts, imported, strict=True)
            if (entry := _fitting(by_article, one.revision, text.document, report)) is not None
        ]
        placing = Placing(project, self.plan.people, *self.words, _shared(self.plan), self.by)
        for batch in _batches(iter(pairs)):
            placed = placing.place(batch)
            changes += placed.changes
            _add(report, placed)
        return changes


def texts_of(file: ForeignFile) -> list[Text]:
    """Return the texts of a file, each with a place of its own."""
    ready = with_places(Ready(document.article, document.blocks) for document in file.documents)
    return [Text(*pair) for pair in zip(file.documents, ready, strict=True)]


def first_report(contents: Contents, plan: Plan) -> Report:
    """Return what there is to say of an import before any text of it is stored."""
    return Report(remarks=[*contents.remarks, *_left_out(contents, plan)], unsaid=contents.more)


def _check(contents: Contents, plan: Plan) -> None:
    unmapped = sorted(contents.labels.keys() - plan.labels.keys())
    if unmapped:
        raise ValidationError(
            _("Say what is to become of these labels: %(names)s.") % {"names": listed(unmapped)}
        )


def _fitting(
    entries: Mapping[int, Entry], revision: Revision, document: ForeignDocument, report: Report
) -> Entry | None:
    """Return the entry if the project works on this very wording."""
    entry = entries[revision.article_id]
    if entry.revision_id == revision.pk:
        return entry
    if document.spans:
        report.remarks.append(Remark(document.where, OTHER_WORDING))
    return None


def make_vocabulary(project: Project, contents: Contents, plan: Plan, by: User) -> list[dict[str, Any]]:
    """Give the project the labels and kinds of links that it lacks for a file; returns the changes.

    Call inside a transaction. Raises ValidationError if a label of the file is not in the plan, or if new
    labels do not fit.
    """
    _check(contents, plan)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    known = set(Label.objects.filter(project=project, archived_at=None).values_list("name", flat=True))
    wanted = {ours: None for name in contents.labels if (ours := plan.labels[name]) is not None}
    _made, changes = add_labels(project, [name for name in wanted if name not in known], by)
    kinds = {kind.name: kind for kind in RelationKind.objects.filter(project=project)}
    archived = sorted(ours for ours in plan.links.values() if ours in kinds and kinds[ours].archived_at)
    if archived:
        raise ValidationError(
            _("The kind of link “%(name)s” has been archived. Bring it back, or leave these links out.")
            % {"name": archived[0]}
        )
    new = {ours for name in contents.links if (ours := plan.links.get(name)) and ours not in kinds}
    ends = _ends(contents, plan, vocabulary_of(project, plan).labels)
    _added, more = add_relation_kinds(project, [(name, *ends[name]) for name in sorted(new)], by)
    return [*changes, *more]


def vocabulary_of(project: Project, plan: Plan) -> Vocabulary:
    """Return what the project has of what a plan names."""
    labels = {label.name: label for label in Label.objects.filter(project=project, archived_at=None)}
    kinds = {kind.name: kind for kind in RelationKind.objects.filter(project=project, archived_at=None)}
    return Vocabulary(
        {name: labels[ours] for name, ours in plan.labels.items() if ours in labels},
        {name: kinds[ours] for name, ours in plan.links.items() if ours in kinds},
    )


def _ends(
    contents: Contents, plan: Plan, labels: Mapping[str, Label]
) -> Mapping[str, tuple[list[str], list[str]]]:
    """Return between which of our labels the links of each kind lead in this file."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for kind, sides in contents.ends.items():
        for side, names in zip(found[plan.links.get(kind) or ""], sides, strict=True):
            side.update(labels[name].name for name in names if name in labels)
    ends = {name: (sorted(starts), sorted(goals)) for name, (starts, goals) in found.items()}
    return defaultdict(lambda: ([], []), ends)


def _shared(plan: Plan) -> set[str]:
    """Return those foreign labels that become the same one of ours: their names are kept with the tags."""
    counts = Counter(plan.labels.values())
    return {name for name, ours in plan.labels.items() if ours is not None and counts[ours] > 1}


def _batches(
    pairs: Iterator[tuple[ForeignDocument, Entry]],
) -> Iterator[list[tuple[ForeignDocument, Entry]]]:
    while batch := list(islice(pairs, TOGETHER)):
        yield batch


def _add(report: Report, placed: Placed) -> None:
    report.spans += placed.spans
    report.already += placed.already
    report.links += placed.links
    report.remarks += placed.remarks


def _left_out(contents: Contents, plan: Plan) -> Iterator[Remark]:
    for label, count in contents.labels.items():
        if plan.labels[label] is None:
            yield Remark("", LEFT_LABELS, {"count": count, "label": label})
    for kind, count in contents.links.items():
        if plan.links.get(kind) is None:
            yield Remark("", LEFT_LINKS, {"count": count, "kind": as_said(kind)})
