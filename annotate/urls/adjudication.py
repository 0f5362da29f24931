"""From the reviewers' tags to the gold, and back to the reviewers."""

from django.urls import path

from annotate.views import adjudicating, adjudication, adjudication_feedback

DESK = "p/<slug:slug>/adjudicate/"
ARTICLE = f"{DESK}<int:entry>/"
WORK = "p/<slug:slug>/articles/<int:entry>/"

urlpatterns = [
    path(DESK, adjudication.adjudication, name="adjudication"),
    path(f"{DESK}lessons/", adjudication_feedback.lessons, name="lessons"),
    path(ARTICLE, adjudicating.adjudicate, name="adjudicate"),
    path(f"{ARTICLE}items/<slug:key>/", adjudicating.item_decide, name="decide"),
    path(f"{ARTICLE}undo/", adjudicating.adjudicate_undo, name="adjudicate-undo"),
    path(f"{ARTICLE}redo/", adjudicating.adjudicate_redo, name="adjudicate-redo"),
    path(f"{ARTICLE}finish/", adjudicating.adjudicate_finish, name="adjudicate-finish"),
    path(f"{ARTICLE}reopen/", adjudicating.adjudicate_reopen, name="adjudicate-reopen"),
    path(f"{WORK}gold/", adjudication_feedback.gold, name="gold"),
    path(f"{WORK}feedback/", adjudication_feedback.feedback, name="feedback"),
]
