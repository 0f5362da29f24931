"""What a label set is: the labels, what may be said of a span, and how spans may be linked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Thing = TypeVar("Thing")

LANGUAGES = ("en", "zh-hans", "zh-hant")

MOST_DIGITS = 9  # labels that a key tags; further ones have none


def in_language(wordings: Mapping[str, str], language: str) -> str:
    """Return the wording in ``language``, a code such as ``zh-hans``, else the nearest there is.

    Upper and lower case are alike, so ``zh-Hans``, as articles write it, finds ``zh-hans``. Chinese of
    one kind stands in for the other; then comes English; empty if there are no words at all.
    """
    wanted = language.lower()
    kin = [other for other in LANGUAGES if wanted.startswith("zh") and other.startswith("zh")]
    near = [wanted, *kin, *LANGUAGES]
    return next((wordings[code] for code in near if wordings.get(code)), "")


@dataclass(frozen=True)
class Choice:
    """One value an attribute may take; ``value`` goes into exports, ``titles`` onto the screen.

    What is archived stays on the spans that have it, and is given to no others.
    """

    value: str
    titles: Mapping[str, str]
    archived: bool = False

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)


@dataclass(frozen=True)
class AttributeDefinition:
    """What may be said of a span besides its label. It may always be left unset.

    ``prefill`` names the rule that proposes a value when a span is made; None if a person decides.
    """

    name: str
    titles: Mapping[str, str]
    choices: tuple[Choice, ...]
    prefill: str | None = None
    archived: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order in which pressing the label's digit again walks through them."""
        return tuple(choice.value for choice in self.choices)

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)

    def choice(self, value: str) -> Choice:
        """Return the choice with this value; KeyError if there is none."""
        return _named(((choice.value, choice) for choice in self.choices), value)


@dataclass(frozen=True)
class LabelDefinition:
    """One label. ``colour`` is a slot of the style sheet, ``digit`` the key from 1 to 9, None without one.

    ``tests`` hold the question a reviewer asks before using the label, one line for each language. The
    first attribute is the one that the digit walks through when it is pressed again.
    """

    name: str
    digit: int | None
    colour: int
    pattern: str
    titles: Mapping[str, str]
    tests: Mapping[str, str]
    attributes: tuple[AttributeDefinition, ...] = ()
    archived: bool = False

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)

    def test(self, language: str) -> str:
        """Return the one-line test in ``language``."""
        return in_language(self.tests, language)

    def attribute(self, name: str) -> AttributeDefinition:
        """Return the attribute of this name; KeyError if there is none."""
        return _named(((one.name, one) for one in self.attributes), name)


@dataclass(frozen=True)
class RelationDefinition:
    """A kind of link that leads from a span with one of ``from_labels`` to one with one of ``to_labels``."""

    name: str
    from_labels: tuple[str, ...]
    to_labels: tuple[str, ...]
    titles: Mapping[str, str]
    archived: bool = False

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)


@dataclass(frozen=True)
class LabelSet:
    """The labels and relations of a project, in the order in which they are shown."""

    name: str
    version: int
    labels: tuple[LabelDefinition, ...]
    relations: tuple[RelationDefinition, ...] = ()

    def label(self, name: str) -> LabelDefinition:
        """Return the label of this name; KeyError if there is none."""
        return _named(((label.name, label) for label in self.labels), name)

    def relation(self, name: str) -> RelationDefinition:
        """Return the kind of link of this name; KeyError if there is none."""
        return _named(((one.name, one) for one in self.relations), name)

    @property
    def live(self) -> tuple[LabelDefinition, ...]:
        """The labels with which spans can be made."""
        return tuple(label for label in self.labels if not label.archived)


def _named(things: Iterable[tuple[str, Thing]], name: str) -> Thing:
    for own, thing in things:
        if own == name:
            return thing
    raise KeyError(name)
