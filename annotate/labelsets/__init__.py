"""Label sets and guidelines as data: what a new project starts with. No Django here."""

from functools import cache
from pathlib import Path

from annotate.labelsets.changing import free_digit, moved, put, taken_over, with_label, without_archived
from annotate.labelsets.colours import PATTERNS, SLOTS, free_slot, look, usual_pattern
from annotate.labelsets.comparing import Difference, What, differences
from annotate.labelsets.definitions import (
    LANGUAGES,
    MOST_DIGITS,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
    in_language,
)
from annotate.labelsets.mistakes import LabelSetProblem, Mistake
from annotate.labelsets.parsing import parse
from annotate.labelsets.reading import read
from annotate.labelsets.writing import as_data, as_json, as_yaml, sha256_of

__all__ = [
    "LANGUAGES",
    "MOST_DIGITS",
    "PATTERNS",
    "SLOTS",
    "AttributeDefinition",
    "Choice",
    "Difference",
    "LabelDefinition",
    "LabelSet",
    "LabelSetProblem",
    "Mistake",
    "RelationDefinition",
    "What",
    "as_data",
    "as_json",
    "as_yaml",
    "differences",
    "free_digit",
    "free_slot",
    "guidelines",
    "in_language",
    "load_default",
    "look",
    "moved",
    "parse",
    "put",
    "read",
    "sha256_of",
    "taken_over",
    "usual_pattern",
    "with_label",
    "without_archived",
]

FOLDER = Path(__file__).parent


@cache
def load_default() -> LabelSet:
    """Return the label set a new project starts with, ``news-fact-default``."""
    return read((FOLDER / "default.yaml").read_bytes())


@cache
def guidelines(language: str) -> str:
    """Return the built-in guideline text, Markdown, in the language nearest to ``language``.

    Chinese that is not traditional is taken for simplified, and what is not Chinese for English.
    """
    wanted = language.lower()
    nearest = wanted if wanted in LANGUAGES else "zh-hans" if wanted.startswith("zh") else "en"
    return (FOLDER / f"guidelines.{nearest}.md").read_text(encoding="utf-8")
