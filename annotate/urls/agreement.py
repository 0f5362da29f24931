"""Where a project shows how far its reviewers agree."""

from django.urls import path

from annotate.views import agreement

AGREEMENT = "p/<slug:slug>/agreement/"

urlpatterns = [
    path(AGREEMENT, agreement.agreement, name="agreement"),
    path(f"{AGREEMENT}agreement.json", agreement.agreement_json, name="agreement-json"),
    path(f"{AGREEMENT}agreement.csv", agreement.agreement_csv, name="agreement-csv"),
]
