"""Second factors: django-allauth's pages, with what we add to them."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

WANTED = "wanted"  # in the session: the page that asked for a second factor


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


@require_safe
def passkeys(_request: HttpRequest) -> HttpResponse:
    """Lead to the page that shows the passkeys among the other factors."""
    return redirect("mfa_index")


index = _Index.as_view()
activate_app = never_cache(_ActivateApp.as_view())
add_passkey = never_cache(_AddPasskey.as_view())
new_codes = generate_recovery_codes
sign_in_by_passkey = login_not_required(never_cache(LoginWebAuthnView.as_view()))
