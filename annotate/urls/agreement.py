"""Where a project shows how far its reviewers agree."""

from django.urls import path

from annotate.views.agreement import page

AGREEMENT = "p/<slug:slug>/agreement/"

urlpatterns = [
    path(AGREEMENT, page.agreement, name="agreement"),
    path(f"{AGREEMENT}agreement.json", page.agreement_json, name="agreement-json"),
    path(f"{AGREEMENT}agreement.csv", page.agreement_csv, name="agreement-csv"),
]
