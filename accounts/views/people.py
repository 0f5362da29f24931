"""The people of the site, for its administrators."""

from http import HTTPStatus

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.administering import (
    add_account,
    change_address,
    change_rights,
    close_account,
    hand_out_link,
    reopen_account,
    take_second_factors,
)
from accounts.actions.letters import send_account_letter
from accounts.forms.people import AddressForm, NewAccountForm, PeopleFilterForm, RightsForm
from accounts.models import User

PER_PAGE = 50  # people
MOST_ACTIVITIES = 50  # the newest ones
FRESH_LINK = "fresh_sign_in_link"  # in the session, until it has been shown once


def _administrator(request: HttpRequest) -> User:
    """Return who asks; to anyone else these pages do not exist."""
    person = request.user
    if not isinstance(person, User) or not person.is_superuser:
        raise Http404(_("There is no such page."))
    return person


def _person(pk: int) -> User:
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such person."))
    return found


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List people, with what they may do and when they were here last."""
    _administrator(request)
    form = PeopleFilterForm(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    found = User.people.called(data.get("words", "")).with_use().order_by("username", "pk")
    match data.get("who"):
        case PeopleFilterForm.OPEN:
            found = found.filter(is_active=True)
        case PeopleFilterForm.CLOSED:
            found = found.filter(is_active=False)
        case PeopleFilterForm.RIGHTS:
            found = found.filter(is_superuser=True) | found.filter(is_librarian=True)
    page = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page", "1")),
        "section": "people",
        "is_filtered": bool(data.get("words") or data.get("who")),
    }
    return render(request, "accounts/people.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Create an account, and show the link by which its person comes in."""
    by = _administrator(request)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person, token = add_account(
                by,
                data["name"],
                email=data["email"],
                administrator=data["administrator"],
                librarian=data["librarian"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _show_link(request, token, email=data["email"])
            return redirect("person", person.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/person_new.html", {"form": form, "section": "people"}, status=status)


def _show_link(request: HttpRequest, token: str, *, email: str) -> None:
    """Let the next page show the link, and send it as well where there is an address and a mail server."""
    link = request.build_absolute_uri(reverse("sign-in-link", args=[token]))
    request.session[FRESH_LINK] = link
    if email and send_account_letter(email, link):
        messages.success(request, _("The link has been sent to %(address)s.") % {"address": email})


@require_safe
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: rights, address, and what administrators did to the account."""
    by = _administrator(request)
    return _show(request, by, pk)


def _show(request: HttpRequest, by: User, pk: int, address_form: AddressForm | None = None) -> HttpResponse:
    one = User.people.with_use().filter(pk=pk).first()
    if one is None:
        raise Http404(_("There is no such person."))
    address = EmailAddress.objects.filter(user=one).first()
    page = {
        "person": one,
        "is_self": one.pk == by.pk,
        "address": address,
        "section": "people",
        "rights_form": RightsForm(initial={"administrator": one.is_superuser, "librarian": one.is_librarian}),
        "address_form": address_form or AddressForm(initial={"email": address.email if address else ""}),
        "activities": list(one.account_activities.select_related("actor")[:MOST_ACTIVITIES]),
        "fresh_link": request.session.pop(FRESH_LINK, ""),
    }
    bad = address_form is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    return render(request, "accounts/person.html", page, status=status)


@require_POST
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link that lets somebody in once."""
    by = _administrator(request)
    try:
        token = hand_out_link(_person(pk), by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _show_link(request, token, email="")
    return redirect("person", pk)


@require_POST
def person_rights(request: HttpRequest, pk: int) -> HttpResponse:
    """Make somebody an administrator or a librarian, or no longer one."""
    by = _administrator(request)
    one = _person(pk)
    form = RightsForm(request.POST)
    form.full_clean()
    try:
        changed = change_rights(
            one,
            by,
            administrator=form.cleaned_data["administrator"],
            librarian=form.cleaned_data["librarian"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if changed:
            messages.success(request, _("The rights of %(name)s are changed.") % {"name": one.name})
        if one.pk == by.pk and not form.cleaned_data["administrator"]:
            return redirect("home")
    return redirect("person", pk)


@require_POST
def person_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Change somebody's e-mail address."""
    by = _administrator(request)
    one = _person(pk)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            change_address(one, by, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return _show(request, by, pk, form)
    messages.success(request, _("The address of %(name)s is changed.") % {"name": one.name})
    return redirect("person", pk)


@require_POST
def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in no more."""
    by = _administrator(request)
    one = _person(pk)
    try:
        close_account(one, by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person", pk)
    if one.pk == by.pk:
        return redirect("sign-in")
    words = {"name": one.name}
    messages.success(request, _("The account of %(name)s is closed. Their work stays.") % words)
    return redirect("person", pk)


@require_POST
def person_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again."""
    by = _administrator(request)
    one = _person(pk)
    reopen_account(one, by)
    messages.success(request, _("The account of %(name)s is open again.") % {"name": one.name})
    return redirect("person", pk)


@require_POST
def person_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factors away from somebody who has lost them."""
    by = _administrator(request)
    one = _person(pk)
    count = take_second_factors(one, by)
    sentence = ngettext(
        "%(count)d second factor of %(name)s is gone, and they have been signed out everywhere.",
        "%(count)d second factors of %(name)s are gone, and they have been signed out everywhere.",
        count,
    )
    messages.success(request, sentence % {"count": count, "name": one.name})
    return redirect("person", pk)
