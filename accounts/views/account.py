"""A person's own page, and the language of the site."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.people import change_password, choose_language
from accounts.forms import LanguageForm, PasswordForm
from accounts.models import User
from accounts.views.entering import address_after, keep_language


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and let them set or change their password."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - LoginRequiredMiddleware turns others away
    has_password = person.has_usable_password()
    form = PasswordForm(request.POST or None, has_password=has_password)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_password(person, new=data["password"], old=data.get("old", ""))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            update_session_auth_hash(request, person)
            messages.success(request, _("Your password is set. You can sign in with it from now on."))
            return redirect("account")
    page = {
        "form": form,
        "language_form": LanguageForm(initial={"language": person.language}),
        "has_password": has_password,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/account.html", page, status=status)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages: for this browser, and for the person who is signed in."""
    form = LanguageForm(request.POST)
    response = redirect(address_after(request) or "home")
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["language"])))
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, User):
        choose_language(request.user, chosen)
    keep_language(response, chosen)
    return response
