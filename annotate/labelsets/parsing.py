"""From what a file or a form says to definitions, with a sentence for everything that is wrong."""

import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from annotate.labelsets import mistakes as told
from annotate.labelsets.colours import PATTERNS, SLOTS, free_slot, usual_pattern
from annotate.labelsets.definitions import (
    LANGUAGES,
    MOST_DIGITS,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)
from annotate.labelsets.mistakes import LabelSetProblem, Mistake, Place, gettext_noop

Part = TypeVar("Part")

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")  # what a file may call an attribute or a kind of link
PREFILL_RULES = ("quotation_marks", "source_words", "surroundings")

LONGEST_NAME = 64  # characters of a label's name or of a value
LONGEST_TITLE = 80
LONGEST_TEST = 300
MOST_LABELS = 60
MOST_ATTRIBUTES = 12
MOST_CHOICES = 60
MOST_RELATIONS = 30

_TURNING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))  # these turn what follows

NOT_FIELDS = gettext_noop("It must hold named fields. Write them as “name: value”.")
LACKS = gettext_noop("It lacks “%(field)s”. Add it.")
UNKNOWN = gettext_noop("Nobody reads “%(field)s”. Take it out, or correct its name.")
NO_LIST = gettext_noop("“%(field)s” is not a list. Write one item a line, each after a hyphen.")
EMPTY = gettext_noop("“%(field)s” is empty. Write at least one item.")
TOO_MANY = gettext_noop("“%(field)s” has %(count)s items, more than %(most)s. Take some out.")
NO_NAME = gettext_noop(
    "“%(field)s” is “%(value)s”. Write 1 to %(most)s visible characters without a blank at either end, in"
    " quotation marks if YAML takes the word for something else."
)
NO_IDENTIFIER = gettext_noop(
    "“%(field)s” is “%(value)s”. Write 1 to 40 small letters a to z, digits and underscores that begin with a"
    " letter."
)
NO_NUMBER = gettext_noop(
    "“%(field)s” is “%(value)s”. Write a whole number from %(least)s to %(most)s, or leave it out."
)
NOT_ONE_OF = gettext_noop("“%(field)s” is “%(value)s”. Write one of these: %(allowed)s.")
NO_SWITCH = gettext_noop("“%(field)s” is “%(value)s”. Write true or false.")
NO_WORDS = gettext_noop("“%(field)s” has no words in any language. Write them in at least one.")
NO_TEXT = gettext_noop("“%(field)s” for %(language)s is no text on one line. Write it on one line.")
TOO_LONG = gettext_noop(
    "“%(field)s” for %(language)s has %(count)s characters, more than %(most)s. Shorten it."
)
TWICE = gettext_noop("“%(value)s” is there twice as “%(field)s”. Change one of them.")
NO_LABEL = gettext_noop(
    "It names the label “%(value)s”, which the set does not have. Add it, or name another."
)
NONE_LIVE = gettext_noop("Every label is archived. Leave at least one that can be used.")


def parse(written: object) -> LabelSet:
    """Return the label set that ``written``, plain data in the form of ``default.yaml``, describes.

    Labels without a colour get the one that is used least; without a digit they have none. Raises
    LabelSetProblem with all the mistakes there are.
    """
    reader = _Reader()
    found = reader.label_set(written)
    if reader.mistakes or found is None:
        raise LabelSetProblem(reader.mistakes)
    return found


def is_visible_line(text: str, longest: int) -> bool:
    """Whether this is 1 to ``longest`` characters on one line, with no blank at the ends, turning nothing."""
    return (
        0 < len(text) <= longest
        and text == text.strip()
        and not any(
            sign in _TURNING or unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text
        )
    )


class _Reader:
    """Collects mistakes while it reads; what is wrong is left out or replaced, so that it can go on."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def wrong(self, place: Place, sentence: str, **values: object) -> None:
        self.mistakes.append(Mistake(place, sentence, values))

    def label_set(self, written: object) -> LabelSet | None:
        fields = self.fields(
            written, (), required={"labels"}, optional={"name", "version", "relations", "xiwen"}
        )
        if fields is None:
            return None
        taken: list[int] = []
        labels = self.each(
            fields, "labels", (), MOST_LABELS, lambda item, number: self.label(item, number, taken)
        )
        self.different(((label.name, ()) for label in labels), "name")
        live = [label for label in labels if not label.archived]
        self.different(((label.digit, ()) for label in live if label.digit), "digit")
        if labels and not live:
            self.wrong((), NONE_LIVE)
        names = {label.name for label in labels}
        relations = self.each(
            fields, "relations", (), MOST_RELATIONS, lambda item, number: self.relation(item, number, names)
        )
        self.different(((one.name, ()) for one in relations), "name")
        name = self.name(fields, "name", (), LONGEST_NAME) if "name" in fields else ""
        version = self.number(fields, "version", (), 1, 10**6)
        return LabelSet(name, version or 1, tuple(labels), tuple(relations))

    def label(self, written: object, number: int, taken: list[int]) -> LabelDefinition | None:
        place = _place(written, "name", number, told.LABEL, told.LABEL_NUMBER)
        optional = {"digit", "colour", "pattern", "tests", "attribute", "attributes", "archived", "titles"}
        fields = self.fields(written, place, required={"name"}, optional=optional)
        if fields is None:
            return None
        if "attribute" in fields:  # the short form for a single one
            fields = {**fields, "attributes": [fields["attribute"]]}
        attributes = self.each(
            fields, "attributes", place, MOST_ATTRIBUTES, lambda item, at: self.attribute(item, at, place)
        )
        self.different(((one.name, place) for one in attributes), "name")
        colour = self.number(fields, "colour", place, 1, len(SLOTS)) or free_slot(taken)
        taken.append(colour)
        name = self.name(fields, "name", place, LONGEST_NAME)
        return LabelDefinition(
            name=name,
            digit=self.number(fields, "digit", place, 1, MOST_DIGITS),
            colour=colour,
            pattern=self.one_of(fields, "pattern", place, PATTERNS) or usual_pattern(colour),
            titles=self.titles(fields, place, name),
            tests=self.wordings(fields, "tests", place, LONGEST_TEST),
            attributes=tuple(attributes),
            archived=self.switch(fields, place),
        )

    def attribute(self, written: object, number: int, outer: Place) -> AttributeDefinition | None:
        place = outer + _place(written, "name", number, told.ATTRIBUTE, told.ATTRIBUTE_NUMBER)
        optional = {"prefill", "archived", "titles"}
        fields = self.fields(written, place, required={"name", "choices"}, optional=optional)
        if fields is None:
            return None
        choices = self.each(
            fields, "choices", place, MOST_CHOICES, lambda item, at: self.choice(item, at, place), least=1
        )
        self.different(((choice.value, place) for choice in choices), "value")
        name = self.identifier(fields, "name", place)
        return AttributeDefinition(
            name=name,
            titles=self.titles(fields, place, name),
            choices=tuple(choices),
            prefill=self.one_of(fields, "prefill", place, PREFILL_RULES),
            archived=self.switch(fields, place),
        )

    def choice(self, written: object, number: int, outer: Place) -> Choice | None:
        if isinstance(written, str):  # a value by itself is its own title
            written = {"value": written}
        place = outer + _place(written, "value", number, told.CHOICE, told.CHOICE_NUMBER)
        fields = self.fields(written, place, required={"value"}, optional={"titles", "archived"})
        if fields is None:
            return None
        value = self.name(fields, "value", place, LONGEST_NAME)
        return Choice(value, self.titles(fields, place, value), self.switch(fields, place))

    def relation(self, written: object, number: int, labels: Collection[str]) -> RelationDefinition | None:
        place = _place(written, "name", number, told.RELATION, told.RELATION_NUMBER)
        fields = self.fields(written, place, required={"name", "from", "to"}, optional={"titles", "archived"})
        if fields is None:
            return None
        name = self.name(fields, "name", place, 40)
        return RelationDefinition(
            name,
            self.ends(fields, "from", place, labels),
            self.ends(fields, "to", place, labels),
            self.titles(fields, place, name),
            self.switch(fields, place),
        )

    def ends(
        self, fields: Mapping[str, Any], key: str, place: Place, labels: Collection[str]
    ) -> tuple[str, ...]:
        value = fields[key]
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list):
            self.wrong(place, NO_LIST, field=key)
            return ()
        if not found:
            self.wrong(place, EMPTY, field=key)
        for label in found:
            if not isinstance(label, str) or label not in labels:
                self.wrong(place, NO_LABEL, value=_shown(label))
        return tuple(dict.fromkeys(str(label) for label in found))

    def fields(
        self, written: object, place: Place, *, required: set[str], optional: set[str]
    ) -> dict[str, Any] | None:
        """Return the fields by name; None if there are none, or if one that is needed is missing."""
        if not isinstance(written, Mapping):
            self.wrong(place, NOT_FIELDS)
            return None
        fields = {str(key): value for key, value in written.items() if value is not None}
        for key in sorted(fields.keys() - required - optional):
            self.wrong(place, UNKNOWN, field=_shown(key))
        missing = sorted(required - fields.keys())
        for key in missing:
            self.wrong(place, LACKS, field=key)
        return None if missing else fields

    def each(
        self,
        fields: Mapping[str, Any],
        key: str,
        place: Place,
        most: int,
        read: Callable[[object, int], Part | None],
        *,
        least: int = 0,
    ) -> list[Part]:
        items = fields.get(key, [])
        if not isinstance(items, list):
            self.wrong(place, NO_LIST, field=key)
            return []
        if len(items) > most:
            self.wrong(place, TOO_MANY, field=key, count=len(items), most=most)
        if len(items) < least or (key == "labels" and not items):
            self.wrong(place, EMPTY, field=key)
        found = (read(item, number) for number, item in enumerate(items[:most], start=1))
        return [one for one in found if one is not None]

    def name(self, fields: Mapping[str, Any], key: str, place: Place, longest: int) -> str:
        value = fields[key]
        if not isinstance(value, str) or not is_visible_line(value, longest):
            self.wrong(place, NO_NAME, field=key, value=_shown(value), most=longest)
            return "?"
        return value

    def identifier(self, fields: Mapping[str, Any], key: str, place: Place) -> str:
        value = fields[key]
        if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
            self.wrong(place, NO_IDENTIFIER, field=key, value=_shown(value))
        return str(value)

    def number(self, fields: Mapping[str, Any], key: str, place: Place, least: int, most: int) -> int | None:
        value = fields.get(key)
        # True is an int to Python, not to a person.
        if value is not None and (
            not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most
        ):
            self.wrong(place, NO_NUMBER, field=key, value=_shown(value), least=least, most=most)
            return None
        return value

    def one_of(
        self, fields: Mapping[str, Any], key: str, place: Place, allowed: tuple[str, ...]
    ) -> str | None:
        value = fields.get(key)
        if value is not None and value not in allowed:
            self.wrong(place, NOT_ONE_OF, field=key, value=_shown(value), allowed=", ".join(allowed))
            return None
        return value

    def switch(self, fields: Mapping[str, Any], place: Place) -> bool:
        value = fields.get("archived", False)
        if not isinstance(value, bool):
            self.wrong(place, NO_SWITCH, field="archived", value=_shown(value))
        return value is True

    def titles(self, fields: Mapping[str, Any], place: Place, name: str) -> Mapping[str, str]:
        """Return the titles; what has none is called by its name."""
        if "titles" not in fields:
            return {"en": name[:LONGEST_TITLE]}
        found = self.wordings(fields, "titles", place, LONGEST_TITLE)
        if not found and isinstance(fields["titles"], Mapping):
            self.wrong(place, NO_WORDS, field="titles")
        return found

    def wordings(self, fields: Mapping[str, Any], key: str, place: Place, longest: int) -> dict[str, str]:
        given = fields.get(key, {})
        if not isinstance(given, Mapping):
            self.wrong(place, NOT_FIELDS)
            return {}
        for language in given:
            if language not in LANGUAGES:
                self.wrong(place, NOT_ONE_OF, field=key, value=_shown(language), allowed=", ".join(LANGUAGES))
        found = {language: given[language] for language in LANGUAGES if given.get(language) not in {None, ""}}
        return {language: self.wording(found, language, key, place, longest) for language in found}

    def wording(self, given: Mapping[str, Any], language: str, key: str, place: Place, longest: int) -> str:
        text = given[language]
        if not isinstance(text, str) or not is_visible_line(text, max(len(text), 1)):
            self.wrong(place, NO_TEXT, field=key, language=language)
            return ""
        if len(text) > longest:
            self.wrong(place, TOO_LONG, field=key, language=language, count=len(text), most=longest)
        return text

    def different(self, values: Iterable[tuple[Hashable, Place]], field: str) -> None:
        seen: set[Hashable] = set()
        for value, place in values:
            if value in seen:
                self.wrong(place, TWICE, value=_shown(value), field=field)
            seen.add(value)


def _place(written: object, key: str, number: int, named: str, numbered: str) -> Place:
    """Return where this is: by its name where it has one that can be said, else by its number."""
    name = written.get(key) if isinstance(written, Mapping) else None
    if isinstance(name, str) and is_visible_line(name, LONGEST_NAME):
        return ((named, name),)
    return ((numbered, str(number)),)


def _shown(value: object) -> str:
    """Return what stands there, on one line and short enough for a sentence."""
    words = value if isinstance(value, str) else repr(value)
    plain = "".join(sign if sign.isprintable() else "·" for sign in words)
    return plain if len(plain) <= LONGEST_TITLE else f"{plain[: LONGEST_TITLE - 1]}…"
