"""The rules of work of a project in which reviewers work independently."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from annotate.models import MergeRule, Project, Way

MOST_REVIEWERS = 20
LONGEST_WAIT = 3_650  # days


class RulesForm(forms.Form):
    """How many read each article, how much one person may take, and what becomes of abandoned work."""

    required = forms.IntegerField(
        label=_("Reviewers per article"),
        min_value=1,
        max_value=MOST_REVIEWERS,
        help_text=_(
            "For articles that come in from now on. For those that are here, see the page “Distribute”."
        ),
    )
    share_limit = forms.IntegerField(
        label=_("Share of one person, per cent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Nobody may have more of the places than this. Leave it empty for no limit."),
    )
    returns_after = forms.IntegerField(
        label=_("Abandoned work returns after, days"),
        required=False,
        min_value=1,
        max_value=LONGEST_WAIT,
        help_text=_(
            "Without a change for so long, a place is free for somebody else. The tags are kept, and given "
            "back if the same person takes the article again. Submitted work stays. Leave it empty for never."
        ),
    )
    merge_rule = forms.ChoiceField(
        label=_("What adjudication settles by itself"),
        choices=[(rule.value, capfirst(rule.label)) for rule in MergeRule],
    )


def rules_form(project: Project, data: Any = None) -> RulesForm | None:
    """Return the form with the project's rules; None where the team shares its work and has none."""
    if project.way != Way.INDEPENDENT:
        return None
    return RulesForm(data, initial={name: getattr(project, name) for name in RulesForm.base_fields})
