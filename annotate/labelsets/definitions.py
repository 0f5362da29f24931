"""What a label set is: the labels, what may be said of a span, and how spans may be linked."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "zh-hans", "zh-hant")


def in_language(wordings: Mapping[str, str], language: str) -> str:
    """Return the wording in ``language``, a code such as ``zh-hans``; the English one if there is none.

    Upper and lower case are alike, so ``zh-Hans``, as articles write it, finds ``zh-hans``.
    """
    return wordings.get(language.lower(), wordings["en"])


@dataclass(frozen=True)
class Choice:
    """One value an attribute may take; ``value`` goes into exports, ``titles`` onto the screen."""

    value: str
    titles: Mapping[str, str]

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
    prefill: str | None

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order in which pressing the label's digit again walks through them."""
        return tuple(choice.value for choice in self.choices)

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)

    def choice(self, value: str) -> Choice:
        """Return the choice with this value; KeyError if there is none."""
        for choice in self.choices:
            if choice.value == value:
                return choice
        raise KeyError(value)


@dataclass(frozen=True)
class LabelDefinition:
    """One label. ``colour`` is a slot of the style sheet, 1 to 8; ``digit`` the key, 1 to 9.

    ``tests`` hold the question a reviewer asks before using the label, one line for each language.
    """

    name: str
    digit: int
    colour: int
    pattern: str
    titles: Mapping[str, str]
    tests: Mapping[str, str]
    attribute: AttributeDefinition | None

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)

    def test(self, language: str) -> str:
        """Return the one-line test in ``language``."""
        return in_language(self.tests, language)


@dataclass(frozen=True)
class RelationDefinition:
    """A kind of link that leads from a span with one of ``from_labels`` to one with ``to_label``."""

    name: str
    from_labels: tuple[str, ...]
    to_label: str
    titles: Mapping[str, str]

    def title(self, language: str) -> str:
        """Return the title in ``language``."""
        return in_language(self.titles, language)


@dataclass(frozen=True)
class LabelSet:
    """The labels and relations of a project, in the order in which they are shown."""

    name: str
    version: int
    labels: tuple[LabelDefinition, ...]
    relations: tuple[RelationDefinition, ...]

    def label(self, name: str) -> LabelDefinition:
        """Return the label of this name; KeyError if there is none."""
        for label in self.labels:
            if label.name == name:
                return label
        raise KeyError(name)
