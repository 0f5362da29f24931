"""Which unit a file counts in, and the proof that every tag slices its text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from annotate.imports.edges import fit
from annotate.imports.foreign import (
    Draft,
    ForeignDocument,
    ForeignSpan,
    Link,
    Mark,
    Remark,
    gettext_noop,
)
from annotate.imports.units import Ruler, Unit, puts_together, same_in_all
from annotate.imports.values import NO_OFFSET, as_said
from annotate.marking.graphemes import widen

CHOSEN = {
    Unit.CODE_POINTS: gettext_noop("The offsets were taken as code points (Unicode characters)."),
    Unit.UTF_16: gettext_noop("The offsets were taken as UTF-16 units, as doccano and JavaScript count."),
    Unit.CLUSTERS: gettext_noop("The offsets were taken as whole characters (grapheme clusters)."),
    Unit.LINE_ENDS_ONCE: gettext_noop("The offsets were taken as code points with each CR LF counted once."),
}
OUTSIDE = gettext_noop(
    "The tag “%(label)s” from %(start)s to %(end)s lies outside of the text or begins or ends inside of a "
    "character. It is left out."
)
NOWHERE = gettext_noop(
    "The tag “%(label)s” does not say in whole numbers where it begins and ends. It is left out."
)
REVERSED = gettext_noop("The tag “%(label)s” ends at %(end)s, before it begins at %(start)s. It is left out.")
EMPTY = gettext_noop(
    "The tag “%(label)s” from %(start)s to %(end)s holds nothing but blanks. It is left out."
)
OTHER_WORDS = gettext_noop(
    "The tag “%(label)s” from %(start)s to %(end)s should hold “%(told)s”, but the text has “%(found)s” "
    "there. It is left out."
)
NO_LABEL = gettext_noop("The tag from %(start)s to %(end)s has no label. It is left out.")
LOOSE_LINK = gettext_noop("A link “%(kind)s” leads to a tag that is not there. It is left out.")
CROSSING = gettext_noop("Tags over several paragraphs, which are kept and drawn in each: %(count)s.")
BLANKS = gettext_noop("Tags that begin or end in blanks, which are kept as they are: %(count)s.")
CUTTING = gettext_noop("Tags that cut a character put together from several, which are kept: %(count)s.")

TWINS = gettext_noop(
    "Tags whose id another tag of their text has; both are kept, and links lead to the first: %(count)s."
)
LONG = gettext_noop("The label “%(label)s” is longer than 64 characters. It is called “%(short)s” here.")

LONGEST_LABEL = 64  # code points
CLEARLY = 3  # by which marks fit better in another unit; see edges.py
_TELLING = 200  # texts that say whether whole characters were counted
SHOWN = 40  # code points of the words that a remark repeats


def settle(
    drafts: Sequence[Draft],
    units: tuple[Unit, ...],
    forced: Unit | None,
    beat: Callable[[], object] = lambda: None,
) -> tuple[Unit, tuple[ForeignDocument, ...], list[Remark]]:
    """Turn drafts into documents of spans that slice. The first of ``units`` is what the tool counts in.

    Another one is taken only if the file itself proves it; which one was taken is said where it matters.
    ``beat`` is called for every text.
    """
    unit = forced or _unit(drafts, units)
    drafts, remarks = _short(drafts)
    if any(draft.marks and not same_in_all(draft.text, tuple(Unit)) for draft in drafts):
        remarks.append(Remark("", CHOSEN[unit]))
    documents = []
    flags = _Flags()
    for draft in drafts:
        beat()
        remarks += draft.remarks
        documents.append(_proven(draft, unit, remarks, flags))
    return unit, tuple(documents), [*flags.remarks(), *remarks]


def _unit(drafts: Sequence[Draft], units: tuple[Unit, ...]) -> Unit:
    telling = [draft for draft in drafts if draft.marks and not same_in_all(draft.text, units)]
    usual = units[0]
    if any(_faults(draft, usual) for draft in telling):
        taken = _best(telling, units)
    elif usual is Unit.UTF_16 and Unit.CODE_POINTS in units and _reads_better(telling, usual):
        taken = Unit.CODE_POINTS
    else:
        taken = usual
    return Unit.CLUSTERS if Unit.CLUSTERS in units and _are_clusters(telling, taken) else taken


def _are_clusters(drafts: Sequence[Draft], taken: Unit) -> bool:
    """Whether whole characters explain the marks as well as a unit that would cut some, and fit better."""
    drafts = list(islice((draft for draft in drafts if puts_together(draft.text)), _TELLING))
    if taken is Unit.CLUSTERS or not any(_cuts(draft, taken) for draft in drafts):
        return False
    faults, fits = (
        [sum(count(draft, unit) for draft in drafts) for unit in (Unit.CLUSTERS, taken)]
        for count in (_faults, _fit)
    )
    return faults[0] <= faults[1] and fits[0] > fits[1]


def _short(drafts: Sequence[Draft]) -> tuple[Sequence[Draft], list[Remark]]:
    """Cut labels that are longer than ours may be, so that each keeps a name of its own."""
    names = dict.fromkeys(mark.label for draft in drafts for mark in draft.marks)
    short: dict[str, str] = {}
    for long in (name for name in names if len(name) > LONGEST_LABEL):
        tails = ("…", *(f"… {number}" for number in range(2, len(names) + 2)))
        cut = (long[: LONGEST_LABEL - len(tail)] + tail for tail in tails)
        short[long] = next(name for name in cut if name not in names and name not in short.values())
    if not short:
        return drafts, []
    remarks = [Remark("", LONG, {"label": long[:SHOWN], "short": name}) for long, name in short.items()]
    return [
        replace(draft, marks=tuple(_called(mark, short) for mark in draft.marks)) for draft in drafts
    ], remarks


def _called(mark: Mark, names: Mapping[str, str]) -> Mark:
    return replace(mark, label=names[mark.label]) if mark.label in names else mark


def _best(drafts: Sequence[Draft], units: tuple[Unit, ...]) -> Unit:
    """Return the unit that explains the most marks, of equals the first."""
    faults: dict[Unit, int] = {}
    for unit in units:
        faults[unit] = sum(_faults(draft, unit) for draft in drafts)
        if not faults[unit]:  # nothing can be better, and clusters take long to find
            break
    return min(faults, key=lambda unit: faults[unit])


def _reads_better(drafts: Sequence[Draft], usual: Unit) -> bool:
    """Whether code points explain all marks as well, and clearly better: they cut fewer characters, or words.

    Where both do alike, the file does not say, and the tool's usual unit is taken.
    """
    if any(_faults(draft, Unit.CODE_POINTS) for draft in drafts):
        return False
    cuts = {unit: sum(_cuts(draft, unit) for draft in drafts) for unit in (usual, Unit.CODE_POINTS)}
    if cuts[usual] != cuts[Unit.CODE_POINTS]:
        return cuts[Unit.CODE_POINTS] < cuts[usual]
    fits = {unit: sum(_fit(draft, unit) for draft in drafts) for unit in (usual, Unit.CODE_POINTS)}
    return fits[Unit.CODE_POINTS] >= fits[usual] + CLEARLY


def _fit(draft: Draft, unit: Unit) -> int:
    """Return how well the marks fit words and pauses."""
    ruler = Ruler(draft.text, unit)
    places = (_place(draft.text, ruler, mark) for mark in draft.marks)
    return sum(fit(draft.text, *place) for place in places if place is not None)


def _faults(draft: Draft, unit: Unit) -> int:
    """Count the marks that this unit cannot explain."""
    ruler = Ruler(draft.text, unit)
    return sum(_place(draft.text, ruler, mark) is None for mark in draft.marks)


def _cuts(draft: Draft, unit: Unit) -> int:
    """Count the marks that would cut a character."""
    ruler = Ruler(draft.text, unit)
    places = (_place(draft.text, ruler, mark) for mark in draft.marks)
    return sum(place is not None and widen(draft.text, *place) != place for place in places)


def _place(text: str, ruler: Ruler, mark: Mark) -> tuple[int, int] | None:
    start, end = ruler.point(mark.start), ruler.point(mark.end)
    if start is None or end is None or start >= end or not _same(mark.words, text[start:end]):
        return None
    return start, end


def _same(told: str | None, found: str) -> bool:
    """Whether the words are those that the file tells; tools write line ends as blanks or otherwise."""
    return told is None or told == found or _plain(told) == _plain(found)


def _plain(words: str) -> str:
    return words.replace("\\n", "\n").replace("\r\n", "\n").replace("\r", "\n").replace("\n", " ").strip()


@dataclass(slots=True)
class _Flags:
    """How many spans are kept although nobody could make them by hand."""

    crossing: int = 0
    blanks: int = 0
    cutting: int = 0
    twins: int = 0

    def see(self, text: str, start: int, end: int) -> None:
        words = text[start:end]
        self.crossing += "\n" in words.strip()
        self.blanks += words != words.strip()
        self.cutting += widen(text, start, end) != (start, end)

    def remarks(self) -> Iterable[Remark]:
        counts = (self.crossing, self.blanks, self.cutting, self.twins)
        for count, sentence in zip(counts, (CROSSING, BLANKS, CUTTING, TWINS), strict=True):
            if count:
                yield Remark("", sentence, {"count": count})


def _proven(draft: Draft, unit: Unit, remarks: list[Remark], flags: _Flags) -> ForeignDocument:
    text, ruler = draft.text, Ruler(draft.text, unit)
    spans: dict[str, ForeignSpan] = {}
    for mark in draft.marks:
        place = _place(text, ruler, mark)
        if place is None or not mark.label or not text[slice(*place)].strip():
            remarks.append(_misfit(draft, ruler, mark))
            continue
        flags.see(text, *place)
        if mark.key in spans:
            flags.twins += 1
            mark = replace(mark, key=f"{mark.key} {len(spans)}")  # noqa: PLW2901
        spans[mark.key] = _span(mark, text, *place)
    links = []
    for link in draft.links:
        if link.from_key in spans and link.to_key in spans and link.from_key != link.to_key:
            links.append(link)
        else:
            remarks.append(Remark(draft.where, LOOSE_LINK, {"kind": as_said(link.kind)}))
    ordered = sorted(spans.values(), key=lambda span: (span.start, span.end, span.label))
    return ForeignDocument(
        draft.where, draft.article, tuple(ordered), tuple(_once(links)), draft.project, draft.blocks
    )


def _once(links: list[Link]) -> list[Link]:
    return list(dict.fromkeys(links))


def _span(mark: Mark, text: str, start: int, end: int) -> ForeignSpan:
    return ForeignSpan(
        mark.key,
        start,
        end,
        mark.label,
        text[start:end],
        mark.attrs,
        mark.annotator,
        mark.note,
        mark.created,
        mark.updated,
    )


def _misfit(draft: Draft, ruler: Ruler, mark: Mark) -> Remark:
    values: dict[str, object] = {"label": mark.label, "start": mark.start, "end": mark.end}
    start, end = ruler.point(mark.start), ruler.point(mark.end)
    if not mark.label:
        return Remark(draft.where, NO_LABEL, values)
    if NO_OFFSET in (mark.start, mark.end):
        return Remark(draft.where, NOWHERE, values)
    if mark.start > mark.end >= 0:
        return Remark(draft.where, REVERSED, values)
    if start is None or end is None:
        return Remark(draft.where, OUTSIDE, values)
    found = draft.text[start:end]
    if not found.strip():
        return Remark(draft.where, EMPTY, values)
    told = {"told": (mark.words or "")[:SHOWN], "found": found[:SHOWN]}
    return Remark(draft.where, OTHER_WORDS, values | told)
