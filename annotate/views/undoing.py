"""Telling what was done, with a button that takes it back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from annotate.models import Activity


def say(request: HttpRequest, sentence: str, done: Activity | None) -> None:
    """Show a sentence on the next page, with an Undo button where there is something to undo.

    The message's extra tag is the address to which the button posts.
    """
    undo = reverse("activity-undo", args=[done.project.slug, done.pk]) if done else ""
    messages.success(request, sentence, extra_tags=undo)
