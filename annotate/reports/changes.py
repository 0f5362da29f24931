"""What has become of an article's tags since a page was drawn: where, whose, and in one sentence each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import ngettext

from accounts.models import name_at
from annotate.actions.parts import Work
from annotate.actions.talking import member_for
from annotate.models import Activity, Relation, Span, Verb

MOST_ACTS = 300  # of which each is looked at; after more, the whole article is drawn again

Range = tuple[int, int]


class Fate(Enum):
    """What became of a tag."""

    MADE = "made"
    CHANGED = "changed"
    GONE = "gone"


class _Act(NamedTuple):
    number: int | None
    verb: str
    actor: int
    name: str
    changes: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed: the ``ranges`` that look different now, in code points, None for the whole article.

    ``fresh`` are the numbers of the tags that others have made or changed, ``told`` says who did what.
    """

    ranges: list[Range] | None
    fresh: frozenset[int] = frozenset()
    told: list[str] = field(default_factory=list)


def changes_since(work: Work, since: int, until: int) -> Changes:
    """Return what happened to the tags of this work after the change ``since``, up to the change ``until``.

    What came later may be among it as well. Raising the change number is the lock, so that whoever has read
    ``until`` reads every act up to it; no number is handed out before those below it are stored.
    """
    acts = _acts(work, since)
    if len(acts) > MOST_ACTS or not _explain(acts, since, until):
        return Changes(None)
    return _looked_at(work, acts)


def _acts(work: Work, since: int) -> list[_Act]:
    seen = Activity.objects.visible_to(member_for(work)).filter(assignment=work.assignment, number__gt=since)
    rows = seen.order_by("number").values_list("number", "verb", "actor", name_at("actor"), "changes")
    return [_Act(*row) for row in rows[: MOST_ACTS + 1]]


def _explain(acts: Iterable[_Act], since: int, until: int) -> bool:
    """Whether these acts are all there was: an import raises the number too, and stands elsewhere."""
    numbers = sum(
        sum(change["thing"] == "span" for change in act.changes) if act.verb == Verb.CREATE else 1
        for act in acts
        if act.number is not None and act.number <= until
    )
    return numbers == until - since


def _looked_at(work: Work, acts: list[_Act]) -> Changes:
    changes = [change for act in acts for change in act.changes]
    tags = _tags(work, {change["id"] for change in changes if change["thing"] == "span"})
    links = _links(work, set(tags), {change["id"] for change in changes if change["thing"] == "relation"})
    fates = _fates(work, acts, {pk: link.start.pk for pk, link in links.items()})
    starts = {link.start.pk: link.start for link in links.values()}
    fresh = {pk for own in fates.values() for pk, fate in own.items() if fate != Fate.GONE}
    names = {act.actor: act.name for act in acts}
    return Changes(
        [*_places(changes, tags), *(place for link in links.values() for place in link.places)],
        frozenset(tag.number for pk, tag in {**starts, **tags}.items() if pk in fresh),
        [line for actor, own in fates.items() for line in _told(names[actor], own)],
    )


class _Tag(NamedTuple):
    pk: int
    number: int
    start: int
    end: int


class _Link(NamedTuple):
    """A link: the tag that it starts from, and the places of both ends."""

    start: _Tag
    places: list[Range]


def _tags(work: Work, keys: set[int]) -> dict[int, _Tag]:
    found = Span.objects.filter(assignment=work.assignment, pk__in=keys).order_by()
    return {row[0]: _Tag(*row) for row in found.values_list("pk", "number", "start", "end")}


def _places(changes: Iterable[Mapping[str, Any]], tags: Mapping[int, _Tag]) -> list[Range]:
    """Return where the tags stand, and where they stood before each change; it names only what differed."""
    places = [(tag.start, tag.end) for tag in tags.values()]
    for change in changes:
        tag = tags.get(change["id"]) if change["thing"] == "span" else None
        if tag is not None:
            sides = (change["before"], change["after"])
            places += [(side.get("start", tag.start), side.get("end", tag.end)) for side in sides]
    return [(start, end) for start, end in places if start < end]


def _links(work: Work, tags: set[int], keys: set[int]) -> dict[int, _Link]:
    """Return the links that changed, and those to a tag that changed: the notes of these repeat its words."""
    found = Relation.objects.filter(Q(pk__in=keys) | Q(to_span__in=tags), assignment=work.assignment)
    start = [f"from_span__{name}" for name in ("pk", "number", "start", "end")]
    rows = found.order_by().values_list("pk", *start, "to_span__start", "to_span__end")
    return {
        pk: _Link(_Tag(key, number, at, end), [(at, end), (goal, goal_end)])
        for pk, key, number, at, end, goal, goal_end in rows
    }


def _fates(work: Work, acts: Iterable[_Act], starts: Mapping[int, int]) -> dict[int, dict[int, Fate]]:
    """Return what others did, by the person and the key of the tag; what they made, they did not change."""
    fates: defaultdict[int, dict[int, Fate]] = defaultdict(dict)
    for act in acts:
        if act.actor == work.user.pk:
            continue
        for change in act.changes:
            own = fates[act.actor]
            if change["thing"] == "span":
                own[change["id"]] = _fate(change, own.get(change["id"]))
            elif change["thing"] == "relation" and change["id"] in starts:
                own.setdefault(starts[change["id"]], Fate.CHANGED)
    return fates


def _fate(change: Mapping[str, Any], before: Fate | None) -> Fate:
    live = change["after"].get("live")
    if live is None:
        return Fate.MADE if before == Fate.MADE else Fate.CHANGED
    return Fate.MADE if live else Fate.GONE


def _told(name: str, fates: Mapping[int, Fate]) -> list[str]:
    counts = {fate: sum(one == fate for one in fates.values()) for fate in Fate}
    return [_sentence(name, fate, number) for fate, number in counts.items() if number]


def _sentence(name: str, fate: Fate, number: int) -> str:
    match fate:
        case Fate.MADE:
            said = ngettext("%(name)s tagged %(count)s place", "%(name)s tagged %(count)s places", number)
        case Fate.CHANGED:
            said = ngettext("%(name)s changed %(count)s tag", "%(name)s changed %(count)s tags", number)
        case Fate.GONE:
            said = ngettext("%(name)s deleted %(count)s tag", "%(name)s deleted %(count)s tags", number)
    return said % {"name": name, "count": number}
