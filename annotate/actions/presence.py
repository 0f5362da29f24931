"""Being at an article. No act that anybody would name: nothing of it stands in the history."""

import time

from annotate.actions.parts import Work
from annotate.models import Presence
from annotate.models.presence import PRESENT_FOR

TOLD_EVERY = 12  # seconds after which it is written again that somebody is there


def be_here(work: Work, seen: int | None) -> None:
    """Note that this person has the article open. ``seen`` is when that was noted last, if lately.

    Where they were before goes at the same time, so that there are never more rows than open windows. Not in
    one transaction: two windows of one person could wait for each other.
    """
    now = int(time.time())
    if seen is not None and now - seen < TOLD_EVERY:
        return
    here = Presence(entry=work.entry, user=work.user, seen=now)
    Presence.objects.bulk_create(
        [here], update_conflicts=True, unique_fields=["user", "entry"], update_fields=["seen"]
    )
    if seen is None:
        Presence.objects.filter(user=work.user, seen__lt=now - PRESENT_FOR).delete()
