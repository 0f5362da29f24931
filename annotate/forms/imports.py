"""What the import page takes in: files, or a pasted text with its address."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotate.actions.entries import Brought
from articles.importing import is_archive, pasted
from articles.importing.archives import too_large_archive
from articles.models import Outcome

LONGEST_ADDRESS = 2000  # characters
FEW = 30  # files that a request may wait for
_START = 8  # bytes by which an archive is known


class ImportForm(forms.Form):
    """Files, or a text with the address it is from. ``run`` is made with the form: batches share it."""

    # Not of type "hidden": a browser fills in what it held before a reload, unless autocomplete, which
    # that type cannot have, forbids it.
    run = forms.UUIDField(
        widget=forms.TextInput({"hidden": True, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("The page is out of date. Reload it and send the files again."),
            "invalid": gettext_lazy("The page is out of date. Reload it and send the files again."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy(
            "Select the whole page, copy it and paste it here. Menus and the like are dropped."
        ),
    )
    # A script that sends many files in batches says so, and which is the last one.
    background = forms.BooleanField(required=False, widget=forms.HiddenInput)
    last = forms.BooleanField(required=False, widget=forms.HiddenInput)
    html = forms.CharField(
        required=False, strip=False, widget=forms.Textarea({"hidden": True, "autocomplete": "off"})
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput({"placeholder": "https://", "autocomplete": "off"}),
        help_text=gettext_lazy("Where the pasted text is from. The same article is then known again."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        files: "Sequence[UploadedFile[bytes]]" = (),
        run: object = None,
    ) -> None:
        super().__init__(data, initial={"run": run})
        self.uploads = files

    def clean_address(self) -> str:
        """Check that the address is one of the web; an article's own page, not a file or a script."""
        address: str = self.cleaned_data["address"].strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if address and (parts.scheme not in {"http", "https"} or not parts.netloc):
            raise forms.ValidationError(_("Write the whole address, beginning with https://."))
        return address

    def clean(self) -> None:
        """Check that there is something to import."""
        if not self.uploads and not self._has_text():
            raise forms.ValidationError(_("Choose at least one file, or paste a text."))

    @property
    def is_for_later(self) -> bool:
        """Whether this is more than a request should wait for: many files, or an archive."""
        archives = (upload for upload in self.uploads if _is_archive(upload))
        return bool(self.cleaned_data["background"]) or len(self.uploads) > FEW or any(archives)

    @property
    def is_last(self) -> bool:
        """Whether nothing more comes: the script says so; without one, all comes at once."""
        return bool(self.cleaned_data["last"]) or not self.cleaned_data["background"]

    def brought(self) -> Iterator[Brought]:
        """Yield what is to be imported; each file is read only when its turn comes."""
        for upload in self.uploads:
            yield _brought(upload)
            upload.close()
        if self._has_text():
            name, raw = pasted(self.cleaned_data["text"], self.cleaned_data["html"])
            yield Brought(name, raw, self.cleaned_data["address"] or None)

    def _has_text(self) -> bool:
        return any(self.cleaned_data.get(field, "").strip() for field in ("text", "html"))


def _brought(upload: "UploadedFile[bytes]") -> Brought:
    """Return a file as it is imported: read, or open if it is a large archive."""
    name, size = upload.name or "-", upload.size or 0
    if size <= settings.UPLOAD_FILE_BYTES:
        return Brought(name, upload.read())
    if not _is_archive(upload):
        return Brought(name, None)
    if size > settings.UPLOAD_ARCHIVE_BYTES:
        return Brought(name, None, problem=too_large_archive(name))
    return Brought(name, None, archive=upload.file)


def _is_archive(upload: "UploadedFile[bytes]") -> bool:
    start = upload.read(_START)
    upload.seek(0)
    return is_archive(start)


class OutcomeForm(forms.Form):
    """Which files of an import are shown."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        required=False,
        choices=[("", gettext_lazy("All")), *Outcome.choices],
        error_messages={"invalid_choice": gettext_lazy("There is no such outcome. Choose another.")},
    )
