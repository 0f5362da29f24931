"""What the workbench sends. Plain forms: they stand in the path of every tag."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotate.actions.tagging.sources import How
from annotate.forms.numbers import number_of

LARGEST_OFFSET = 2**31 - 1

INCOMPLETE = _("The request is incomplete. Reload the page and do it again.")


class AskForm(forms.Form):
    """Every change carries a UUID made by the client, so that it can be sent twice without harm."""

    request = forms.UUIDField(error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE})
    revision = forms.IntegerField(required=False, min_value=1)  # that the page shows, by its key

    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        return str(next(iter(self.errors.values()))[0])


class TagForm(AskForm):
    """A selection ``[start, end)`` in code points, and the label chosen for it."""

    id = forms.UUIDField(error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE})
    label = forms.CharField(max_length=64, error_messages={"required": _("Choose a label.")})
    start = forms.IntegerField(min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(min_value=1, max_value=LARGEST_OFFSET)
    note = forms.CharField(required=False, max_length=2000)

    def first_error(self) -> str:
        """Return one sentence; a broken offset is explained as a whole."""
        if "start" in self.errors or "end" in self.errors:
            return str(
                _("The selection could not be understood. Reload the page and select the words again.")
            )
        return super().first_error()


class ChangeForm(AskForm):
    """Another label, another range, or another value of one attribute."""

    label = forms.CharField(required=False, max_length=64)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_OFFSET)
    attr = forms.CharField(required=False, max_length=40)
    value = forms.CharField(required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Refuse a request that changes nothing, or gives half a range."""
        data = super().clean() or {}
        place = (data.get("start"), data.get("end"))
        if (place[0] is None) != (place[1] is None) or not (
            data.get("label") or data.get("attr") or place[0] is not None
        ):
            raise ValidationError(INCOMPLETE)
        return data


class SourceForm(AskForm):
    """The number or UUID of a source or other span, or nothing to unlink; what becomes of other links."""

    to = forms.CharField(required=False, max_length=36)
    how = forms.ChoiceField(required=False, choices=[(how.value, how.value) for how in How])
    kind = forms.CharField(required=False, max_length=40)

    def clean_to(self) -> int | UUID | None:
        """Return the reference; anything that is neither a number nor a UUID is refused."""
        given = self.cleaned_data["to"]
        if not given:
            return None
        return reference(given)

    def clean(self) -> dict[str, Any]:
        """Refuse to add or take away a link to nothing."""
        data = super().clean() or {}
        how = How(data.get("how") or How.INSTEAD)
        if how != How.INSTEAD and data.get("to") is None:
            raise ValidationError(INCOMPLETE)
        return {**data, "how": how}


class SettleForm(AskForm):
    """What becomes of a tag that waits: it is kept as proposed, put on ``[start, end)``, or dropped."""

    KEEP, PUT, DROP = "keep", "put", "drop"

    decision = forms.ChoiceField(
        choices=[(KEEP, KEEP), (PUT, PUT), (DROP, DROP)],
        error_messages={"required": INCOMPLETE, "invalid_choice": INCOMPLETE},
    )
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET)
    end = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_OFFSET)

    def clean(self) -> dict[str, Any]:
        """Refuse to put a tag nowhere."""
        data = super().clean() or {}
        if data.get("decision") == self.PUT and (data.get("start") is None or data.get("end") is None):
            raise ValidationError(_("Select the words first."))
        return data


class BeatForm(forms.Form):
    """Seconds at work since the last beat."""

    seconds = forms.IntegerField(min_value=0, max_value=3600)


def reference(given: str) -> int | UUID:
    """Return a span's number or UUID from what the client calls it by."""
    number = number_of(given)
    if number is not None:
        return number
    try:
        return UUID(given)
    except ValueError:
        raise ValidationError(INCOMPLETE) from None
