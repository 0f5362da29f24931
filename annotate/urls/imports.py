"""Where articles come into a project, and what they came from."""

from django.urls import path

from annotate.views.importing import annotated, annotated_jobs, articles, jobs, recleaning
from annotate.views.revising import sources

TAGGED = "p/<slug:slug>/import/annotated/"
DONE = f"{TAGGED}done/<int:imported>/"
AGAIN = "p/<slug:slug>/reclean/"
SOURCE = "p/<slug:slug>/articles/<int:entry>/source/"

urlpatterns = [
    path("p/<slug:slug>/import/", articles.import_page, name="import"),
    path("p/<slug:slug>/import/<int:run>/", articles.import_result, name="import-result"),
    path(TAGGED, annotated.annotated_import, name="import-annotated"),
    path(f"{TAGGED}<int:pending>/", annotated.annotated_preview, name="import-annotated-preview"),
    path(
        f"{TAGGED}<int:pending>/reading/<int:look>/",
        annotated_jobs.annotated_look,
        name="import-annotated-look",
    ),
    path(DONE, annotated.annotated_result, name="import-annotated-result"),
    path(f"{DONE}progress/", annotated_jobs.annotated_progress, name="import-annotated-progress"),
    path(f"{DONE}stop/", annotated_jobs.annotated_stop, name="import-annotated-stop"),
    path(f"{DONE}resume/", annotated_jobs.annotated_resume, name="import-annotated-resume"),
    path("p/<slug:slug>/import/<int:run>/progress/", jobs.import_progress, name="import-progress"),
    path("p/<slug:slug>/import/<int:run>/stop/", jobs.import_stop, name="import-stop"),
    path("p/<slug:slug>/import/<int:run>/resume/", jobs.import_resume, name="import-resume"),
    path(AGAIN, recleaning.reclean, name="reclean"),
    path(f"{AGAIN}<int:job>/", recleaning.reclean_result, name="reclean-result"),
    path(f"{AGAIN}<int:job>/progress/", recleaning.reclean_progress, name="reclean-progress"),
    path(f"{AGAIN}<int:job>/stop/", recleaning.reclean_stop, name="reclean-stop"),
    path(f"{AGAIN}<int:job>/resume/", recleaning.reclean_resume, name="reclean-resume"),
    path(f"{AGAIN}<int:job>/apply/", recleaning.reclean_apply, name="reclean-apply"),
    path(f"{AGAIN}<int:job>/<int:finding>/", recleaning.reclean_compare, name="reclean-compare"),
    path(SOURCE, sources.entry_source, name="entry-source"),
    path(f"{SOURCE}raw/<int:provenance>/", sources.entry_raw, name="entry-raw"),
]
