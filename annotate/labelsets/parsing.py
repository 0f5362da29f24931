"""From the YAML of a label set to definitions, or to a sentence that says which rule is broken."""

import re
from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

import yaml

from annotate.labelsets.definitions import (
    LANGUAGES,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PATTERNS = ("solid", "dashed", "dotted", "double")
PREFILL_RULES = ("quotation_marks", "source_words", "surroundings")


class LabelSetProblem(ValueError):
    """A label set that cannot be used; the message is a sentence that says where and why."""


def parse(source: str, where: str) -> LabelSet:
    """Return the label set written in ``source``, YAML; ``where`` names it in messages.

    Raises LabelSetProblem at the first rule that is broken.
    """
    try:
        written = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise LabelSetProblem(f"{where}: It is not valid YAML. Mend it: {error}") from error
    fields = _fields(written, where, {"name", "version", "labels", "relations"})
    labels = tuple(_label(item, where) for item in _items(fields, "labels", where))
    for what in ("name", "digit", "colour"):
        _all_different((getattr(label, what) for label in labels), f"{where}: The {what}s of the labels")
    _all_different(
        (label.attribute.name for label in labels if label.attribute),
        f"{where}: The names of the attributes",
    )
    names = frozenset(label.name for label in labels)
    relations = tuple(_relation(item, where, names) for item in _items(fields, "relations", where))
    _all_different((relation.name for relation in relations), f"{where}: The names of the relations")
    return LabelSet(_name(fields, where), _number(fields, "version", where, 1, 9999), labels, relations)


def _label(written: object, where: str) -> LabelDefinition:
    here = _place("label", written, where)
    required = {"name", "digit", "colour", "pattern", "titles", "tests"}
    fields = _fields(written, here, required, optional={"attribute"})
    attribute = fields.get("attribute")
    return LabelDefinition(
        name=_name(fields, here),
        digit=_number(fields, "digit", here, 1, 9),
        colour=_number(fields, "colour", here, 1, 8),
        pattern=_one_of(fields, "pattern", here, PATTERNS),
        titles=_wordings(fields, "titles", here),
        tests=_wordings(fields, "tests", here),
        attribute=None if attribute is None else _attribute(attribute, here),
    )


def _attribute(written: object, where: str) -> AttributeDefinition:
    here = _place("attribute", written, where)
    fields = _fields(written, here, {"name", "titles", "choices"}, optional={"prefill"})
    choices = tuple(_choice(item, here) for item in _items(fields, "choices", here))
    _all_different((choice.value for choice in choices), f"{here}: The values")
    return AttributeDefinition(
        name=_name(fields, here),
        titles=_wordings(fields, "titles", here),
        choices=choices,
        prefill=_one_of(fields, "prefill", here, PREFILL_RULES) if "prefill" in fields else None,
    )


def _choice(written: object, where: str) -> Choice:
    here = f"{where}, one of the choices"
    fields = _fields(written, here, {"value", "titles"})
    return Choice(_name(fields, here, "value"), _wordings(fields, "titles", here))


def _relation(written: object, where: str, labels: frozenset[str]) -> RelationDefinition:
    here = _place("relation", written, where)
    fields = _fields(written, here, {"name", "from", "to", "titles"})
    ends = [str(label) for label in [*_items(fields, "from", here), fields["to"]]]
    for label in ends:
        if label not in labels:
            raise LabelSetProblem(f"{here}: The set has no label {label!r}. Add it, or name another.")
    return RelationDefinition(
        _name(fields, here), tuple(ends[:-1]), ends[-1], _wordings(fields, "titles", here)
    )


def _place(kind: str, written: object, where: str) -> str:
    name = written.get("name") if isinstance(written, Mapping) else None
    return f"{where}, {kind} {name!r}" if name else f"{where}, one of the {kind}s"


def _fields(
    written: object, where: str, required: set[str], optional: Iterable[str] = ()
) -> Mapping[str, object]:
    if not isinstance(written, Mapping):
        raise LabelSetProblem(f"{where}: It must hold named fields. Write them as 'name: value'.")
    fields = {str(key): value for key, value in written.items()}
    if missing := sorted(required - fields.keys()):
        raise LabelSetProblem(f"{where}: It lacks {_listed(missing)}. Add what is missing.")
    if unknown := sorted(fields.keys() - required - set(optional)):
        raise LabelSetProblem(f"{where}: Nobody reads {_listed(unknown)}. Take it out, or correct its name.")
    return fields


def _items(fields: Mapping[str, object], key: str, where: str) -> list[object]:
    value = fields[key]
    if not isinstance(value, list) or not value:
        raise LabelSetProblem(f"{where}: {key!r} is not a list of at least one item. Write one.")
    return value


def _name(fields: Mapping[str, object], where: str, key: str = "name") -> str:
    value = fields[key]
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise LabelSetProblem(
            f"{where}: {key!r} is {value!r}. Write 1 to 40 small letters, digits, hyphens and underscores"
            " that begin with a letter, in quotation marks if YAML takes the word for something else."
        )
    return value


def _number(fields: Mapping[str, object], key: str, where: str, least: int, most: int) -> int:
    value = fields[key]
    # True is an int to Python, not to a person.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise LabelSetProblem(f"{where}: {key!r} is {value!r}. Write a whole number from {least} to {most}.")
    return value


def _one_of(fields: Mapping[str, object], key: str, where: str, allowed: tuple[str, ...]) -> str:
    value = fields[key]
    if not isinstance(value, str) or value not in allowed:
        raise LabelSetProblem(f"{where}: {key!r} is {value!r}. Write one of {_listed(allowed)}.")
    return value


def _wordings(fields: Mapping[str, object], key: str, where: str) -> Mapping[str, str]:
    wordings = _fields(fields[key], f"{where}, {key!r}", set(LANGUAGES))
    for language, wording in wordings.items():
        if not isinstance(wording, str) or not wording.strip():
            raise LabelSetProblem(f"{where}: {key!r} has no words for {language}. Write them.")
    return MappingProxyType({language: str(wording) for language, wording in wordings.items()})


def _all_different(values: Iterable[Hashable], what: str) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise LabelSetProblem(f"{what} must all differ, but {value!r} is there twice. Change one.")
        seen.add(value)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in words)
