"""Which key does what on the workbench."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotate.marking.keys import USUAL, clashes, may_be_key

TITLES = {
    "next_sentence": gettext_lazy("Next sentence"),
    "previous_sentence": gettext_lazy("Previous sentence"),
    "extend_forward": gettext_lazy("Extend by the next sentence"),
    "extend_back": gettext_lazy("Extend by the previous sentence"),
    "next_clause": gettext_lazy("Next clause"),
    "previous_clause": gettext_lazy("Previous clause"),
    "add_clause": gettext_lazy("Add a clause at the end"),
    "drop_clause": gettext_lazy("Drop a clause at the end"),
    "end_forward": gettext_lazy("End forward by a word"),
    "end_back": gettext_lazy("End back by a word"),
    "start_forward": gettext_lazy("Start forward by a word"),
    "start_back": gettext_lazy("Start back by a word"),
    "end_forward_by_one": gettext_lazy("End forward by a character"),
    "end_back_by_one": gettext_lazy("End back by a character"),
    "start_forward_by_one": gettext_lazy("Start forward by a character"),
    "start_back_by_one": gettext_lazy("Start back by a character"),
    "next_tag": gettext_lazy("Next tag"),
    "previous_tag": gettext_lazy("Previous tag"),
    "relabel": gettext_lazy("Relabel"),
    "choose_source": gettext_lazy("Choose the source"),
    "add_source": gettext_lazy("Add another source"),
    "unlink": gettext_lazy("Unlink the source"),
    "comment": gettext_lazy("Comments"),
    "guidelines": gettext_lazy("Guidelines"),
    "history": gettext_lazy("History"),
    "undo": gettext_lazy("Undo"),
    "redo": gettext_lazy("Redo"),
    "help": gettext_lazy("List of keys"),
}


class KeysForm(forms.Form):
    """One field for each action: the character that its key types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        how = {"class": "key", "autocapitalize": "off", "autocomplete": "off", "spellcheck": "false"}
        for action, title in TITLES.items():
            self.fields[action] = forms.CharField(
                label=title,
                max_length=1,
                strip=False,
                error_messages={
                    "required": gettext_lazy("Choose a key."),
                    "max_length": gettext_lazy("A key is one character."),
                },
                widget=forms.TextInput(attrs=how),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what no key types, and one key for two actions."""
        data = super().clean() or {}
        for action, key in list(data.items()):
            if not may_be_key(key):
                wrong = _("This cannot be a key. Choose a letter or a mark; the digits belong to the labels.")
                self.add_error(action, wrong)
        for key, actions in clashes({**USUAL, **data}).items():
            titles = " · ".join(str(TITLES[action]) for action in actions)
            for action in (one for one in actions if one in data):
                self.add_error(
                    action,
                    _("%(key)s would mean several things: %(actions)s. Give each a key of its own.")
                    % {"key": key, "actions": titles},
                )
        return data
