"""The addresses of projects and of work in them."""

from annotate.urls import exports, imports, teams, work

urlpatterns = [*teams.urlpatterns, *imports.urlpatterns, *work.urlpatterns, *exports.urlpatterns]
