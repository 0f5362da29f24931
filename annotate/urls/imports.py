"""Where articles come into a project."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
