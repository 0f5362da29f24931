"""What searching a project takes in."""

from typing import cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotate.forms.projects import ArticleFilterForm
from annotate.models import Project
from articles.forms import SearchForm


class Place(models.TextChoices):
    """Where it is looked."""

    ARTICLES = "articles", _("Articles")
    TAGS = "tags", _("Tags")


class ProjectSearchForm(SearchForm):
    """What is looked for in a project: in its articles, or in the words that are tagged."""

    place = forms.ChoiceField(label=_("Look in"), required=False, choices=Place.choices)
    label = forms.ChoiceField(
        label=_("Label"),
        required=False,
        error_messages={"invalid_choice": _("There is no such label in this project. Choose another.")},
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=cast("forms.ChoiceField", ArticleFilterForm.base_fields["state"]).choices,
        error_messages={"invalid_choice": _("There is no such state. Choose another.")},
    )

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["label"])
        labels = [(label.name, label.title) for label in project.labels.all()]
        field.choices = [("", _("Every label")), *labels]

    def clean_place(self) -> str:
        """Look in the articles unless the tags are asked for."""
        return self.cleaned_data["place"] or Place.ARTICLES
