"""What the pages of the library take in."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleQuerySet, InUse
from articles.text.phrases import MOST_PHRASES, Query


class LibraryForm(forms.Form):
    """Which articles of the library are shown. Every field may be left out."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    outlet = forms.ChoiceField(
        label=_("Outlet"),
        required=False,
        error_messages={"invalid_choice": _("No article is from this outlet. Choose another.")},
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *InUse.choices],
        error_messages={"invalid_choice": _("There is no such state. Choose another.")},
    )

    def __init__(self, data: QueryDict, *, outlets: Iterable[str]) -> None:
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["outlet"])
        field.choices = [("", _("All")), *((outlet, outlet) for outlet in outlets)]


LANGUAGES = [
    ("", _("Every language")),
    ("zh", _("Chinese")),
    ("zh-Hans", _("Chinese, simplified")),
    ("zh-Hant", _("Chinese, traditional")),
    ("en", _("English")),
]


class SearchForm(forms.Form):
    """What is looked for, and among which articles. Every field may be left out."""

    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    first = forms.DateField(
        label=_("Published from"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Published until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    lang = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=LANGUAGES,
        error_messages={"invalid_choice": _("There is no such language here. Choose another.")},
    )

    def clean_words(self) -> Query | None:
        """Read the words; None if there are none."""
        words = self.cleaned_data["words"]
        query = Query.of(words)
        if len(query.wanted) + len(query.unwanted) > MOST_PHRASES:
            raise forms.ValidationError(_("Those are too many words at once. Look for sixteen at most."))
        if query.unwanted and not query.wanted:
            raise forms.ValidationError(
                _("Write also what the texts shall hold: a word without a minus before it.")
            )
        if words and not query.wanted:
            raise forms.ValidationError(_("Punctuation alone is not searched for. Write a word."))
        return query if query.wanted else None

    def among(self) -> ArticleQuerySet | None:
        """Return the articles that the outlet and the language allow; None if neither is chosen."""
        outlet, lang = self.cleaned_data["outlet"], self.cleaned_data["lang"]
        articles = Article.objects.all()
        if outlet:
            articles = articles.filter(outlet=outlet)
        if lang:
            articles = articles.filter(Q(lang=lang) | Q(lang__startswith=f"{lang}-"))
        return articles if outlet or lang else None
