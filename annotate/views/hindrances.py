"""What hinders a person who sent a form is said on the page that comes next."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError

from annotate.actions.problems import Conflict
from annotate.actions.receipts import Answered
from annotate.forms.spans import AskForm
from annotate.views.http import Request


def done_or_told(request: Request, form: AskForm, act: Callable[[], Answered]) -> Answered | None:
    """Do what a valid form asks for and return what came of it, or say what hinders it."""
    if not form.is_valid():
        messages.error(request, form.first_error())
        return None
    try:
        return act()
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    except Conflict as conflict:
        messages.error(request, conflict.message)
    return None
