"""The keys of the workbench, as one person wants them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotate.actions.keys import choose_keys, switch_keys
from annotate.forms.keys import KeysForm
from annotate.marking.keys import USUAL
from annotate.views.http import Request, wants_json


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: Request) -> HttpResponse:
    """Show which key does what; keep what was chosen, or go back to the usual keys."""
    if request.method == "POST" and "switch" in request.POST:
        return _switched(request)
    person = request.user
    chosen = {**USUAL, **person.keys["map"]}
    asked = USUAL if "usual" in request.POST else request.POST
    form = KeysForm(asked if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        choose_keys(person, form.cleaned_data)
        messages.success(request, _("The keys are saved."))
        return redirect("keys")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "annotate/keys.html", {"form": form, "enabled": person.keys["enabled"]}, status=status
    )


def _switched(request: Request) -> HttpResponse:
    """Switch single keys on or off: a script waits for no page."""
    switch_keys(request.user, enabled=request.POST["switch"] == "on")
    if wants_json(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect("keys")
