"""Changing the guidelines of a project: every change is a new version."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from annotate.actions.activities import log
from annotate.actions.noticing import About, notify
from annotate.actions.problems import Conflict
from annotate.models import Activity, Guidelines, Matter, Membership, Notice, Project, Verb
from annotate.models.guidelines import BUILT_IN


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has written. ``text`` is Markdown; empty for the built-in guidelines.

    ``base`` is the number of the version that they began from. ``summary`` says what changed, and
    ``tells`` whether the members get a notice.
    """

    text: str
    base: int
    summary: str = ""
    tells: bool = True


def save_guidelines(project: Project, by: User, draft: Draft) -> Activity | None:
    """Make the draft the present version; None if it has the same words as that.

    Raises Conflict if somebody has saved another version since.
    """
    with transaction.atomic():
        kept = _held(project)
        if draft.text == text_of(kept, kept.guidelines_version):
            return None
        if kept.guidelines_version != draft.base:
            raise Conflict(
                _(
                    "Somebody has saved version %(number)s meanwhile. Your words are still below. See what "
                    "has changed, put both together, then save again."
                )
                % {"number": kept.guidelines_version}
            )
        return _store(kept, by, draft)


def restore_guidelines(project: Project, by: User, number: int) -> Activity | None:
    """Make the words of an earlier version the present ones; None if they are already.

    Raises ValidationError if there is no such version.
    """
    with transaction.atomic():
        kept = _held(project)
        text = text_of(kept, number)
        if text is None:
            raise ValidationError(_("There is no such version of the guidelines."))
        if text == text_of(kept, kept.guidelines_version):
            return None
        return _store(kept, by, Draft(text, kept.guidelines_version), restores=number)


def text_of(project: Project, number: int) -> str | None:
    """Return the words of a version, empty for the built-in guidelines; None if there is no such version."""
    if number == BUILT_IN:
        return ""
    return Guidelines.objects.filter(project=project, number=number).values_list("text", flat=True).first()


def _held(project: Project) -> Project:
    return Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def _store(kept: Project, by: User, draft: Draft, *, restores: int | None = None) -> Activity:
    before = kept.guidelines_version
    # Versions never go away, so that the present one is the last one.
    version = Guidelines.objects.create(
        project=kept,
        number=before + 1,
        text=draft.text,
        summary=draft.summary,
        restores=restores,
        author=by,
    )
    kept.guidelines_version = version.number
    kept.save(update_fields=["guidelines_version"])
    if draft.tells:
        _tell(kept, version, by)
    return log(kept, by, Verb.GUIDELINES, {"version": before}, {"version": version.number})


def _tell(project: Project, version: Guidelines, by: User) -> None:
    """Tell the members, except who has an unread notice: that one leads to all that came after it."""
    members = Membership.objects.filter(project=project, removed_at=None).values_list("user", flat=True)
    waiting = Notice.objects.unread().filter(project=project, matter=Matter.RULES, user__in=members)
    told = set(waiting.values_list("user", flat=True))
    notify(set(members) - told, Matter.RULES, About(project, guidelines=version), by=by)
