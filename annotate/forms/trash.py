"""Choosing several articles of a list at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotate.forms.numbers import Numbers

MOST = 500  # articles at once


class KeysField(Numbers):
    """Any number of keys of rows, each sent under the same name."""

    def to_python(self, value: Any) -> list[int]:
        """Return the keys; refuses what is no number, and too many."""
        given = [key for key in value or [] if key]
        if len(given) > MOST:
            raise ValidationError(_("These are too many at once. Choose at most 500."))
        keys = super().to_python(given)
        if len(keys) < len(given):
            raise ValidationError(_("The request is incomplete. Reload the page and do it again."))
        return keys


class ChosenForm(forms.Form):
    """The articles that were ticked in a list."""

    entry = KeysField(error_messages={"required": _("Choose some articles first.")})

    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        return str(next(iter(self.errors.values()))[0])
