"""What kind of source a phrase names: the head noun tells, in Chinese the last one, in English the first.

A guess that a person may change with one key: where the words do not tell, there is none.
"""

import re

from annotate.marking.lexicon import BLANK, NAME_CHARACTERS
from annotate.marking.source_words import (
    COMPOUND_SURNAMES,
    COUNTED,
    DOCUMENT_ENDS,
    ENGLISH_DOCUMENTS,
    ENGLISH_MEDIA,
    ENGLISH_ORGANISATIONS,
    ENGLISH_PRONOUNS,
    ENGLISH_TITLES,
    ENGLISH_UNNAMED,
    MEDIA_ENDS,
    MEDIA_NAMES,
    NAMELESS,
    NO_NAMES,
    ORGANISATION_ENDS,
    PLACES,
    PRONOUNS,
    SURNAMES,
    TITLES,
    UNNAMED_ENDS,
    simplified,
)

#: In code points. What is longer is no noun phrase.
LONGEST_SOURCE = 200
PERSON, ORGANISATION, MEDIA, DOCUMENT, UNNAMED = "person", "organisation", "media", "document", "unnamed"

_CHINESE = r"[\u3400-\u9fff〇\U00020000-\U0003ffff]"
_HAS_CHINESE = re.compile(_CHINESE)
_AROUND = re.compile(
    rf"\A(?:根据|依据|据(?![悉报称说传了])|来自|[《“「]|{BLANK})+|(?:等人?|[》”」]|{BLANK})+\Z"
)
_IN_BRACKETS = re.compile(rf"[（(]([^（）()]*)[）)]{BLANK}*\Z")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z .,’'-]+")
_NAMELESS = re.compile(NAMELESS)
_PRONOUN = re.compile(rf"(?:{PRONOUNS})(?:本人)?")
_COUNTED = re.compile(COUNTED)
_CALLED = re.compile("名叫|名为|叫做?|姓")
_ENDS = (
    (MEDIA, re.compile(rf"(?:(?:{MEDIA_NAMES})(?:社|网)?(?:的?消息)?|[社报网台]的?消息|{MEDIA_ENDS})\Z")),
    (DOCUMENT, re.compile(rf"(?:{DOCUMENT_ENDS})\Z")),
    (UNNAMED, re.compile(rf"(?:{UNNAMED_ENDS})们?\Z")),
    (PERSON, re.compile(rf"(?:{TITLES})(?:们|本人)?\Z")),
    (ORGANISATION, re.compile(rf"(?:{ORGANISATION_ENDS}|{PLACES})\Z")),
)
_DOTTED = rf"{_CHINESE}{{1,8}}(?:[·•‧・．]{_CHINESE}{{1,8}})+"
_FOREIGN_NAME = re.compile(rf"[{NAME_CHARACTERS}]{{2,7}}|{_DOTTED}")
_CHINESE_NAME = re.compile(rf"{_CHINESE}{{2,4}}")
_AFTER_TITLE = re.compile(
    rf"(?:{TITLES}|{UNNAMED_ENDS}|记者|主播)(?P<name>{_CHINESE}{{2,4}}|{_DOTTED})(?:本人)?\Z"
)
_NO_NAME = re.compile(rf"(?:{NO_NAMES})\Z")
_LAST_PART = re.compile(r"[的和与及、跟]")
# 张军, 李建国: the last character also ends bodies, but a surname begins the whole.
_ENDS_NAMES_TOO = "军国科方"
_LANDS_IN_SHORT = "韩乌白印安"


def source_type(words: str) -> str | None:
    """Return ``person``, ``organisation``, ``media``, ``document`` or ``unnamed``; None if unclear."""
    if len(words) > LONGEST_SOURCE:
        return None
    plain = _AROUND.sub("", simplified(words)) if _HAS_CHINESE.search(words) else words.strip()
    bracket = _IN_BRACKETS.search(plain)
    if bracket:
        known = source_type(plain[: bracket.start()])
        return known or (PERSON if _LATIN_NAME.fullmatch(bracket.group(1)) else None)
    if not _HAS_CHINESE.search(plain):
        return _english(plain)
    return _chinese(plain)


def _chinese(words: str) -> str | None:
    if _NAMELESS.search(words):
        return UNNAMED
    if _PRONOUN.fullmatch(words):
        return PERSON
    kind, length = _longest_end(words)
    if length <= 1 and _is_surely_a_name(words):
        return PERSON
    if kind == PERSON:
        return UNNAMED if _COUNTED.search(words) and not _CALLED.search(words) else PERSON
    return kind or (PERSON if _ends_in_a_name(words) else None)


def _longest_end(words: str) -> tuple[str | None, int]:
    """Return which list the end of the words is in, by its longest entry, and how long that is."""
    ends = [(kind, found.start()) for kind, pattern in _ENDS if (found := pattern.search(words))]
    kind, start = min(ends, key=lambda end: end[1], default=(None, len(words)))
    return kind, len(words) - start


def _is_surely_a_name(words: str) -> bool:
    """Whether a surname and one or two characters follow a title, or are all there is."""
    titled = _AFTER_TITLE.search(words)
    if titled:
        return _has_surname(titled["name"]) and len(titled["name"]) <= len("王建国")
    bare = words[-1:] in _ENDS_NAMES_TOO and _has_surname(words) and words[0] not in _LANDS_IN_SHORT
    return bare and (len(words) == len("李建国") or words[1:] == "军")


def _ends_in_a_name(words: str) -> bool:
    titled = _AFTER_TITLE.search(words)
    if titled:
        return not _NO_NAME.search(titled["name"])
    parts = [words.removesuffix("本人"), _LAST_PART.split(words)[-1].removesuffix("本人")]
    return any(_has_surname(part) or _FOREIGN_NAME.fullmatch(part) for part in parts) or bool(
        _LATIN_FULL_NAME.search(words)
    )


def _has_surname(name: str) -> bool:
    """Whether this is a Chinese name in full: a surname and one or two more characters."""
    if not _CHINESE_NAME.fullmatch(name):
        return False
    surname = 2 if name[:2] in COMPOUND_SURNAMES else 1
    return (surname == len("欧阳") or name[0] in SURNAMES) and 1 <= len(name) - surname <= len("建国")


_LATIN_WORD = r"[A-Z][A-Za-zÀ-ɏ\u0300-\u036f.’'-]*"
_LATIN_FULL_NAME = re.compile(rf"{_LATIN_WORD}(?: (?:{_LATIN_WORD}|de|da|van|von|bin|al))* {_LATIN_WORD}\Z")
_ENGLISH_HEAD_END = re.compile(
    r",| (?:of|for|at|from|by|in|with|to|on|who|that|whose|familiar|close|speaking)(?![A-Za-z])"
)
_ENGLISH_NAMELESS = re.compile(
    r"anonym|unnamed|unidentified|(?:not|to) be (?:named|identified)", re.IGNORECASE
)
_ENGLISH_COUNTED = re.compile(
    r"(?:an?|another|one|two|three|four|five|several|some|many|[0-9]+) ", re.IGNORECASE
)
_ENGLISH_PRONOUN = re.compile(ENGLISH_PRONOUNS, re.IGNORECASE)
_TITLED = re.compile(rf"(?:^|[ -])(?i:{ENGLISH_TITLES})\.?(?: {_LATIN_WORD})+\Z")
_ENGLISH_ENDS = tuple(
    (kind, re.compile(rf"(?:^|[^A-Za-z])(?:{nouns})\.?\Z", re.IGNORECASE))
    for kind, nouns in (
        (MEDIA, ENGLISH_MEDIA),
        (DOCUMENT, ENGLISH_DOCUMENTS),
        (UNNAMED, ENGLISH_UNNAMED),
        (ORGANISATION, ENGLISH_ORGANISATIONS),
        (PERSON, ENGLISH_TITLES),
    )
)


def _english(words: str) -> str | None:
    if _ENGLISH_NAMELESS.search(words):
        return UNNAMED
    head = _ENGLISH_HEAD_END.split(words, maxsplit=1)[0].strip()
    if _ENGLISH_PRONOUN.fullmatch(head):
        return PERSON
    ends = [(kind, found.start()) for kind, pattern in _ENGLISH_ENDS if (found := pattern.search(head))]
    kind = min(ends, key=lambda end: end[1], default=(None, 0))[0]
    if kind == PERSON:
        return UNNAMED if _ENGLISH_COUNTED.match(head) else PERSON
    return kind or (PERSON if _TITLED.search(head) or _LATIN_FULL_NAME.search(head) else None)
