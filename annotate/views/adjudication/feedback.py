"""What became of it: for each reviewer line by line, for managers counted, for everybody the gold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.db.models.functions import Substr
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotate.access import entry_of, member_of
from annotate.actions.adjudicating.lessons import compared, outcomes
from annotate.actions.parts import Work
from annotate.adjudicating.fates import Told
from annotate.adjudicating.kinds import Fate, Reason
from annotate.adjudicating.tags import Said
from annotate.forms.numbers import number_of
from annotate.marking.rows import Markup
from annotate.models import Assignment, Decision, Entry, Kind, Label, Lesson, Membership, State
from annotate.models.adjudication import FATE_NAMES, REASON_NAMES
from annotate.models.labels import labels_of
from annotate.models.projects import in_language
from annotate.models.reading import once, spans_of
from annotate.models.states import ALONE
from annotate.roles import Act, Role, may
from annotate.views.bench.rows import blocks_of, rows_of
from annotate.views.http import Request
from annotate.views.projects import frame
from articles.text.compare import Piece, differences
from articles.views.paging import FirstOnes

PER_PAGE = 50  # gaps
MOST_LESSONS = 10_000  # counts of a reviewer, an article, a label and an end
WRONG = (Fate.MISSED, Fate.REJECTED, Fate.LABEL, Fate.BOUNDARY, Fate.DETAILS)


@dataclass(frozen=True, slots=True)
class Detail:
    """An attribute that the gold has otherwise: what it was, and what it is."""

    title: str
    mine: str
    gold: str


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one tag, or of one that was missed."""

    fate: Fate
    fate_name: str | Promise
    label: Label
    gold_label: Label | None
    words: str
    pieces: tuple[Piece, ...]
    details: tuple[Detail, ...]
    decision: Decision | None  # none about work that was done for practice
    reason: str | Promise
    place: int


@require_safe
def feedback(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show a reviewer what became of each of their tags, once the article is finished.

    Managers see that of a reviewer whom ``of`` names by the key of their membership.
    """
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    person = _person(member, request.GET.get("of", ""))
    own = Assignment.objects.visible_to(member).filter(
        entry=found, kind__in=ALONE, is_current=True, reviewer=person.user_id, state=State.SUBMITTED
    )
    work, gold = own.first(), _gold(member, found)
    if work is None or gold is None or found.adjudicated_at is None:
        raise Http404(_("There is nothing to see yet. It comes once the article has been adjudicated."))
    lines = _practised(found, work, gold) if work.kind == Kind.TRAINING else _judged(found, work, gold)
    page = {
        **frame(member),
        "entry": found,
        "article": found.article,
        "lines": sorted(lines, key=lambda line: line.place),
        "counts": [(fate, FATE_NAMES[fate], sum(line.fate == fate for line in lines)) for fate in Fate],
        "person": person if person.pk != member.pk else None,
    }
    return render(request, "annotate/feedback.html", page)


def _judged(entry: Entry, work: Assignment, gold: Assignment) -> list[Line]:
    """Return what was decided about each tag of work that took part in the adjudication."""
    return [
        _line(entry, told, outcome.decision) for outcome in outcomes(gold) for told in outcome.lines(work.pk)
    ]


def _practised(entry: Entry, work: Assignment, gold: Assignment) -> list[Line]:
    """Return how the tags of work that was done for practice differ from the gold."""
    return [_line(entry, told, None) for told in compared(work, gold)]


def _person(member: Membership, asked: str) -> Membership:
    """Return whose feedback is asked for: one's own, or, for managers, another member's."""
    if not asked or not may(member.role, Act.MANAGE):
        return member
    members = Membership.objects.filter(project=member.project_id).select_related("user")
    found = members.filter(pk=number_of(asked) or 0).first()
    if found is None:
        raise Http404(_("There is no such member of this project."))
    return found


def _gold(member: Membership, entry: Entry) -> Assignment | None:
    golds = Assignment.objects.visible_to(member).filter(entry=entry, kind=Kind.GOLD, is_current=True)
    gold = golds.first()
    if gold is not None:
        gold.entry = entry
    return gold


def _line(entry: Entry, told: Told, decision: Decision | None) -> Line:
    labels, text = labels_of(entry.project).by_name, entry.revision.text
    shown = told.mine or told.gold
    assert shown is not None  # noqa: S101 - a line is about something
    label = labels[shown.label]
    changed = told.gold if told.fate == Fate.LABEL else None
    words = text[shown.start : shown.end]
    pieces: tuple[Piece, ...] = ()
    if told.gold is not None and told.mine is not None and told.gold[:2] != told.mine[:2]:
        pieces = tuple(differences(words, text[told.gold.start : told.gold.end]))
    return Line(
        fate=told.fate,
        fate_name=FATE_NAMES[told.fate],
        label=label,
        gold_label=labels[changed.label] if changed else None,
        words=words,
        pieces=pieces,
        details=_details(label, told.mine, told.gold) if told.fate != Fate.LABEL else (),
        decision=decision,
        reason=_reason(decision),
        place=shown.start,
    )


def _reason(decision: Decision | None) -> str | Promise:
    if decision is None or decision.reason == Reason.NONE:
        return ""
    return REASON_NAMES[Reason(decision.reason)]


def _details(label: Label, mine: Said | None, gold: Said | None) -> tuple[Detail, ...]:
    """Return the attributes that differ, in words."""
    if mine is None or gold is None:
        return ()
    found = []
    for definition in label.attributes:
        titles = {choice["value"]: in_language(choice["titles"]) for choice in definition["choices"]}
        old, new = (said.attributes.get(definition["name"]) for said in (mine, gold))
        if old != new:
            before, after = (
                _("not set") if one is None else titles.get(str(one), str(one)) for one in (old, new)
            )
            found.append(Detail(in_language(definition["titles"]), before, after))
    return tuple(found)


@dataclass
class Pupil:
    """One reviewer's counts: by label, for each fate."""

    person: Membership
    by_label: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def rows(self, labels: Sequence[Label]) -> list[tuple[Label, list[int]]]:
        """Return the counts as a table, kept ones first, then the errors."""
        fates = (Fate.KEPT, *WRONG)
        return [
            (label, [self.by_label[label.pk][fate] for fate in fates])
            for label in labels
            if label.pk in self.by_label
        ]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the guidelines say nothing about: the decision, its article, and the words it was about."""

    decision: Decision
    entry: Entry
    words: str
    labels: tuple[str, ...]


@require_safe
def lessons(request: Request, slug: str) -> HttpResponse:
    """Show managers who errs how, and what the guidelines do not say."""
    member = member_of(request.user, slug, Act.MANAGE)
    labels = list(labels_of(member.project).by_pk.values())
    pupils, is_cut = _pupils(member)
    page = {
        **frame(member),
        "is_cut": is_cut,
        "fates": [FATE_NAMES[fate] for fate in (Fate.KEPT, *WRONG)],
        "pupils": [(pupil.person, pupil.rows(labels)) for pupil in pupils],
        "gaps": _gaps(member, request.GET.get("page", "1")),
    }
    return render(request, "annotate/adjudication_lessons.html", page)


def _pupils(member: Membership) -> tuple[list[Pupil], bool]:
    """Return the counts of all reviewers, by two queries, and whether only the last lessons are in them."""
    counted = Lesson.objects.filter(
        assignment__entry__project=member.project_id,
        assignment__entry__removed_at=None,
        assignment__is_current=True,
    )
    rows = list(
        counted.order_by("-pk").values_list("assignment__reviewer", "label", "fate", "number")[
            : MOST_LESSONS + 1
        ]
    )
    people = Membership.objects.filter(project=member.project_id).select_related("user")
    pupils = {person.user_id: Pupil(person) for person in people}
    for reviewer, label, fate, number in rows[:MOST_LESSONS]:
        if reviewer in pupils:
            pupils[reviewer].by_label[label][fate] += number
    found = [pupil for pupil in pupils.values() if pupil.by_label]
    return sorted(found, key=lambda pupil: pupil.person.user.username), len(rows) > MOST_LESSONS


def _gaps(member: Membership, number: str) -> Page[Any]:
    """Return one page of what the guidelines do not say, the newest first."""
    held = Decision.objects.of_current(member).filter(reason=Reason.GUIDELINE_GAP).order_by("-pk")
    words = Substr(
        "item__assignment__revision__text", F("item__start") + 1, F("item__end") - F("item__start")
    )
    rows = held.select_related("item__assignment__entry__article").annotate(words=words)
    titles = {label.name: label.title for label in labels_of(member.project).by_pk.values()}
    page: Page[Any] = FirstOnes(held.values_list("pk", flat=True), PER_PAGE).get_page(number)
    found: QuerySet[Any] = rows.filter(pk__in=list(page.object_list))
    page.object_list = [_gap(decision, decision.words, titles) for decision in found]
    return page


def _gap(decision: Decision, words: str, titles: Mapping[str, str]) -> Gap:
    named = {tag[2] for reading in decision.item.spans for tag in reading["tags"]}
    return Gap(decision, decision.item.assignment.entry, words, tuple(titles[name] for name in sorted(named)))


@require_safe
def gold(request: Request, slug: str, entry: int) -> HttpResponse:
    """Show the gold of an article, to be read only; reviewers see it once it is finished."""
    member, found = entry_of(request.user, slug, entry, Act.SEE)
    assignment = _gold(member, found)
    if assignment is None:
        raise Http404(_("There is nothing to see yet. It comes once the article has been adjudicated."))
    work = Work(found, request.user, Role(member.role), assignment, State.SUBMITTED)
    spans = once(spans_of(assignment.pk))
    page = {
        **frame(member),
        "entry": found,
        "article": found.article,
        "finished": found.adjudicated_at,
        "tags": len(spans),
        "text": Markup("".join(rows_of(work, blocks_of(found.revision), spans).values())),
        "may_adjudicate": may(member.role, Act.ADJUDICATE),
        "has_feedback": _has_feedback(member, found),
    }
    return render(request, "annotate/gold.html", page)


def _has_feedback(member: Membership, entry: Entry) -> bool:
    own: QuerySet[Assignment] = Assignment.objects.filter(entry=entry, kind__in=ALONE, is_current=True)
    return (
        entry.adjudicated_at is not None
        and own.filter(reviewer=member.user_id, state=State.SUBMITTED).exists()
    )
