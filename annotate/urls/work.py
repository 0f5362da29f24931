"""The workbench and what it sends."""

from django.urls import path

from annotate.views import keys
from annotate.views.bench import live, spans, unfinished, workbench
from annotate.views.revising import revisions, settle

WORK = "p/<slug:slug>/articles/<int:entry>/"

urlpatterns = [
    path("account/keys/", keys.keys, name="keys"),
    path("p/<slug:slug>/done/", workbench.project_done, name="project-done"),
    path(WORK, workbench.workbench, name="workbench"),
    path(f"{WORK}changes/", live.entry_changes, name="entry-changes"),
    path(f"{WORK}spans/", spans.span_create, name="span-create"),
    path(f"{WORK}spans/<str:ref>/", spans.span_change, name="span-change"),
    path(f"{WORK}spans/<str:ref>/delete/", spans.span_delete, name="span-delete"),
    path(f"{WORK}spans/<str:ref>/source/", spans.span_source, name="span-source"),
    path(f"{WORK}undo/", spans.step_undo, name="step-undo"),
    path(f"{WORK}redo/", spans.step_redo, name="step-redo"),
    path(f"{WORK}unfinished/", unfinished.work_unfinished, name="work-unfinished"),
    path(f"{WORK}submit/", spans.work_submit, name="work-submit"),
    path(f"{WORK}reopen/", spans.work_reopen, name="work-reopen"),
    path(f"{WORK}beat/", spans.work_beat, name="work-beat"),
    path(f"{WORK}revisions/", revisions.entry_revisions, name="entry-revisions"),
    path(f"{WORK}revisions/<int:older>/<int:newer>/", revisions.entry_compare, name="entry-compare"),
    path(f"{WORK}revisions/<int:number>/pin/", revisions.entry_move_pin, name="entry-move-pin"),
    path(f"{WORK}earlier/<int:work>/", revisions.entry_earlier, name="entry-earlier"),
    path(f"{WORK}settle/", settle.settle_page, name="settle"),
    path(f"{WORK}settle/undo/", settle.settle_undo, name="settle-undo"),
    path(f"{WORK}settle/<int:number>/", settle.span_settle, name="span-settle"),
]
