"""What tells two wordings apart."""

import hashlib


def sha256_of(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, as 64 hexadecimal digits.

    Raises UnicodeEncodeError for a text with lone surrogates; those are removed at the door.
    """
    return hashlib.sha256(text.encode()).hexdigest()
