"""Who gets which article."""

from django.urls import path

from annotate.views.distribution import distribute, places, queue

WORK = "p/<slug:slug>/articles/<int:entry>/"

urlpatterns = [
    path("p/<slug:slug>/queue/", queue.queue, name="queue"),
    path("p/<slug:slug>/queue/next/", queue.queue_next, name="queue-next"),
    path("p/<slug:slug>/distribute/", distribute.distribute, name="distribute"),
    path("p/<slug:slug>/distribute/preview/", distribute.distribute_preview, name="distribute-preview"),
    path("p/<slug:slug>/distribute/hand-out/", distribute.distribute_hand_out, name="distribute-hand-out"),
    path("p/<slug:slug>/distribute/wanted/", distribute.distribute_wanted, name="distribute-wanted"),
    path(f"{WORK}take/", queue.work_take, name="work-take"),
    path(f"{WORK}skip/", queue.work_skip, name="work-skip"),
    path(f"{WORK}give-back/", queue.work_give_back, name="work-give-back"),
    path(f"{WORK}places/", places.entry_places, name="entry-places"),
    path(f"{WORK}places/<int:work>/free/", places.place_free, name="place-free"),
    path(f"{WORK}return/", places.work_return, name="work-return"),
]
