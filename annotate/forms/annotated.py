"""What the pages for tagged texts take in: files, how to read them, and what becomes of foreign names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from annotate.actions.importing.annotated import Plan
from annotate.actions.importing.planning import Outlook
from annotate.imports.bundle import packed
from annotate.imports.reading import FORMATS
from annotate.imports.units import Unit
from annotate.imports.values import as_said

NEW, LEAVE_OUT, OURS = "+", "-", "="  # the values of a choice; OURS stands before a name
UNITS = {
    Unit.CODE_POINTS: gettext_lazy("code points"),
    Unit.UTF_16: gettext_lazy("UTF-16 units"),
    Unit.CLUSTERS: gettext_lazy("whole characters"),
    Unit.LINE_ENDS_ONCE: gettext_lazy("code points, CR LF as one"),
}

Choices = list[tuple[str, str]]


class UploadForm(forms.Form):
    """One file, or several that belong together: a ``.txt`` with its ``.ann``."""

    def __init__(self, data: Any = None, *, files: "Sequence[UploadedFile[bytes]]" = ()) -> None:
        super().__init__(data)
        self.uploads = files

    def clean(self) -> None:
        """Check that there is something, and not too much."""
        if not self.uploads:
            raise forms.ValidationError(_("Choose at least one file."))
        if sum(upload.size or 0 for upload in self.uploads) > settings.UPLOAD_TAGGED_BYTES:
            raise forms.ValidationError(_("The files are larger than 50 MB together. Split them."))

    def brought(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file, of several as one archive."""
        files = [(upload.name or "-", upload.read()) for upload in self.uploads]
        if len(files) == 1:
            return files[0]
        return f"{files[0][0]} + {len(files) - 1}.zip", packed(files)


class ReadingForm(forms.Form):
    """How the file is to be read, if not as it seems."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=[("", gettext_lazy("as recognised")), *FORMATS.items()],
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Offsets count"),
        required=False,
        choices=[("", gettext_lazy("as recognised")), *UNITS.items()],
    )

    @property
    def wanted(self) -> str:
        """The format that the person says it is, empty if they do not say."""
        return self._chosen("format")

    @property
    def wanted_unit(self) -> Unit | None:
        """What the person says that offsets count."""
        chosen = self._chosen("unit")
        return Unit(chosen) if chosen else None

    def _chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class PlanForm(forms.Form):
    """A choice for each foreign name. Fields are numbered, as a name may be anything."""

    def __init__(self, outlook: Outlook, data: Any = None) -> None:
        super().__init__(data)
        self._outlook = outlook
        self._names: dict[str, str] = {}
        labels = [(OURS + label.name, label.title) for label in outlook.ours]
        kinds = [(OURS + kind.name, kind.title) for kind in outlook.kinds]
        people = [(OURS + handle, str(user)) for handle, user in outlook.members.items()]
        self._add("label", outlook.labels, labels, outlook.guessed_labels, new=_("a new label"))
        self._add(
            "link", outlook.links, kinds, outlook.guessed_links, new=_("a new kind of link"), shown=as_said
        )
        self._add("person", outlook.people, people, outlook.guessed_people)

    def _add(
        self,
        group: str,
        names: Mapping[str, int],
        ours: Choices,
        guessed: Mapping[str, str],
        *,
        new: str = "",
        shown: Callable[[str], str] = str,
    ) -> None:
        for number, name in enumerate(sorted(names)):
            key = f"{group}-{number}"
            self._names[key] = name
            self.fields[key] = (
                _choice(name, ours, guessed, new, shown(name)) if new else _person(name, ours, guessed)
            )

    def rows(self, group: str, counts: Mapping[str, int]) -> Iterable[tuple[str, int, forms.BoundField]]:
        """Yield each foreign name with how often it stands in the file, and its field."""
        for key, name in self._names.items():
            if key.startswith(f"{group}-"):
                yield str(self.fields[key].label), counts[name], self[key]

    def plan(self) -> Plan:
        """Return what was chosen."""
        chosen = {key: str(self.cleaned_data[key]) for key in self._names}
        members = self._outlook.members
        return Plan(
            labels={
                self._names[key]: self._ours(key, value) for key, value in chosen.items() if "label-" in key
            },
            links={
                self._names[key]: self._ours(key, value) for key, value in chosen.items() if "link-" in key
            },
            people=self._people(chosen, members),
        )

    def _ours(self, key: str, value: str) -> str | None:
        if value == LEAVE_OUT:
            return None
        return self._names[key] if value == NEW else value.removeprefix(OURS)

    def _people(self, chosen: Mapping[str, str], members: Mapping[str, User]) -> dict[str, User]:
        return {
            self._names[key]: members[value.removeprefix(OURS)]
            for key, value in chosen.items()
            if key.startswith("person-") and value
        }


def _choice(name: str, ours: Choices, guessed: Mapping[str, str], new: str, shown: str) -> forms.ChoiceField:
    known = OURS + name in {value for value, _title in ours}
    return forms.ChoiceField(
        label=shown,
        choices=[
            ("", _("Choose…")),
            *ours,
            *([] if known else [(NEW, new)]),
            (LEAVE_OUT, _("leave out")),
        ],
        initial=OURS + guessed[name] if name in guessed else "",
        error_messages={"required": _("Say what is to become of “%(name)s”.") % {"name": shown}},
    )


def _person(name: str, ours: Choices, guessed: Mapping[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=name,
        required=False,
        choices=[("", _("me, with the name kept")), *ours],
        initial=OURS + guessed[name] if name in guessed else "",
    )
