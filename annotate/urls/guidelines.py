"""The rules by which a team tags."""

from django.urls import path

from annotate.views.guidelines import editing, page

RULES = "p/<slug:slug>/guidelines/"

urlpatterns = [
    path(RULES, page.guidelines, name="guidelines"),
    path(f"{RULES}edit/", editing.guidelines_edit, name="guidelines-edit"),
    path(f"{RULES}compare/", page.guidelines_compare, name="guidelines-compare"),
    path(f"{RULES}versions/", page.guidelines_versions, name="guidelines-versions"),
    path(f"{RULES}versions/<int:number>/", page.guidelines_version, name="guidelines-version"),
    path(
        f"{RULES}versions/<int:number>/restore/",
        editing.guidelines_restore,
        name="guidelines-restore",
    ),
]
