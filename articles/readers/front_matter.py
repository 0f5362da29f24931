"""The YAML between two lines of ``---`` that opens a Jekyll post, or the TOML between two of ``+++``."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import NoneType

import yaml

from articles.outlets.times import Moment, read_time

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)\s*[:=]\s*(?P<value>.*)$")
_LONGEST = 20_000  # code points; a longer one is an attack, or none at all
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def split_front_matter(text: str) -> tuple[Mapping[str, object] | None, str, list[str]]:
    """Return the front matter, what follows it, and notes; None if there is no front matter.

    Bad YAML is read line by line, as far as it goes.
    """
    match = _BLOCK.match(text)
    if match is None:
        return _split_toml(text)
    body = text[match.end() :]
    if len(match["yaml"]) > _LONGEST:
        return _by_lines(match["yaml"]), body, ["front matter is very long: read line by line"]
    try:
        values = yaml.load(match["yaml"], Loader=_LOADER)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError):
        return _by_lines(match["yaml"]), body, ["front matter is not valid YAML: read line by line"]
    if not isinstance(values, dict):
        return _by_lines(match["yaml"]), body, ["front matter holds no names: read line by line"]
    return {str(name): value for name, value in values.items()}, body, []


def _split_toml(text: str) -> tuple[Mapping[str, object] | None, str, list[str]]:
    match = _TOML.match(text)
    if match is None or len(match["toml"]) > _LONGEST:
        return None, text, []
    body = text[match.end() :]
    try:
        return tomllib.loads(match["toml"]), body, []
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return _by_lines(match["toml"]), body, ["front matter is not valid TOML: read line by line"]


def _by_lines(block: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for line in block.split("\n"):
        match = _LINE.match(line)
        if match:
            values.setdefault(match["key"], match["value"].strip().strip("\"'"))
    return values


def text_of(values: Mapping[str, object], name: str) -> str:
    """Return a value as text, empty if it is missing."""
    value = values.get(name)
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def texts_of(values: Mapping[str, object], name: str) -> list[str]:
    """Return a value as a list of texts; ``[ a, b ]`` and ``a, b`` are lists."""
    value = values.get(name)
    if isinstance(value, list):
        return [str(item).strip() for item in value if not isinstance(item, list | dict | NoneType)]
    if value is None or isinstance(value, dict):
        return []
    return [item.strip() for item in str(value).strip("[] ").split(",") if item.strip()]


def time_of(values: Mapping[str, object], name: str) -> Moment | None:
    """Return a value as a time; one without a zone is only a day."""
    value = values.get(name)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return Moment(value.date())
        instant = value.astimezone(UTC)
        midnight = instant.time().isoformat() == "00:00:00"
        return Moment(instant.date(), None if midnight else instant)
    if isinstance(value, date):
        return Moment(value)
    return read_time(str(value)) if value else None
