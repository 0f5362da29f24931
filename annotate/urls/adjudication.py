"""From the reviewers' tags to the gold, and back to the reviewers."""

from django.urls import path

from annotate.views.adjudication import feedback, page, queue

DESK = "p/<slug:slug>/adjudicate/"
ARTICLE = f"{DESK}<int:entry>/"
WORK = "p/<slug:slug>/articles/<int:entry>/"

urlpatterns = [
    path(DESK, queue.adjudication, name="adjudication"),
    path(f"{DESK}lessons/", feedback.lessons, name="lessons"),
    path(ARTICLE, page.adjudicate, name="adjudicate"),
    path(f"{ARTICLE}items/<slug:key>/", page.item_decide, name="decide"),
    path(f"{ARTICLE}undo/", page.adjudicate_undo, name="adjudicate-undo"),
    path(f"{ARTICLE}redo/", page.adjudicate_redo, name="adjudicate-redo"),
    path(f"{ARTICLE}finish/", page.adjudicate_finish, name="adjudicate-finish"),
    path(f"{ARTICLE}reopen/", page.adjudicate_reopen, name="adjudicate-reopen"),
    path(f"{WORK}gold/", feedback.gold, name="gold"),
    path(f"{WORK}feedback/", feedback.feedback, name="feedback"),
]
