"""The addresses of projects and of work in them."""

from annotate.urls import agreement, exports, finding, imports, progress, teams, work

urlpatterns = [
    *teams.urlpatterns,
    *imports.urlpatterns,
    *work.urlpatterns,
    *exports.urlpatterns,
    *finding.urlpatterns,
    *progress.urlpatterns,
    *agreement.urlpatterns,
]
