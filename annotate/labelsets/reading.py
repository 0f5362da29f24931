"""Label sets out of files: our own YAML or JSON, doccano's list of labels, Label Studio's XML."""

import json
from collections.abc import Iterator
from typing import Any

import yaml
from lxml import etree

from annotate.labelsets.colours import free_slot, nearest_slot
from annotate.labelsets.definitions import MOST_DIGITS, LabelSet
from annotate.labelsets.mistakes import LabelSetProblem, Mistake, gettext_noop
from annotate.labelsets.parsing import IDENTIFIER, parse

LARGEST = 200_000  # bytes

TOO_LARGE = gettext_noop("The file is larger than %(most)s bytes, more than any label set needs. Shorten it.")
NOT_UTF8 = gettext_noop("The file is not in UTF-8. Save it as UTF-8.")
NOT_YAML = gettext_noop("The file is neither valid YAML nor JSON. Mend it: %(problem)s")
NOT_XML = gettext_noop("The file begins like XML and is none that can be read. Mend it: %(problem)s")
ALIAS = gettext_noop("The file refers to a part of itself with “*”. Write that part out.")
KEY_TWICE = gettext_noop("The file names “%(key)s” twice in one place. Take one of them out.")
TOO_DEEP = gettext_noop("The file is nested too deeply for a label set. Make it flatter.")
DOCTYPE = gettext_noop("The file begins with a document type, which no configuration needs. Take it out.")
NO_LABELS = gettext_noop("The configuration has no <Label>, so there is nothing to tag with. Add some.")


def read(raw: bytes) -> LabelSet:
    """Return the label set that a file holds. Raises LabelSetProblem with all its mistakes."""
    if len(raw) > LARGEST:
        raise _problem(TOO_LARGE, most=LARGEST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _problem(NOT_UTF8) from None
    if text.lstrip().startswith("<"):
        return parse(_label_studio(text))
    written = _plain(text)
    return parse({"labels": list(_doccano(written))} if _is_doccano(written) else written)


def _problem(sentence: str, **values: object) -> LabelSetProblem:
    return LabelSetProblem([Mistake((), sentence, values)])


class _Loader(yaml.SafeLoader):
    """YAML without references, which could make a short file endless, and without double keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _problem(ALIAS)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - theirs
        seen = set()
        for key, _value in node.value:
            if key.value in seen:
                raise _problem(KEY_TWICE, key=str(key.value)[:80])
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _plain(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise _problem(TOO_DEEP) from None
    except ValueError:
        pass  # YAML, most likely
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except RecursionError:
        raise _problem(TOO_DEEP) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        if isinstance(error, LabelSetProblem):
            raise
        raise _problem(NOT_YAML, problem=" ".join(str(error).split())[:300]) from None


def _is_doccano(written: object) -> bool:
    return isinstance(written, list) and all(isinstance(item, dict) and "text" in item for item in written)


def _doccano(written: Any) -> Iterator[dict[str, Any]]:
    """Turn doccano's label types into ours; their key becomes the digit where it is one."""
    digits, slots = _Digits(), _Colours()
    for item in written:
        yield {
            "name": item["text"],
            "digit": digits.take(item.get("suffix_key")),
            "colour": slots.take(item.get("background_color")),
        }


def _label_studio(text: str) -> dict[str, Any]:
    """Turn a labelling configuration into ours: labels, choices for each region, kinds of links."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _problem(NOT_XML, problem=str(error)[:300]) from None
    if root.getroottree().docinfo.doctype:
        raise _problem(DOCTYPE)
    digits, slots = _Digits(), _Colours()
    labels: list[dict[str, Any]] = [
        {
            "name": element.get("value", ""),
            "titles": {"en": element.get("alias") or element.get("value", "")},
            "digit": digits.take(element.get("hotkey")),
            "colour": slots.take(element.get("background")),
        }
        for element in root.iter("Label")
    ]
    if not labels:
        raise _problem(NO_LABELS)
    for number, element in enumerate(root.iter("Choices"), start=1):
        _give_choices(labels, element, number)
    names = [label["name"] for label in labels]
    relations = [
        {"name": str(one.get("value", "")), "from": names, "to": names} for one in root.iter("Relation")
    ]
    return {"labels": labels, "relations": relations}


def _give_choices(labels: list[dict[str, Any]], element: Any, number: int) -> None:
    """Give the choices to the labels that they are asked for; those about a whole text are left out."""
    choices = [one.get("value", "") for one in element.iter("Choice")]
    if element.get("perRegion") != "true" or not choices:
        return
    title = element.get("name") or f"choice {number}"
    name = title if IDENTIFIER.fullmatch(title) else f"choice_{number}"
    wanted = [one.strip() for one in (element.get("whenLabelValue") or "").split(",") if one.strip()]
    for label in labels:
        if not wanted or label["name"] in wanted:
            attribute = {"name": name, "titles": {"en": title}, "choices": choices}
            label.setdefault("attributes", []).append(attribute)


class _Digits:
    """Hands out digits: the wanted one if it is free, else none; without a wish the first that is free."""

    def __init__(self) -> None:
        self._free = list(range(1, MOST_DIGITS + 1))

    def take(self, wanted: object) -> int | None:
        key = str(wanted or "").strip()
        digit = int(key) if key.isascii() and key.isdigit() and len(key) == 1 else 0
        found = digit if digit in self._free else next(iter(self._free), None)
        if found is not None:
            self._free.remove(found)
        return found


class _Colours:
    """Hands out colours: the nearest to the wanted one while it is free, else the least used."""

    def __init__(self) -> None:
        self._taken: list[int] = []

    def take(self, wanted: object) -> int:
        near = nearest_slot(str(wanted or ""))
        slot = near if near is not None and near not in self._taken else free_slot(self._taken)
        self._taken.append(slot)
        return slot
