"""What is left to look at in somebody's work on an article, as the page lists it before they submit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.tagging.settling import waiting_spans
from annotate.actions.talking import member_for
from annotate.marking.unfinished import Group, Lack, Link, Tag, Talk, rules_of, unfinished
from annotate.models import Comment, Kind, Label, Project, Relation, RelationKind, Span
from annotate.models.labels import labels_of, views_of
from annotate.models.projects import in_language

MOST_LINES = 100  # shown of one group; the others are counted
MOST_WORDS = 80  # characters


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One thing to look at: the words, the number of the tag in the article, the key of the comment."""

    words: str
    tag: int | None
    comment: int | None = None
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Lines under one heading. ``classes`` give the label's colour, if any; ``more`` are not shown."""

    lack: str
    heading: str
    classes: str
    lines: tuple[ShownLine, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines) + self.more


def left_in(work: Work) -> list[ShownGroup]:
    """Return what this person may want to look at; the number of questions does not depend on it."""
    waiting = waiting_spans(work)
    spans = list(_spans(work))
    talks = list(_talks(work))
    known = labels_of(work.project)
    kinds = [kind for kind in known.kinds.values() if kind.archived_at is None]
    labels = known.by_pk
    found = unfinished(
        _tags(work, spans, labels),
        [_talk(comment) for comment in talks],
        [span.number for span in waiting],
        rules_of(
            {one.name: one.attributes for one in labels.values() if one.archived_at is None},
            [Link(kind.name, kind.from_labels) for kind in kinds],
        ),
    )
    words = {span.number: span.words for span in [*spans, *waiting]}
    said = {comment.pk: comment for comment in talks}
    return [_shown(work.project, group, kinds, words, said) for group in found]


def _spans(work: Work) -> QuerySet[Span]:
    """Return the tags that this person hands in: in the team's work their own."""
    spans = Span.objects.live().filter(assignment=work.assignment)
    if work.assignment is not None and work.assignment.kind == Kind.SHARED:
        spans = spans.filter(author=work.user)
    return spans.only("number", "start", "end", "label_id", "attrs", "words", "assignment_id")


def _tags(work: Work, spans: Sequence[Span], labels: dict[int, Label]) -> list[Tag]:
    links: dict[int, set[str]] = {}
    standing = Relation.objects.live().filter(assignment=work.assignment)
    for span, kind in standing.values_list("from_span", "kind__name"):
        links.setdefault(span, set()).add(kind)
    return [
        Tag(
            span.number,
            span.start,
            span.end,
            labels[span.label_id].name,
            span.attrs,
            frozenset(links.get(span.pk, ())),
        )
        for span in spans
    ]


def _talks(work: Work) -> list[Comment]:
    """Return the open threads about this work or the article as a whole, in the order of the text."""
    visible = Comment.objects.visible_to(member_for(work)).open().filter(entry=work.entry)
    part = work.assignment  # a tag keeps its number in later wordings, and what was said of it stays with it
    about = Q(assignment=None)
    if part is not None:
        about |= Q(assignment__kind=part.kind, assignment__reviewer=part.reviewer_id)
    found = visible.filter(about).select_related("author", "span").order_by("pk")
    return sorted(found, key=lambda one: one.span.start if one.span else -1)


def _talk(comment: Comment) -> Talk:
    span = comment.span
    return Talk(comment.pk, span.number if span and span.deleted_at is None else None)


def _shown(
    project: Project,
    group: Group,
    kinds: Sequence[RelationKind],
    words: dict[int, str],
    said: dict[int, Comment],
) -> ShownGroup:
    label = labels_of(project).by_name.get(group.label)
    views = views_of(project, get_language() or "en")
    lines = tuple(
        ShownLine(
            _short(said[line.comment].text if line.comment else words[line.tag or 0]),
            line.tag,
            line.comment,
            said[line.comment].author.name if line.comment else "",
        )
        for line in group.lines[:MOST_LINES]
    )
    return ShownGroup(
        group.lack.value,
        _heading(project, group, label, kinds),
        views[label.pk].classes if label else "",
        lines,
        len(group.lines) - len(lines),
    )


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"


def _heading(project: Project, group: Group, label: Label | None, kinds: Sequence[RelationKind]) -> str:
    if group.lack == Lack.WAITING:
        return _("Tags of an earlier wording: settle them before you submit")
    if group.lack == Lack.TALK or label is None:
        return _("Open comments")
    if group.lack == Lack.UNLINKED:
        kind = next(kind for kind in kinds if kind.name == group.missing)
        names = labels_of(project).by_name
        ends = " / ".join(names[name].title for name in kind.to_labels if name in names)
        return _("“%(label)s” without “%(target)s”") % {"label": label.title, "target": ends or kind.title}
    attribute = next(one for one in label.attributes if one["name"] == group.missing)
    title = in_language(attribute["titles"])
    return _("“%(label)s” without an answer to “%(question)s”") % {"label": label.title, "question": title}
