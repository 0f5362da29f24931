"""What the pages of a label set take in. What is checked here says at which field; the set says the rest."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotate.forms.projects import one_line
from annotate.labelsets import (
    LANGUAGES,
    MOST_DIGITS,
    PATTERNS,
    SLOTS,
    AttributeDefinition,
    Choice,
    LabelDefinition,
    LabelSet,
    RelationDefinition,
)
from annotate.labelsets.parsing import IDENTIFIER, LONGEST_NAME, LONGEST_TEST, LONGEST_TITLE
from annotate.labelsets.reading import LARGEST

MORE_ROWS = 4  # empty ones below those that there are

LANGUAGE_NAMES = {"en": "English", "zh-hans": "简体中文", "zh-hant": "繁體中文"}
COLOUR_NAMES = {
    1: _("amber"),
    2: _("indigo"),
    3: _("teal"),
    4: _("crimson"),
    5: _("green"),
    6: _("purple"),
    7: _("blue"),
    8: _("orange"),
    9: _("pink"),
    10: _("grey"),
}
PATTERN_NAMES = {
    "solid": pgettext_lazy("a line", "solid"),
    "dashed": pgettext_lazy("a line", "dashed"),
    "dotted": pgettext_lazy("a line", "dotted"),
    "double": pgettext_lazy("a line", "double"),
}
PREFILL_NAMES = {
    "quotation_marks": _("direct, mixed or indirect, by the quotation marks"),
    "source_words": _("person, organisation, media, document or unnamed, by the words"),
    "surroundings": _("author or source, by what stands around"),
}
NO_IDENTIFIER = _("Write 1 to 40 small letters a to z, digits and underscores that begin with a letter.")
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class VersionForm(forms.Form):
    """Which version of the label set somebody had before their eyes."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class MoveForm(VersionForm):
    """What is to become of a label, an attribute of it, or a kind of link, as a whole."""

    UP, DOWN, ARCHIVE, BACK = "up", "down", "archive", "back"

    act = forms.ChoiceField(choices=[(act, act) for act in (UP, DOWN, ARCHIVE, BACK)])
    label = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    attribute = forms.CharField(required=False, max_length=40)
    relation = forms.IntegerField(required=False, min_value=1, max_value=2**62)


def _key(kind: str, language: str) -> str:
    """Return the name of the field for the words in a language: ``title_en``, ``title_hans``."""
    return f"{kind}_{language.removeprefix('zh-')}"


def _wordings(kind: str, label: Any, most: int) -> dict[str, forms.Field]:
    """Return a field for each language."""
    return {
        _key(kind, language): forms.CharField(
            required=False,
            max_length=most,
            label=_("%(field)s, %(language)s") % {"field": label, "language": name},
            widget=forms.TextInput(attrs={"lang": language, "autocomplete": "off"}),
        )
        for language, name in LANGUAGE_NAMES.items()
    }


class _TitledForm(forms.Form):
    """A name for files, and titles in each language."""

    name = forms.CharField(
        max_length=LONGEST_NAME, label=_("Name in files"), widget=forms.TextInput(attrs=PLAIN)
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any], is_used: bool) -> None:
        super().__init__(data, initial=initial)
        self.fields |= _wordings("title", _("Title"), LONGEST_TITLE)
        if is_used:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _(
                "There are tags under this name, so it stays. Give it another title, or archive it and add"
                " another."
            )
        else:
            self.fields["name"].help_text = NO_IDENTIFIER

    def clean_name(self) -> str:
        """Refuse what files cannot hold. What came with tags keeps the name it had there."""
        name: str = self.cleaned_data["name"]
        if not IDENTIFIER.fullmatch(name) and name != self.initial.get("name"):
            raise ValidationError(NO_IDENTIFIER)
        return name

    def clean(self) -> dict[str, Any]:
        """Want a title in at least one language."""
        data = super().clean() or {}
        if not self.wordings("title") and not any(field.startswith("title_") for field in self.errors):
            self.add_error("title_en", _("Write a title in at least one language."))
        return data

    def wordings(self, kind: str) -> dict[str, str]:
        """Return the words given for each language that has any, each on one line."""
        found = {one: one_line(self.cleaned_data.get(_key(kind, one)) or "") for one in LANGUAGES}
        return {language: words for language, words in found.items() if words}


def _spread(kind: str, wordings: Mapping[str, str]) -> dict[str, str]:
    return {_key(kind, language): words for language, words in wordings.items()}


class LabelForm(_TitledForm):
    """A label: what it is called, the question before it, its key, colour and line."""

    digit = forms.TypedChoiceField(label=_("Key"), required=False, coerce=int, empty_value=None)
    colour = forms.TypedChoiceField(
        label=_("Colour"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(slot, COLOUR_NAMES[slot]) for slot in SLOTS],
        help_text=_("Each can be read on light and on dark pages. The line tells labels apart without it."),
    )
    pattern = forms.ChoiceField(
        label=pgettext_lazy("under the words", "Line"),
        widget=forms.RadioSelect,
        choices=[(pattern, PATTERN_NAMES[pattern]) for pattern in PATTERNS],
    )

    def __init__(self, data: Any = None, *, labels: LabelSet, label: LabelDefinition, is_used: bool) -> None:
        start = {
            "name": label.name,
            "digit": label.digit,
            "colour": label.colour,
            "pattern": label.pattern,
            **_spread("title", label.titles),
            **_spread("test", label.tests),
        }
        super().__init__(data, initial=start, is_used=is_used)
        self.labels, self.label = labels, label
        self.fields |= _wordings("test", _("One-line test"), LONGEST_TEST)
        self.order_fields(
            [*self._of("title"), "name", *self._of("test"), "digit", "colour", "pattern"],
        )
        self.fields["test_en"].help_text = _("The question a reviewer asks before using the label.")
        self._offer_digits()

    @staticmethod
    def _of(kind: str) -> list[str]:
        return [_key(kind, language) for language in LANGUAGES]

    def _offer_digits(self) -> None:
        taken = {one.digit: one.name for one in self.labels.live if one.name != self.label.name}
        digits = [(str(n), str(n)) for n in range(1, MOST_DIGITS + 1) if n not in taken]
        field = self.fields["digit"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("none")), *digits]
            field.error_messages["invalid_choice"] = _("Another label has this key. Choose one that is free.")

    def clean_name(self) -> str:
        """Refuse the name of another label."""
        name = super().clean_name()
        if name != self.label.name and any(one.name == name for one in self.labels.labels):
            raise ValidationError(_("The project has a label of this name, perhaps among the archived ones."))
        return name

    @property
    def definition(self) -> LabelDefinition:
        """The label as it is wanted."""
        data = self.cleaned_data
        return LabelDefinition(
            name=data["name"],
            digit=data["digit"],
            colour=data["colour"],
            pattern=data["pattern"],
            titles=self.wordings("title"),
            tests=self.wordings("test"),
            attributes=self.label.attributes,
            archived=self.label.archived,
        )


class AttributeForm(_TitledForm):
    """What may be said of a tag, and the values it may have, a row for each."""

    prefill = forms.ChoiceField(
        label=_("Filled in by itself"),
        required=False,
        choices=[("", _("no, a person decides")), *PREFILL_NAMES.items()],
        help_text=_("Only values that stand below are filled in, and everybody can change them."),
    )

    def __init__(
        self, data: Any = None, *, label: LabelDefinition, attribute: AttributeDefinition, is_used: bool
    ) -> None:
        start = {
            "name": attribute.name,
            "prefill": attribute.prefill or "",
            **_spread("title", attribute.titles),
        }
        super().__init__(data, initial=start, is_used=is_used and bool(attribute.name))
        self.label, self.attribute = label, attribute
        self.order_fields([*(_key("title", language) for language in LANGUAGES), "name", "prefill"])
        kept = len(attribute.choices) if is_used else 0  # their values stay
        self.rows = [
            ChoiceForm(data, row=row, choice=choice, is_used=row < kept)
            for row, choice in enumerate([*attribute.choices, *[Choice("", {})] * MORE_ROWS])
        ]

    def is_valid(self) -> bool:
        """Whether the rows are right as well."""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def clean_name(self) -> str:
        """Refuse the name of another attribute of the label."""
        name = super().clean_name()
        if name != self.attribute.name and any(one.name == name for one in self.label.attributes):
            raise ValidationError(_("The label has an attribute of this name, perhaps an archived one."))
        return name

    @property
    def definition(self) -> AttributeDefinition:
        """The attribute as it is wanted, its values in the order of their numbers."""
        data = self.cleaned_data
        rows = [row for row in self.rows if row.choice_wanted is not None]
        rows.sort(key=lambda row: row.place)
        return AttributeDefinition(
            name=data["name"],
            titles=self.wordings("title"),
            choices=tuple(row.choice_wanted for row in rows if row.choice_wanted is not None),
            prefill=data["prefill"] or None,
            archived=self.attribute.archived,
        )


class ChoiceForm(forms.Form):
    """One row: a value with its titles, its place among the others, and whether it is archived."""

    value = forms.CharField(required=False, max_length=LONGEST_NAME, widget=forms.TextInput(attrs=PLAIN))
    place_wanted = forms.IntegerField(required=False, min_value=1, max_value=99)
    archived = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, row: int, choice: Choice, is_used: bool) -> None:
        start = {
            "value": choice.value,
            "archived": choice.archived,
            "place_wanted": row + 1,
            **_spread("title", choice.titles),
        }
        super().__init__(data, initial=start, prefix=f"row{row}")
        self.number = row + 1
        self.fields |= _wordings("title", _("Title"), LONGEST_TITLE)
        self.fields["value"].disabled = self.is_used = is_used
        names = {"value": _("Value in files"), "place_wanted": _("Place"), "archived": _("Archived")}
        for key, field in self.fields.items():
            label = names.get(key, field.label)
            field.widget.attrs["aria-label"] = _("Row %(number)s: %(field)s") % {
                "number": self.number,
                "field": label,
            }

    def clean(self) -> dict[str, Any]:
        """Want a value where there is anything else."""
        data = super().clean() or {}
        value = one_line(data.get("value") or "")
        if not value and any(data.get(_key("title", language)) for language in LANGUAGES):
            raise ValidationError(
                _("Row %(number)s has a title and no value. Write the value that files hold."),
                params={"number": self.number},
            )
        return {**data, "value": value}

    @property
    def place(self) -> int:
        """Where the value is to stand."""
        return self.cleaned_data.get("place_wanted") or self.number

    @property
    def choice_wanted(self) -> Choice | None:
        """The choice as it is wanted; None if the row is empty."""
        data = self.cleaned_data
        if not data["value"]:
            return None
        titles = {one: one_line(data.get(_key("title", one)) or "") for one in LANGUAGES}
        found = {language: words for language, words in titles.items() if words}
        return Choice(data["value"], found or {"en": data["value"]}, data["archived"])


class RelationForm(_TitledForm):
    """A kind of link, and between which labels it leads."""

    from_labels = forms.MultipleChoiceField(label=_("Leads from"), widget=forms.CheckboxSelectMultiple)
    to_labels = forms.MultipleChoiceField(label=_("Leads to"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        *,
        labels: LabelSet,
        relation: RelationDefinition,
        language: str,
        is_used: bool,
    ) -> None:
        start = {
            "name": relation.name,
            "from_labels": relation.from_labels,
            "to_labels": relation.to_labels,
            **_spread("title", relation.titles),
        }
        super().__init__(data, initial=start, is_used=is_used)
        self.labels, self.relation = labels, relation
        ends = {*relation.from_labels, *relation.to_labels}
        offered = [
            (one.name, one.title(language)) for one in labels.labels if not one.archived or one.name in ends
        ]
        for name in ("from_labels", "to_labels"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = offered
        self.order_fields(
            [*(_key("title", language) for language in LANGUAGES), "name", "from_labels", "to_labels"]
        )

    def clean_name(self) -> str:
        """Refuse the name of another kind of link."""
        name = super().clean_name()
        if name != self.relation.name and any(one.name == name for one in self.labels.relations):
            raise ValidationError(_("The project has a kind of link of this name, perhaps an archived one."))
        return name

    @property
    def definition(self) -> RelationDefinition:
        """The kind of link as it is wanted."""
        data = self.cleaned_data
        return RelationDefinition(
            data["name"],
            tuple(data["from_labels"]),
            tuple(data["to_labels"]),
            self.wordings("title"),
            self.relation.archived,
        )


class FileForm(forms.Form):
    """A label set in a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "YAML or JSON as exported here, doccano’s list of labels (JSON), or Label Studio’s labelling"
            " configuration (XML)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.json,.xml,.txt"}),
    )

    def clean_file(self) -> bytes:
        """Return the bytes; what is too large for a label set is not read."""
        file = self.cleaned_data["file"]
        return bytes(file.read(LARGEST + 1))


class TakeForm(VersionForm):
    """The label set that was looked at, as JSON."""

    definition = forms.CharField(max_length=LARGEST * 2, strip=False)
