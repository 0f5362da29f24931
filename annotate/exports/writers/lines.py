"""JSON, one object a line."""

import json
from functools import lru_cache

_encode = json.JSONEncoder(ensure_ascii=False).encode
#: Line separators that JSON allows raw in a string but many readers split lines at.
_SEPARATORS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def as_json(value: object) -> str:
    """Return ``value`` as JSON on one line, Chinese left readable."""
    text = _encode(value)
    for separator, escape in _SEPARATORS.items():
        if separator in text:
            text = text.replace(separator, escape)
    return text


@lru_cache(maxsize=4096)
def word(value: str) -> str:
    """Return a label, handle or other short word that comes again and again as a JSON string."""
    return as_json(value)
