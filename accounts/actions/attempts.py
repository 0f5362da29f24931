"""How often somebody may try a password."""

from hashlib import sha256

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_FAILURES = 5
WINDOW = 60  # seconds


def check_attempts(name: str, address: str) -> None:
    """Raise ValidationError if ``name`` has failed too often from ``address`` within the last minute."""
    if cache.get(_key(name, address), 0) >= MOST_FAILURES:
        raise ValidationError(_("Too many attempts have failed. Wait a minute and try again."))


def count_failure(name: str, address: str) -> None:
    """Remember one failure of ``name`` from ``address``."""
    key = _key(name, address)
    if not cache.add(key, 1, WINDOW):
        cache.incr(key)


def _key(name: str, address: str) -> str:
    whole = f"{name.casefold()}\n{address}"
    return f"attempts-{sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()}"
