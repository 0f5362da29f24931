"""Whose work an assignment is, and how far it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Whose work an assignment is."""

    OWN = "own", _("one reviewer's")
    SHARED = "shared", _("the team's")
    GOLD = "gold", _("adjudicated")
    TRAINING = "train", _("for practice")


class State(models.TextChoices):
    """How far the work on an article has come."""

    ASSIGNED = "assigned", _("assigned")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    SKIPPED = "skipped", _("skipped")


#: Work that one person does by themselves. What is done for practice counts nowhere else.
ALONE = (Kind.OWN, Kind.TRAINING)
#: Work that is not a reviewer's or the team's: it is neither counted nor compared with theirs.
ASIDE = (Kind.GOLD, Kind.TRAINING)
OPEN_STATES = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)
NOT_BEGUN = (State.ASSIGNED, State.SKIPPED)
