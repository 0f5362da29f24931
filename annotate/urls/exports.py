"""Where a project's data leaves."""

from django.urls import path

from annotate.views import exports

urlpatterns = [
    path("p/<slug:slug>/export/", exports.export, name="export"),
    path("p/<slug:slug>/export/<slug:kind>/", exports.export_download, name="export-download"),
]
