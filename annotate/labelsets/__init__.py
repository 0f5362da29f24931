"""Label sets and guidelines as data: what a new project starts with. No Django here."""

from functools import cache
from pathlib import Path

from annotate.labelsets.definitions import (
    LANGUAGES,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)
from annotate.labelsets.parsing import LabelSetProblem, parse

__all__ = [
    "LANGUAGES",
    "AttributeDefinition",
    "Choice",
    "LabelDefinition",
    "LabelSet",
    "LabelSetProblem",
    "RelationDefinition",
    "guidelines",
    "load_default",
    "parse",
]

FOLDER = Path(__file__).parent


@cache
def load_default() -> LabelSet:
    """Return the label set a new project starts with, ``news-fact-default``."""
    return parse((FOLDER / "default.yaml").read_text(encoding="utf-8"), "default.yaml")


@cache
def guidelines(language: str) -> str:
    """Return the built-in guideline text, Markdown, in the language nearest to ``language``.

    Chinese that is not traditional is taken for simplified, and what is not Chinese for English.
    """
    wanted = language.lower()
    nearest = wanted if wanted in LANGUAGES else "zh-hans" if wanted.startswith("zh") else "en"
    return (FOLDER / f"guidelines.{nearest}.md").read_text(encoding="utf-8")
