"""What a file looks like that is of no known format: whoever brings it learns what it is, and what to do."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from annotate.imports.foreign import gettext_noop
from annotate.imports.values import Record, objects

_BEGINNING = 20_000  # code points that are looked at
_TAGGED = re.compile(r"\S+[ \t](?:.*[ \t])?(?:O|[BIESLUM]-\S+)")
_FEW_LINES = 2
_OFFICE = (".xlsx", ".xls", ".ods", ".docx", ".doc", ".odt")
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[\]{\"\d]")
_MARKUP = re.compile(r"<(?:\?xml|!doctype|html|[a-zA-Z:]+[\s>])", re.IGNORECASE)

UNKNOWN = gettext_noop("This is none of the formats with tags that are known here.")
CHOOSE = gettext_noop(
    "Bring Xiwen's own JSON Lines, doccano, Label Studio, brat (.txt with .ann) or Prodigy; articles "
    "without tags go in by the page Import."
)
FLAT = gettext_noop("This is the flat export, which does not hold the texts.")
NATIVE_INSTEAD = gettext_noop("Export again as native JSON Lines, and import that.")
BROKEN = gettext_noop("This looks like JSON, but it is damaged here or cut short.")
EXPORT_AGAIN = gettext_noop("Export it again, and import it then.")
HALF = gettext_noop("This is one half of what brat writes: the tags without their text.")
BOTH_HALVES = gettext_noop("Choose the .ann and the .txt of the same name together, or a ZIP of the folder.")
TOKENS = gettext_noop(
    "This looks like words with a tag each, as CoNLL and token classification have them. What stands between "
    "the words is not in it, so the texts cannot be had back for certain."
)
WITH_OFFSETS = gettext_noop(
    "Export from where it was tagged as JSON with whole texts and offsets, in one of these shapes: doccano, "
    "Label Studio or Prodigy."
)
SPACY = gettext_noop("This looks like training data of spaCy.")
AS_PRODIGY = gettext_noop(
    "Write one JSON object a line, with the text as “text” and its tags as “spans”, each with “start”, “end” "
    "and “label”, and import that."
)
ARGILLA = gettext_noop("This looks like records of Argilla.")
POTATO = gettext_noop("This looks like the output of Potato.")
CAS = gettext_noop("This looks like a file of INCEpTION, WebAnno or another tool that works with UIMA.")
WEB_ANNOTATIONS = gettext_noop("This looks like W3C Web Annotations, which do not hold the texts.")
LABELLED_TEXTS = gettext_noop("This looks like texts with a label each, but no tags inside of the texts.")
AS_ARTICLES = gettext_noop(
    "Texts go in by the page Import; a label of a whole text is nothing that Xiwen keeps."
)
OFFICE = gettext_noop("This looks like a file of an office program.")
PACKED = gettext_noop(
    "This looks like an archive inside of an archive, or one that is packed in another way than ZIP."
)
UNPACK = gettext_noop("Unpack it yourself and import what is in it.")
BINARY = gettext_noop(
    "This is no text: it looks like a picture, a PDF, a database or some other binary file."
)
MARKUP = gettext_noop("This looks like a web page or other XML.")


class Stranger(NamedTuple):
    """What is said of a file: what it looks like, and what to do. ``place`` is where in it, or empty."""

    what: str
    remedy: str
    place: str = ""


def stranger(name: str, raw: bytes, text: str, found: Sequence[tuple[str, Record]]) -> Stranger:
    """Say what a file looks like. ``text`` is empty if it is none, ``found`` are the objects in it."""
    if not text:
        return _binary(name, raw)
    if found:
        return _object(found[0][1])
    return _text(name, text)


def of_an_office(name: str) -> Stranger | None:
    """Say what an archive is whose name says that it is a document of an office program."""
    return Stranger(OFFICE, WITH_OFFSETS) if name.lower().endswith(_OFFICE) else None


def _binary(name: str, raw: bytes) -> Stranger:
    if PurePosixPath(name).suffix.lower() == ".spacy":
        return Stranger(SPACY, AS_PRODIGY)
    if raw.startswith((b"PK\x03\x04", b"\x1f\x8b", b"7z", b"Rar!", b"\xfd7zXZ", b"BZh")):
        return Stranger(PACKED, UNPACK)
    return Stranger(BINARY, CHOOSE)


def _object(record: Record) -> Stranger:
    keys = set(record)
    for named, what, remedy in _SHAPES:
        if any(need <= keys for need in named):
            return Stranger(what, remedy)
    if isinstance(record.get("text"), str) and isinstance(record.get("label"), str):
        return Stranger(LABELLED_TEXTS, AS_ARTICLES)
    return Stranger(UNKNOWN, CHOOSE)


def _keys(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in names)


_SHAPES: tuple[tuple[tuple[frozenset[str], ...], str, str], ...] = (
    (_keys("schema_version span_id"), FLAT, NATIVE_INSTEAD),
    (_keys("fields responses", "fields suggestions", "inputs annotation"), ARGILLA, AS_PRODIGY),
    (_keys("span_annotations", "label_annotations"), POTATO, AS_PRODIGY),
    (_keys("tokens ner_tags", "tokens tags", "tokens labels", "words labels"), TOKENS, WITH_OFFSETS),
    (_keys("text ents", "paragraphs id"), SPACY, AS_PRODIGY),
    (_keys("%TYPES", "%FEATURE_STRUCTURES"), CAS, WITH_OFFSETS),
    (_keys("@context target", "@context body"), WEB_ANNOTATIONS, WITH_OFFSETS),
)


def _text(name: str, text: str) -> Stranger:
    begun = text.lstrip("\ufeff \t\r\n")[:_BEGINNING]
    for fits, said in _TEXTS:
        if fits(begun):
            return said
    if name.lower().endswith(".ann"):
        return Stranger(HALF, BOTH_HALVES)
    if _JSON.match(begun):
        return _json(text)
    return Stranger(UNKNOWN, CHOOSE)


def _json(text: str) -> Stranger:
    """Say where JSON breaks off, or that it holds no objects."""
    try:
        held = json.loads(text.strip("\ufeff \t\r\n"))
    except RecursionError:
        return Stranger(UNKNOWN, CHOOSE)
    except ValueError as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else 1
        return Stranger(BROKEN, EXPORT_AGAIN, f"line {line}")
    is_training = isinstance(held, list) and held and isinstance(held[0], list) and objects(held[0])
    return Stranger(SPACY, AS_PRODIGY) if is_training else Stranger(UNKNOWN, CHOOSE)


def _is_tokens(text: str) -> bool:
    """Whether most lines are a word and its tag."""
    lines = [line for line in text.splitlines()[:-1] or [text] if line.strip()]
    tagged = [line for line in lines if _TAGGED.fullmatch(line.rstrip()) or line.startswith("-DOCSTART-")]
    return len(tagged) >= _FEW_LINES and len(tagged) * 2 > len(lines)


_TEXTS: tuple[tuple[Callable[[str], object], Stranger], ...] = (
    (lambda text: text.startswith("#FORMAT=WebAnno") or "xmi:XMI" in text[:500], Stranger(CAS, WITH_OFFSETS)),
    (_MARKUP.match, Stranger(MARKUP, CHOOSE)),
    (_is_tokens, Stranger(TOKENS, WITH_OFFSETS)),
)
