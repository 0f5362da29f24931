"""Check that the catalogues hold every message, translated and compiled. ``messages.py`` writes them.

Needs Debian's package gettext; running Xiwen does not, as the compiled files are kept.
"""

import contextlib
import gettext
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import messages
import polib

# %(name)s and %s, {name}, and the marks of HTML: what a translation takes over unchanged.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%?[a-z]|\{\w+\}|</?[a-z][^>]*>")


def main() -> None:
    """End with a list of what is wrong, if anything is."""
    trouble = [line for language in messages.LANGUAGES for line in _faults(language)]
    if trouble:
        trouble.append("Run .venv/bin/python scripts/messages.py, then correct or translate what is left.")
        sys.exit("\n".join(trouble))


def placeholders(text: str) -> list[str]:
    """Return what a translation must take over unchanged, in alphabetical order."""
    return sorted(PLACEHOLDER.findall(text))


def strays(catalogue: polib.POFile) -> Iterator[str]:
    """Yield the messages whose translation has other placeholders than the English words."""
    for entry in catalogue:
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        told = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        if any(placeholders(text) != wanted for text in told):
            yield entry.msgid


def _faults(language: str) -> Iterator[str]:
    path = messages.source(language)
    name = path.relative_to(messages.ROOT)
    if not path.exists():
        yield f"{name} is missing."
        return
    catalogue = polib.pofile(str(path))
    yield from (f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries())
    yield from (f"{name}: to be looked at (fuzzy): {entry.msgid!r}" for entry in catalogue.fuzzy_entries())
    yield from (f"{name}: other placeholders than in English: {msgid!r}" for msgid in strays(catalogue))
    known, wanted = _messages(catalogue), _messages(messages.collected(language))
    yield from (f"{name}: missing: {message!r}" for message in sorted(wanted - known))
    yield from (f"{name}: no longer used: {message!r}" for message in sorted(known - wanted))
    if not _is_compiled(catalogue, path.with_suffix(".mo")):
        yield f"{name}: the compiled file is older than this one."


def _messages(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


def _is_compiled(catalogue: polib.POFile, path: Path) -> bool:
    if not path.exists():
        return False
    fresh = gettext.GNUTranslations(io.BytesIO(catalogue.to_binary()))
    with path.open("rb") as file, contextlib.suppress(OSError):
        return _pairs(gettext.GNUTranslations(file)) == _pairs(fresh)
    return False


def _pairs(translations: gettext.GNUTranslations) -> dict[object, str]:
    pairs: dict[object, str] = dict(vars(translations)["_catalog"])
    pairs.pop("", None)  # the header
    return pairs


if __name__ == "__main__":
    main()
