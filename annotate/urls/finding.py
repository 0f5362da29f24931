"""Where a project is searched."""

from django.urls import path

from annotate.views import search

urlpatterns = [path("p/<slug:slug>/search/", search.project_search, name="project-search")]
