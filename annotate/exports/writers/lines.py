"""JSON, one object a line."""

import json
from functools import lru_cache
from json.encoder import encode_basestring

#: JSON without the care for line separators that ``line`` takes.
encode = json.JSONEncoder(ensure_ascii=False).encode

#: Line separators that JSON allows raw in a string, but at which many readers split lines.
_SEPARATORS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def line(json_text: str) -> str:
    """Return the JSON text as a line of a file."""
    for separator, escape in _SEPARATORS:
        if separator in json_text:
            json_text = json_text.replace(separator, escape)
    return json_text + "\n"


#: A string as JSON: what ``encode`` comes to in the end, at a tenth of its time.
text = encode_basestring


@lru_cache(maxsize=4096)
def word(value: str) -> str:
    """Return a label, handle or other short word that comes again and again as a JSON string."""
    return encode(value)
