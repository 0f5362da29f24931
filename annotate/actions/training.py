"""Articles on which newcomers practise: adjudicated ones, whose gold they see after handing in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.locks import hold
from annotate.models import Activity, Entry, Verb, Way


@transaction.atomic
def use_for_practice(entry: Entry, by: User, *, wanted: bool) -> Activity | None:
    """Offer an adjudicated article to newcomers, or offer it no more; None if that is so already.

    Raises ValidationError if the article has no finished gold to compare with.
    """
    hold(entry)
    kept = Entry.objects.get(pk=entry.pk)
    if kept.is_training == wanted:
        return None
    if wanted and (kept.adjudicated_at is None or entry.project.way != Way.INDEPENDENT):
        raise ValidationError(
            _("Only an article that has been adjudicated can be practised on. Finish it first.")
        )
    Entry.objects.filter(pk=kept.pk).update(is_training=wanted)
    change = {
        "thing": "entry",
        "id": kept.pk,
        "before": {"is_training": not wanted},
        "after": {"is_training": wanted},
    }
    return Activity.objects.create(project_id=kept.project_id, actor=by, verb=Verb.SETTINGS, changes=[change])
