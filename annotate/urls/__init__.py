"""The addresses of projects and of work in them."""

from annotate.urls import (
    adjudication,
    agreement,
    exports,
    finding,
    guidelines,
    imports,
    labels,
    past,
    progress,
    queue,
    talk,
    teams,
    training,
    work,
)

urlpatterns = [
    *teams.urlpatterns,
    *imports.urlpatterns,
    *work.urlpatterns,
    *exports.urlpatterns,
    *finding.urlpatterns,
    *progress.urlpatterns,
    *queue.urlpatterns,
    *talk.urlpatterns,
    *past.urlpatterns,
    *agreement.urlpatterns,
    *adjudication.urlpatterns,
    *training.urlpatterns,
    *guidelines.urlpatterns,
    *labels.urlpatterns,
]
