"""How far a project has come."""

from django.urls import path

from annotate.views import progress

urlpatterns = [
    path("p/<slug:slug>/progress/", progress.progress, name="progress"),
    path("p/<slug:slug>/progress/days.csv", progress.progress_days, name="progress-days"),
]
