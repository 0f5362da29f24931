"""How often somebody may try a password, counted where every process sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Attempt

KEPT = timedelta(hours=1)
EACH = 100  # attempts, after which those of the past are thrown away


@dataclass(frozen=True)
class Limit:
    """At most so many failures within a time, of one name or address or both."""

    most: int
    within: timedelta


#: A class may sit behind one address; a name may be tried from everywhere.
HERE = Limit(5, timedelta(minutes=1))
ADDRESS = Limit(100, timedelta(minutes=1))
NAME = Limit(100, KEPT)


def begin_attempt(name: str, address: str) -> list[int]:
    """Note that ``name`` is tried from ``address``, and return what ``forget`` takes if it goes well.

    Raises ValidationError if too many attempts have failed. The note comes before the count, so that
    of many attempts at the same moment no more get through than one after the other.
    """
    name = name.casefold()
    limits = {_key("here", name, address): HERE, _key("address", address): ADDRESS, _key("name", name): NAME}
    mine = [one.pk for one in Attempt.objects.bulk_create(Attempt(key=key) for key in limits)]
    if _is_too_often(limits):
        forget(mine)
        raise ValidationError(_("Too many attempts have failed. Wait a minute and try again."))
    if any(pk % EACH == 0 for pk in mine):
        Attempt.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return mine


def forget(attempts: Iterable[int]) -> None:
    """Let these attempts not count: the password was right, or was not even tried."""
    Attempt.objects.filter(pk__in=attempts).delete()


def _is_too_often(limits: dict[str, Limit]) -> bool:
    now = timezone.now()
    counts = {
        f"of_{number}": Count("pk", filter=Q(key=key, at__gt=now - limit.within))
        for number, (key, limit) in enumerate(limits.items())
    }
    found = Attempt.objects.filter(key__in=limits, at__gt=now - KEPT).aggregate(**counts)
    return any(found[f"of_{number}"] > limit.most for number, limit in enumerate(limits.values()))


def _key(*words: str) -> str:
    """Return what stands for a name or address, neither of which is kept."""
    return sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()
