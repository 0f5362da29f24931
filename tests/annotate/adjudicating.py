"""Reviewers who disagree, made quickly: whose work is handed in, and what an adjudicator asks for."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from annotate.actions.adjudicating.deciding import Amended, Choice, decide
from annotate.actions.adjudicating.finishing import finish
from annotate.actions.adjudicating.merging import merge
from annotate.actions.parts import Work
from annotate.actions.receipts import Answered, Ask
from annotate.actions.tallies import count_done
from annotate.adjudicating.kinds import Outcome
from annotate.adjudicating.stored import from_json
from annotate.models import (
    Assignment,
    DecisionItem,
    Entry,
    Kind,
    MergeRule,
    Participation,
    Project,
    Relation,
    Span,
    State,
    Way,
)
from annotate.roles import Role
from articles.text.blocks import Block
from tests.makers import make_entry, make_member, make_project

TEXT = "市长王𠮷表示：“新桥😀明年通车。”专家认为这不会改变局势。咖啡馆 cafe\u0301 仍在营业。"


@dataclass
class Said:
    """A tag to be made: the label and the words, at their first place or the one given."""

    label: str
    words: str
    attrs: dict[str, str] = field(default_factory=dict)
    at: int | None = None
    source: str = ""  # the words of the source it is linked to


def desk(*blocks: Block, reviewers: int = 2, rule: str = MergeRule.AGREED) -> "Desk":
    """Make an independent project with an adjudicator, and an article that so many are to read."""
    project = make_project(way=Way.INDEPENDENT)
    project.merge_rule = rule
    project.required = reviewers
    project.save()
    entry = make_entry(project, *(blocks or (Block("title", "市长谈桥"), Block("paragraph", TEXT))))
    entry.required = reviewers
    entry.save()
    adjudicator = make_member(project, Role.ADJUDICATOR)
    return Desk(project, entry, adjudicator, [make_member(project) for _number in range(reviewers)])


@dataclass
class Desk:
    """An article that several reviewers read, and the adjudicator who settles it."""

    project: Project
    entry: Entry
    adjudicator: User
    reviewers: list[User]

    def hand_in(self, number: int, *tags: Said) -> Assignment:
        """Let the reviewer of this number, from 0, submit these tags."""
        return hand_in(self.entry, self.reviewers[number], number + 1, *tags)

    def work(self, user: User | None = None, role: Role = Role.ADJUDICATOR) -> Work:
        """Return what an adjudicator's acts start from, read anew."""
        user = user or self.adjudicator
        entry = Entry.objects.select_related("project", "revision", "article").get(pk=self.entry.pk)
        gold = Assignment.objects.filter(entry=entry, kind=Kind.GOLD, is_current=True).first()
        part = Participation.objects.filter(assignment=gold, user=user).first() if gold else None
        return Work(entry, user, role, gold, part.state if part else "")

    def merge(self, user: User | None = None) -> Answered:
        return merge(self.work(user), ask())

    def decide(self, item: DecisionItem, *words: str, user: User | None = None, **more: Any) -> Answered:
        """Take the candidates that hold these words, or reject all if none are named."""
        readings = from_json(item.spans)
        names = tuple(
            reading.name for wanted in words for reading in readings if self.words(reading.said[0]) == wanted
        )
        assert len(names) == len(words), [self.words(one.said[0]) for one in readings]
        return decide(self.work(user), ask(), item.key, Choice(names, **more))

    def amend(self, item: DecisionItem, label: str, words: str, **more: Any) -> Answered:
        start = self.entry.revision.text.index(words)
        amended = Amended(label, start, start + len(words))
        return decide(self.work(), ask(), item.key, Choice(amended=amended, **more))

    def finish(self) -> Answered:
        return finish(self.work(), ask())

    def words(self, said: Any) -> str:
        return self.entry.revision.text[said.start : said.end]

    def items(self) -> list[DecisionItem]:
        return list(DecisionItem.objects.live().filter(assignment__entry=self.entry))

    def undecided(self) -> list[DecisionItem]:
        return list(DecisionItem.objects.undecided().filter(assignment__entry=self.entry))

    def gold(self) -> list[tuple[str, str]]:
        """Return label and words of the tags of the gold, in the order of the text."""
        spans = Span.objects.live().filter(
            assignment__entry=self.entry, assignment__kind=Kind.GOLD, assignment__is_current=True
        )
        return [(span.label.name, span.words) for span in spans.select_related("label")]

    def links(self) -> list[tuple[str, str]]:
        """Return the words of both ends of the links of the gold."""
        links = Relation.objects.live().filter(assignment__entry=self.entry, assignment__kind=Kind.GOLD)
        return sorted((link.from_span.words, link.to_span.words) for link in links)


def ask() -> Ask:
    return Ask(uuid4(), uuid4().hex)


def hand_in(entry: Entry, user: User, seat: int, *tags: Said) -> Assignment:
    """Store somebody's submitted work with these tags; what they submitted before is changed to them."""
    now = timezone.now()
    work, _new = Assignment.objects.update_or_create(
        entry=entry,
        kind=Kind.OWN,
        reviewer=user,
        is_current=True,
        defaults={"revision": entry.revision, "state": State.SUBMITTED, "seat": seat},
    )
    Participation.objects.update_or_create(
        assignment=work, user=user, defaults={"state": State.SUBMITTED, "submitted_at": now}
    )
    Entry.objects.filter(pk=entry.pk, taken__lt=seat).update(taken=seat)
    count_done(entry.pk)
    labels = {label.name: label for label in entry.project.labels.all()}
    text = entry.revision.text
    wanted = {}
    for tag in tags:
        start = text.index(tag.words) if tag.at is None else tag.at
        wanted[labels[tag.label].pk, start, start + len(tag.words)] = tag
    kept = {(s.label_id, s.start, s.end): s for s in Span.objects.live().filter(assignment=work)}
    for key, span in kept.items():
        if key not in wanted or span.attrs != wanted[key].attrs:
            span.deleted_at = now
            span.save(update_fields=["deleted_at"])
    for key, tag in wanted.items():
        if key in kept and kept[key].deleted_at is None:
            continue
        number = Span.objects.filter(assignment=work).count() + 1
        Span.objects.create(
            assignment=work, label_id=key[0], author=user, uid=uuid4(), number=number,
            start=key[1], end=key[2], words=tag.words, attrs=tag.attrs, created_at=now, updated_at=now,
        )  # fmt: skip
    _link(work, user, tags)
    Assignment.objects.filter(pk=work.pk).update(change_number=work.change_number + len(tags) + 1)
    return work


def _link(work: Assignment, user: User, tags: tuple[Said, ...]) -> None:
    Relation.objects.filter(assignment=work).delete()
    spans = list(Span.objects.live().filter(assignment=work).select_related("label"))
    kind = work.entry.project.relation_kinds.get(name="attributed_to")
    for tag in tags:
        for source in (one for one in spans if (one.words, one.label.name) == (tag.source, "source")):
            [span] = [one for one in spans if (one.words, one.label.name) == (tag.words, tag.label)]
            Relation.objects.create(
                assignment=work, kind=kind, from_span=span, to_span=source, author=user,
                uid=uuid4(), created_at=timezone.now(),
            )  # fmt: skip


__all__ = ["TEXT", "Amended", "Choice", "Desk", "Outcome", "Said", "ask", "desk", "hand_in"]
