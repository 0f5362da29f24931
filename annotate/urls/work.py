"""The workbench and what it sends."""

from django.urls import path

from annotate.views import spans, workbench

WORK = "p/<slug:slug>/articles/<int:entry>/"

urlpatterns = [
    path("p/<slug:slug>/done/", workbench.project_done, name="project-done"),
    path(WORK, workbench.workbench, name="workbench"),
    path(f"{WORK}spans/", spans.span_create, name="span-create"),
    path(f"{WORK}spans/<str:ref>/", spans.span_change, name="span-change"),
    path(f"{WORK}spans/<str:ref>/delete/", spans.span_delete, name="span-delete"),
    path(f"{WORK}spans/<str:ref>/source/", spans.span_source, name="span-source"),
    path(f"{WORK}undo/", spans.step_undo, name="step-undo"),
    path(f"{WORK}redo/", spans.step_redo, name="step-redo"),
    path(f"{WORK}submit/", spans.work_submit, name="work-submit"),
    path(f"{WORK}reopen/", spans.work_reopen, name="work-reopen"),
    path(f"{WORK}beat/", spans.work_beat, name="work-beat"),
]
