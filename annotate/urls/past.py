"""What has happened, and what has been deleted."""

from django.urls import path

from annotate.views.past import history, trash

HISTORY = "p/<slug:slug>/articles/<int:entry>/history/"

urlpatterns = [
    path(HISTORY, history.history, name="history"),
    path(f"{HISTORY}<int:activity>/undo/", history.history_undo, name="history-undo"),
    path(f"{HISTORY}<int:activity>/<int:number>/restore/", history.tag_restore, name="history-restore"),
    path(f"{HISTORY}<int:activity>/<int:number>/put-back/", history.tag_put_back, name="history-put-back"),
    path("p/<slug:slug>/trash/", trash.trash, name="trash"),
    path("p/<slug:slug>/trash/articles/<int:entry>/put-back/", trash.entry_put_back, name="entry-put-back"),
    path("p/<slug:slug>/trash/tags/<int:span>/restore/", trash.span_restore, name="span-restore"),
    path("p/<slug:slug>/articles/take-out/", trash.entries_take_out, name="entries-take-out"),
    path("p/<slug:slug>/articles/<int:entry>/take-out/", trash.entry_take_out, name="entry-take-out"),
]
