"""Secrets that travel in links. Only their SHA-256 is ever stored."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32  # of randomness


def new_token() -> tuple[str, str]:
    """Return a fresh token for a link, and the digest to store in its place."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal.

    Rows are looked up by this digest, so that the time a look-up takes tells nothing about tokens.
    """
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
