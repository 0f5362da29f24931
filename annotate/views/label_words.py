"""What there is to say of label sets, in the language of the page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from annotate.labelsets import Difference, LabelDefinition, LabelSet, Mistake, What, in_language, look
from annotate.labelsets.mistakes import WHOLE
from articles.importing.sentences import listed

PARTS = {
    "titles": gettext_lazy("title"),
    "tests": gettext_lazy("test"),
    "digit": gettext_lazy("key"),
    "colour": gettext_lazy("colour"),
    "pattern": gettext_lazy("line"),
    "prefill": gettext_lazy("what is filled in by itself"),
    "from_labels": gettext_lazy("where it leads from"),
    "to_labels": gettext_lazy("where it leads to"),
}
SAID = {
    ("label", What.ADDED): gettext_lazy("Label “%(name)s” added."),
    ("label", What.REMOVED): gettext_lazy("Label “%(name)s” removed; there were no tags with it."),
    ("label", What.ARCHIVED): gettext_lazy("Label “%(name)s” archived."),
    ("label", What.BACK): gettext_lazy("Label “%(name)s” brought back."),
    ("label", What.CHANGED): gettext_lazy("Label “%(name)s” changed: %(parts)s."),
    ("label", What.MOVED): gettext_lazy("The labels stand in another order."),
    ("attribute", What.ADDED): gettext_lazy("Attribute “%(name)s” added."),
    ("attribute", What.REMOVED): gettext_lazy("Attribute “%(name)s” removed."),
    ("attribute", What.ARCHIVED): gettext_lazy("Attribute “%(name)s” archived."),
    ("attribute", What.BACK): gettext_lazy("Attribute “%(name)s” brought back."),
    ("attribute", What.CHANGED): gettext_lazy("Attribute “%(name)s” changed: %(parts)s."),
    ("attribute", What.MOVED): gettext_lazy("The attributes of “%(name)s” stand in another order."),
    ("choice", What.ADDED): gettext_lazy("Value “%(name)s” added."),
    ("choice", What.REMOVED): gettext_lazy("Value “%(name)s” removed."),
    ("choice", What.ARCHIVED): gettext_lazy("Value “%(name)s” archived."),
    ("choice", What.BACK): gettext_lazy("Value “%(name)s” brought back."),
    ("choice", What.CHANGED): gettext_lazy("Value “%(name)s” changed: %(parts)s."),
    ("choice", What.MOVED): gettext_lazy("The values of “%(name)s” stand in another order."),
    ("relation", What.ADDED): gettext_lazy("Kind of link “%(name)s” added."),
    ("relation", What.REMOVED): gettext_lazy("Kind of link “%(name)s” removed; there were no such links."),
    ("relation", What.ARCHIVED): gettext_lazy("Kind of link “%(name)s” archived."),
    ("relation", What.BACK): gettext_lazy("Kind of link “%(name)s” brought back."),
    ("relation", What.CHANGED): gettext_lazy("Kind of link “%(name)s” changed: %(parts)s."),
    ("relation", What.MOVED): gettext_lazy("The kinds of links stand in another order."),
}


def sentence_of(mistake: Mistake) -> str:
    """Return what is wrong, and where, as one sentence after another."""
    places = [_(what) % {"name": name} for what, name in mistake.place] or [_(WHOLE)]
    return _("%(place)s: %(sentence)s") % {
        "place": listed(places),
        "sentence": _(mistake.sentence) % mistake.values,
    }


def changes_told(found: Iterable[Difference], old: LabelSet, new: LabelSet) -> list[str]:
    """Return a sentence for each difference, with the titles that the things have in the newer set."""
    titles = {**_titles(old), **_titles(new)}
    return [_told(one, titles) for one in found]


def _told(difference: Difference, titles: dict[tuple[str, ...], str]) -> str:
    kind = "relation" if difference.kind == "relation" else "label"
    path = [titles[kind, *difference.names[:depth]] for depth in range(1, len(difference.names) + 1)]
    return SAID[difference.kind, difference.what] % {
        "name": " › ".join(path),
        "parts": listed(str(PARTS[part]) for part in difference.parts),
    }


def _titles(labels: LabelSet) -> dict[tuple[str, ...], str]:
    language = get_language() or "en"
    found: dict[tuple[str, ...], str] = {}
    for relation in labels.relations:
        found["relation", relation.name] = relation.title(language)
    for label in labels.labels:
        found["label", label.name] = label.title(language)
        for attribute in label.attributes:
            found["label", label.name, attribute.name] = attribute.title(language)
            for choice in attribute.choices:
                key = ("label", label.name, attribute.name, choice.value)
                found[key] = in_language(choice.titles, language)
    return found


class ShownLabel(NamedTuple):
    """A label to look at; ``attributes`` are their names, titles, values in one line, and if archived."""

    name: str
    title: str
    test: str
    look: str
    digit: int | None
    archived: bool
    attributes: list[tuple[str, str, str, bool]]


class ShownRelation(NamedTuple):
    """A kind of link to look at; ``start`` and ``goal`` are the titles of the labels it joins."""

    name: str
    title: str
    start: str
    goal: str
    archived: bool


class ShownSet(NamedTuple):
    """A label set to look at, in the language of the page."""

    labels: list[ShownLabel]
    relations: list[ShownRelation]


def shown(labels: LabelSet) -> ShownSet:
    """Return the set in the language of the page."""
    language = get_language() or "en"
    titles = {label.name: label.title(language) for label in labels.labels}
    return ShownSet(
        [_shown_label(label, language) for label in labels.labels],
        [
            ShownRelation(
                one.name,
                one.title(language),
                listed(titles.get(name, name) for name in one.from_labels),
                listed(titles.get(name, name) for name in one.to_labels),
                one.archived,
            )
            for one in labels.relations
        ],
    )


def _shown_label(label: LabelDefinition, language: str) -> ShownLabel:
    return ShownLabel(
        label.name,
        label.title(language),
        label.test(language),
        look(label.colour, label.pattern),
        label.digit,
        label.archived,
        [
            (
                one.name,
                one.title(language),
                listed(choice.title(language) for choice in one.choices if not choice.archived),
                one.archived,
            )
            for one in label.attributes
        ],
    )
