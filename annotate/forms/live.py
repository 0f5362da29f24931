"""What an open page says of itself when it asks whether it is still true."""

from django import forms

from annotate.forms.spans import LARGEST_OFFSET

LONGEST_STAND = 600  # characters


class SinceForm(forms.Form):
    """The change up to which the page shows the tags, and how the rest stood; without, it begins now."""

    since = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET)
    stand = forms.RegexField(r"^[0-9a-z_.-]*$", required=False, max_length=LONGEST_STAND)
