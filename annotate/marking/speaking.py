"""Who is said to speak in a sentence, and by which words, as ``static/js/speaking.js`` reads it.

Offsets are code points of the block, and inside this module of the sentence with its quotations masked.
"""

import re
from dataclasses import dataclass

from annotate.marking.lexicon import (
    ACCORDING_HEADS,
    ACCORDING_TAILS,
    BLANK,
    ENGLISH_CUES,
    ENGLISH_SOURCE,
    HEADS,
    MEDIA,
    NEGATIONS,
    NO_SOURCE_END,
    NOT_AFTER,
    NOT_BEFORE,
    PAPERS,
    RELAYS,
    STRONG_CUES,
    SUBJECT_STOPS,
    TAILS,
    WEAK_CUES,
)
from annotate.marking.quoted import mask
from annotate.marking.units import trim

#: Nobody writes longer sentences, and reading them costs the square of their length.
LONGEST_SENTENCE = 1000
LONGEST_SOURCE = 45
_LONGEST_TAIL = 40  # 在, 24 characters and Facebook, with some room
_LONGEST_OUTLET = 24  # of MEDIA, a closing 》 and 8 characters, with some room

_CUE = re.compile("|".join(sorted(STRONG_CUES + WEAK_CUES, key=len, reverse=True)))
_FROM_MEDIA = re.compile(rf"{MEDIA}》?[^，。；：]{{0,8}}\Z")
_HEAD = re.compile(rf"(?:{'|'.join(HEADS)})(?:[，、]|{BLANK})*")
_ONE_TAIL = re.compile("|".join(TAILS))
_TAIL = re.compile(rf"(?:{'|'.join(TAILS)}){BLANK}*\Z")
_BLANKS_AT_END = re.compile(rf"{BLANK}*\Z")
_CUT = frozenset('，。；：:！？!?”」』",…\n')
_SUBJECT = re.compile(rf"([\u4e00-\u9fff·‧・]{{2,12}}?)(?={SUBJECT_STOPS})")
_ACCORDING = re.compile(rf"{ACCORDING_HEADS}([^，。；：”]{{1,40}}?){ACCORDING_TAILS}(?=[，,：:”])")
_PAPER = re.compile(rf"{ACCORDING_HEADS}([^，。；：”]{{1,40}}?{PAPERS})(?:显示|称|说|指出)?(?=[，,：:])")
_RELAY = re.compile(RELAYS)
_RELAYED_TAIL = re.compile(r"(?:的(?:分析|话|说法|消息|报告|表态))?(?:报道|报导)?\Z")
_ENGLISH = (
    re.compile(
        rf"(?<![A-Za-z])({ENGLISH_SOURCE})(?:, [^,.;”]{{1,60}},)?(?: also| later| then| has| had)? "
        rf"{ENGLISH_CUES}(?![A-Za-z])"
    ),
    re.compile(rf"”,?{BLANK}*{ENGLISH_CUES} ({ENGLISH_SOURCE})(?![A-Za-z])"),
    re.compile(r"[Aa]ccording to ([^,.;”]{2,60})"),
)
_LEAD = re.compile(rf"(?:[，：:,]|{BLANK})*(?:that(?![A-Za-z]){BLANK}*)?")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody speaks: the noun phrase that names them and the cue that says so.

    ``inherited`` says that the clause of the cue has no subject of its own: 并表示.
    """

    source: tuple[int, int]
    cue: tuple[int, int]
    inherited: bool = False

    def shifted(self, by: int) -> "Attribution":
        """Return the same attribution, every offset plus ``by``."""
        (start, end), (cue_start, cue_end) = self.source, self.cue
        return Attribution((start + by, end + by), (cue_start + by, cue_end + by), self.inherited)


def attributions(text: str, sentence: tuple[int, int]) -> list[Attribution]:
    """Return who speaks in a sentence of a block, in its order; nobody if it is longer than any real one."""
    start, end = sentence
    if end - start > LONGEST_SENTENCE:
        return []
    masked = mask(text)[start:end]
    found = _according_to(masked) + _english(masked)
    for cue in _cues(masked):
        if any(other.cue[0] <= cue[0] < other.cue[1] for other in found):
            continue
        found += _sources_of(masked, cue, found)
        found.sort(key=_place)
    return [one.shifted(start) for one in sorted(found, key=_place)]


def governing(text: str, found: list[Attribution]) -> Attribution | None:
    """Return, of several who speak, the one whose words follow; None if nobody speaks.

    In 路透社报道说，佩斯科夫表示，… that is 佩斯科夫.
    """
    main = None
    for one in found:
        if main and (one.inherited or _after_lead(text, main.cue[1]) < one.source[0]):
            break
        main = one
    return main


def end_of_lead(text: str, start: int, end: int) -> int:
    """Return where, behind a cue that ends at ``start``, comma, colon, blanks and "that" end."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def _place(one: Attribution) -> int:
    return one.cue[0]


def _cues(masked: str) -> list[tuple[int, int]]:
    return [found.span() for found in _CUE.finditer(masked) if _is_cue(masked, found)]


def _is_cue(masked: str, found: re.Match[str]) -> bool:
    """Whether the word reports here: 说 does, 说法, 小说 and 没有说 do not."""
    word, (start, end) = found.group(), found.span()
    previous, following = masked[max(0, start - 1) : start], masked[end : end + 1]
    if following and following in "了过" + NOT_BEFORE.get(word, ""):
        return False
    if previous and previous in "（(" + NOT_AFTER.get(word, ""):
        return False
    if masked.endswith(NEGATIONS, 0, start):
        return False
    if word in {"报道", "报导"}:
        return _FROM_MEDIA.search(masked, max(0, start - _LONGEST_OUTLET), start) is not None
    return word not in WEAK_CUES or (following != "" and following not in "的。；、")


def _according_to(masked: str) -> list[Attribution]:
    """Read 据…报道 and 根据…的数据."""
    papers = [_from_match(found) for found in _PAPER.finditer(masked)]
    taken = {paper.cue[0] for paper in papers}
    reports = [_from_match(found) for found in _ACCORDING.finditer(masked)]
    return papers + [report for report in reports if report.cue[0] not in taken]


def _english(masked: str) -> list[Attribution]:
    return [_from_match(found) for pattern in _ENGLISH for found in pattern.finditer(masked)]


def _from_match(found: re.Match[str]) -> Attribution:
    return Attribution(found.span(1), found.span())


def _sources_of(masked: str, cue: tuple[int, int], earlier: list[Attribution]) -> list[Attribution]:
    """Return who speaks by this cue: two if an outlet passes on another's words, none if nobody is named."""
    start = max((one.cue[1] for one in earlier if one.cue[1] <= cue[0]), default=0)
    relay = _RELAY.search(masked, start, cue[0])
    if relay:
        return _relayed(masked, start, relay.span(), cue)
    source = _noun_phrase(masked, start, cue[0])
    if source:
        return [Attribution(source, cue)]
    subject = earlier[-1].source if earlier else _subject_of(masked, cue[0])
    return [Attribution(subject, cue, inherited=True)] if subject else []


def _relayed(masked: str, start: int, relay: tuple[int, int], cue: tuple[int, int]) -> list[Attribution]:
    """Read 南华早报援引专家的分析报道说, where ``relay`` is 援引 and ``cue`` is 报道说."""
    tail = _RELAYED_TAIL.search(masked, relay[1], cue[0])
    outlet = _noun_phrase(masked, start, relay[0])
    speaker = _noun_phrase(masked, relay[1], tail.start() if tail else cue[0])
    found = [(outlet, relay), (speaker, cue)]
    return [Attribution(source, by) for source, by in found if source]


def _noun_phrase(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the last noun phrase of ``[start, end)`` without time, place and addressee, if any."""
    start = _without_head(masked, _last_cut(masked, start, end), end)
    end = _without_tails(masked, start, end)
    words = masked[start:end]
    if len(words) > LONGEST_SOURCE or not words or words[-1] in NO_SOURCE_END or "【" in words:
        return None
    trimmed = trim(masked, start, end)
    return None if trimmed[0] >= trimmed[1] or _only_tails(words) else trimmed


def _last_cut(masked: str, start: int, end: int) -> int:
    """Return the place after the last mark that ends a clause, those in brackets aside."""
    depth = 0
    cut = start
    for at in range(start, end):
        mark = masked[at]
        if mark in "（(":
            depth += 1
        elif mark in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and mark in _CUT:
            cut = at + 1
    return cut


def _without_head(text: str, start: int, end: int) -> int:
    """Return where what is no connector and no time begins; ``start`` or a later place before ``end``."""
    head = _HEAD.match(text, start, end)
    while head and head.end() < end:
        start = head.end()
        head = _HEAD.match(text, start, end)
    return start


def _without_tails(masked: str, start: int, end: int) -> int:
    """Return where the words end that are no time, place, manner or addressee."""
    while True:
        blanks = _BLANKS_AT_END.search(masked, start, end)
        words_end = blanks.start() if blanks else end
        tail = _TAIL.search(masked, max(start, words_end - _LONGEST_TAIL), end)
        if not tail or tail.start() == start:
            return end
        end = tail.start()


def _only_tails(words: str) -> bool:
    """Whether the words are nothing but adverbials.

    A table instead of one pattern with a plus: that would try every way to cut 对对对对… into addressees.
    """
    reached = {0}
    for start in range(len(words)):
        if start in reached and _ONE_TAIL.match(words, start):
            reached.update(
                end for end in range(start + 1, len(words) + 1) if _ONE_TAIL.fullmatch(words, start, end)
            )
    return len(words) in reached


def _subject_of(masked: str, cue: int) -> tuple[int, int] | None:
    """Return the subject that a cue without one takes from its sentence: 王毅在北京出席会议，并表示."""
    start = _without_head(masked, 0, cue)
    subject = _SUBJECT.match(masked, start, cue)
    return _noun_phrase(masked, start, subject.end(1)) if subject else None


def _after_lead(text: str, cue_end: int) -> int:
    """Return the place past the comma or colon behind a cue, and past a connector or time."""
    return _without_head(text, end_of_lead(text, cue_end, len(text)), len(text))
