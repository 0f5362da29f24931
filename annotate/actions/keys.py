"""Choosing the keys of the workbench: for oneself, in all projects."""

from collections.abc import Mapping

from accounts.models import User
from annotate.marking.keys import changed


def choose_keys(person: User, keys: Mapping[str, str]) -> None:
    """Keep which key does what, by action; the usual ones are not kept, so that new ones can come."""
    person.keys = {**person.keys, "map": changed(keys)}
    person.save(update_fields=["keys"])


def switch_keys(person: User, *, enabled: bool) -> None:
    """Let single characters act, or not; named keys such as Delete do always."""
    person.keys = {**person.keys, "enabled": enabled}
    person.save(update_fields=["keys"])
