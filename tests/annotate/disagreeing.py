"""Two people who read the same article nearly alike: what a careful reader would tag, and slips of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from annotate.actions.ranges import tidy_ranges
from annotate.actions.tallies import count_done
from annotate.marking.narrowing import quotation, quotations, speaker
from annotate.marking.units import clauses, sentences
from annotate.models import Assignment, Entry, Kind, Participation, Relation, Span, State
from articles.models import Revision

ASSERTED = (*"0123456789一二三四五六七八九十首最", "年", "月", "增", "降")
JUDGED = ("应该", "必须", "罕见", "显然", "毫无疑问", "重要", "脆弱", "难于", "意味着")

# How often a reader slips, of a hundred tags: agreement is then about what news annotation reports.
MISSES, MOVES, RENAMES, DOUBTS = 14, 15, 5, 6


@dataclass(frozen=True, order=True)
class Tag:
    """A tag ``[start, end)`` with its first attribute, and where its source stands."""

    start: int
    end: int
    label: str
    value: str = ""
    source: tuple[int, int] | None = None


ATTRIBUTES = {"claim": "check_worthy", "quote": "quote_type", "source": "source_type", "opinion": "voice"}
VALUES = {
    "claim": ("yes", "no", ""),
    "quote": ("direct", "mixed", "indirect"),
    "source": ("person", "organisation", "media"),
    "opinion": ("author", "source"),
}
LIKELY_INSTEAD = {"claim": "opinion", "opinion": "claim", "quote": "claim", "source": "quote"}


def careful(revision: Revision) -> list[Tag]:
    """Tag an article as the guidelines say, as far as rules can."""
    found: dict[tuple[int, int, str], Tag] = {}
    for block in revision.blocks:
        if block["kind"] == "title":
            continue
        text = revision.text[block["start"] : block["end"]]
        for sentence in sentences(text):
            for tag in _of_sentence(text, sentence):
                moved = _moved(revision, tag, block["start"])
                found.setdefault((moved.start, moved.end, moved.label), moved)
    return sorted(found.values())


def _moved(revision: Revision, tag: Tag, by: int) -> Tag:
    [(start, end)] = tidy_ranges(revision, tag.start + by, tag.end + by)
    source = tidy_ranges(revision, tag.source[0] + by, tag.source[1] + by)[0] if tag.source else None
    return Tag(start, end, tag.label, tag.value, source)


def _of_sentence(text: str, sentence: tuple[int, int]) -> Iterable[Tag]:
    if any(start < sentence[1] and sentence[0] < end for start, end in quotations(text)):
        quoted = quotation(text, sentence)
        who = speaker(text, sentence, quoted)
        if who and not (who[0] < quoted[1] and quoted[0] < who[1]):
            yield Tag(*who, "source", "person")
            yield Tag(*quoted, "quote", "direct", who)
    for clause in clauses(text, sentence):
        words = text[slice(*clause)]
        if len(words) > 7 and any(mark in words for mark in JUDGED):
            yield Tag(*clause, "opinion", "author")
        elif len(words) > 7 and sum(mark in words for mark in ASSERTED) > 1:
            yield Tag(*clause, "claim", "yes")


def hasty(revision: Revision, tags: Iterable[Tag], seed: int) -> list[Tag]:
    """Tag the same article with slips: some missed, some a word longer or shorter, some misnamed."""
    chance = Random(seed)  # noqa: S311 - slips, not secrets
    kept: dict[tuple[int, int, str], Tag] = {}
    for tag in tags:
        slipped = _slip(revision, tag, chance)
        if slipped is not None:
            kept.setdefault((slipped.start, slipped.end, slipped.label), slipped)
    there = {(tag.start, tag.end) for tag in kept.values() if tag.label == "source"}
    return sorted(
        Tag(tag.start, tag.end, tag.label, tag.value, tag.source if tag.source in there else None)
        for tag in kept.values()
    )


def _slip(revision: Revision, tag: Tag, chance: Random) -> Tag | None:
    luck = chance.randrange(100)
    if luck < MISSES:
        return None
    if luck < MISSES + MOVES:
        start = tag.start + chance.choice([-3, -2, 0, 0, 2])
        end = tag.end + chance.choice([-4, -2, 0, 2, 3])
        try:
            ranges = tidy_ranges(revision, max(start, 0), min(max(end, start + 2), len(revision.text)))
        except ValidationError:  # nothing but marks
            return tag
        inside = [place for place in ranges if place[0] < tag.end and tag.start < place[1]]
        return Tag(*inside[0], tag.label, tag.value, tag.source) if inside else tag
    if luck < MISSES + MOVES + RENAMES:
        label = LIKELY_INSTEAD[tag.label]
        return Tag(tag.start, tag.end, label, VALUES[label][0])
    if luck < MISSES + MOVES + RENAMES + DOUBTS:
        return Tag(tag.start, tag.end, tag.label, chance.choice(VALUES[tag.label]), tag.source)
    return tag


def submit(entry: Entry, user: User, seat: int, tags: Sequence[Tag]) -> Assignment:
    """Store somebody's submitted work at once, with links and attributes."""
    now = timezone.now()
    work = Assignment.objects.create(
        entry=entry,
        revision=entry.revision,
        kind=Kind.OWN,
        reviewer=user,
        state=State.SUBMITTED,
        seat=seat,
        change_number=len(tags) + 1,
    )
    Participation.objects.create(assignment=work, user=user, state=State.SUBMITTED, submitted_at=now)
    Entry.objects.filter(pk=entry.pk, taken__lt=seat).update(taken=seat)
    count_done(entry.pk)
    spans = _spans(work, user, tags)
    _link(work, user, list(zip(spans, tags, strict=True)))
    return work


def _spans(work: Assignment, user: User, tags: Sequence[Tag]) -> list[Span]:
    labels = {label.name: label for label in work.entry.project.labels.all()}
    now = timezone.now()
    return Span.objects.bulk_create(
        Span(
            assignment=work,
            label=labels[tag.label],
            author=user,
            uid=uuid4(),
            number=number,
            start=tag.start,
            end=tag.end,
            words=work.entry.revision.text[tag.start : tag.end],
            attrs={ATTRIBUTES[tag.label]: tag.value} if tag.value else {},
            created_at=now,
            updated_at=now,
        )
        for number, tag in enumerate(tags, start=1)
    )


def _link(work: Assignment, user: User, made: Sequence[tuple[Span, Tag]]) -> None:
    sources = {(one.start, one.end): one for one, tag in made if tag.label == "source"}
    kind = work.entry.project.relation_kinds.get(name="attributed_to")
    Relation.objects.bulk_create(
        Relation(
            assignment=work,
            kind=kind,
            from_span=span,
            to_span=sources[tag.source],
            author=user,
            uid=uuid4(),
            created_at=span.created_at,
        )
        for span, tag in made
        if tag.source in sources
    )
