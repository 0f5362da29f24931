"""From definitions to the plain data that files and older versions hold, always the same for the same set."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import yaml

from annotate.labelsets.definitions import (
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)

HEAD = "# A label set of Xiwen. docs/labels.md says what each field means.\n"


def as_data(labels: LabelSet) -> dict[str, Any]:
    """Return the set as data that ``parse`` reads back to an equal set."""
    return {
        "name": labels.name,
        "version": labels.version,
        "labels": [_label(label) for label in labels.labels],
        "relations": [_relation(relation) for relation in labels.relations],
    }


def as_json(labels: LabelSet) -> str:
    """Return the set as a JSON file."""
    return json.dumps(as_data(labels), ensure_ascii=False, indent=1) + "\n"


def as_yaml(labels: LabelSet) -> str:
    """Return the set as a YAML file, to be read and changed by people."""
    return HEAD + yaml.safe_dump(as_data(labels), allow_unicode=True, sort_keys=False, width=100)


def sha256_of(labels: LabelSet) -> str:
    """Return the SHA-256 of the JSON file, 64 hexadecimal digits: what an export names the set by."""
    return sha256(as_json(labels).encode()).hexdigest()


def _label(label: LabelDefinition) -> dict[str, Any]:
    return {
        "name": label.name,
        **({"digit": label.digit} if label.digit else {}),
        "colour": label.colour,
        "pattern": label.pattern,
        "titles": dict(label.titles),
        **({"tests": dict(label.tests)} if label.tests else {}),
        **({"attributes": [attribute_data(one) for one in label.attributes]} if label.attributes else {}),
        **_archived(label),
    }


def attribute_data(attribute: AttributeDefinition) -> dict[str, Any]:
    """Return an attribute as the database keeps it with its label."""
    return {
        "name": attribute.name,
        "titles": dict(attribute.titles),
        **({"prefill": attribute.prefill} if attribute.prefill else {}),
        "choices": [_choice(choice) for choice in attribute.choices],
        **_archived(attribute),
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {"value": choice.value, "titles": dict(choice.titles), **_archived(choice)}


def _relation(relation: RelationDefinition) -> dict[str, Any]:
    return {
        "name": relation.name,
        "from": list(relation.from_labels),
        "to": list(relation.to_labels),
        "titles": dict(relation.titles),
        **_archived(relation),
    }


def _archived(
    thing: LabelDefinition | AttributeDefinition | Choice | RelationDefinition,
) -> Mapping[str, bool]:
    return {"archived": True} if thing.archived else {}
