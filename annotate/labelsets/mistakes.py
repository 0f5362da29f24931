"""What is wrong with a label set: where, what, and what to do, for the translators to have as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; the page translates it. Django's own would not be pure."""
    return message


WHOLE = gettext_noop("the label set")
LABEL = gettext_noop("label “%(name)s”")
LABEL_NUMBER = gettext_noop("label no. %(name)s")
ATTRIBUTE = gettext_noop("attribute “%(name)s”")
ATTRIBUTE_NUMBER = gettext_noop("attribute no. %(name)s")
CHOICE = gettext_noop("choice “%(name)s”")
CHOICE_NUMBER = gettext_noop("choice no. %(name)s")
RELATION = gettext_noop("kind of link “%(name)s”")
RELATION_NUMBER = gettext_noop("kind of link no. %(name)s")

Place = tuple[tuple[str, str], ...]  # from the outside in: one of the sentences above, and the name in it


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, as an English sentence and what stands in it."""

    place: Place
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = ", ".join(what % {"name": name} for what, name in self.place) or WHOLE
        return f"{where}: {self.sentence % self.values}"


class LabelSetProblem(ValueError):
    """A label set that cannot be used; ``mistakes`` are all that was found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))
