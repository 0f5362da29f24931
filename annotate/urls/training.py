"""Where newcomers practise."""

from django.urls import path

from annotate.views import training

urlpatterns = [
    path("p/<slug:slug>/training/", training.training, name="training"),
    path("p/<slug:slug>/articles/<int:entry>/training/", training.entry_training, name="entry-training"),
]
