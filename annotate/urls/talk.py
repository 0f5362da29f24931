"""What people say to each other, and what they ought to know."""

from django.urls import path

from annotate.views.talk import comments, notices

TALK = "p/<slug:slug>/articles/<int:entry>/comments/"

urlpatterns = [
    path(TALK, comments.comments, name="comments"),
    path(f"{TALK}<int:comment>/resolve/", comments.comment_resolve, name="comment-resolve"),
    path(f"{TALK}<int:comment>/delete/", comments.comment_delete, name="comment-delete"),
    path(f"{TALK}<int:comment>/change/", comments.comment_change, name="comment-change"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices-read"),
    path("notices/by-mail/", notices.notices_by_mail, name="notices-by-mail"),
    path("notices/<int:notice>/", notices.notice_open, name="notice"),
]
