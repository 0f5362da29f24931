"""Second factors: django-allauth's pages, with what we add to them.

Loaded with the first of these pages: the cryptography below them takes a quarter of a second.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.views.second_factor import WANTED


class _Index(IndexView):
    """What there is, and the page that asked for it."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        page: dict[str, object] = super().get_context_data(**kwargs)
        page["wanted"] = self.request.session.get(WANTED, "")
        return page


class _ActivateApp(ActivateTOTPView):
    """Whoever has just typed a code of the new app need not type another to see the recovery codes."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _told_again(self.request)
        return response


class _AddPasskey(AddWebAuthnView):
    """As above, for who has just used the new key."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _told_again(self.request)
        return response


def _told_again(request: HttpRequest) -> None:
    record_authentication(request, request.user, method="mfa", reauthenticated=True)


index = _Index.as_view()
activate_app = never_cache(_ActivateApp.as_view())
add_passkey = never_cache(_AddPasskey.as_view())
