"""The rules by which a team tags."""

from django.urls import path

from annotate.views import guidelines, guidelines_edit

RULES = "p/<slug:slug>/guidelines/"

urlpatterns = [
    path(RULES, guidelines.guidelines, name="guidelines"),
    path(f"{RULES}edit/", guidelines_edit.guidelines_edit, name="guidelines-edit"),
    path(f"{RULES}compare/", guidelines.guidelines_compare, name="guidelines-compare"),
    path(f"{RULES}versions/", guidelines.guidelines_versions, name="guidelines-versions"),
    path(f"{RULES}versions/<int:number>/", guidelines.guidelines_version, name="guidelines-version"),
    path(
        f"{RULES}versions/<int:number>/restore/",
        guidelines_edit.guidelines_restore,
        name="guidelines-restore",
    ),
]
