"""Where a project's data leaves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
