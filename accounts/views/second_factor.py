"""The pages of second factors, by name: what they need is loaded with the first of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

WANTED = "wanted"  # in the session: the page that asked for a second factor

View = Callable[..., HttpResponse]


def _later(name: str, *, for_guests: bool = False) -> View:
    """Return a view that fetches the one of this name when somebody asks for it."""

    @never_cache
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        answer: HttpResponse = import_string(name)(request, **arguments)
        return answer

    view.login_required = not for_guests  # type: ignore[attr-defined]
    return view


@require_safe
def passkeys(_request: HttpRequest) -> HttpResponse:
    """Lead to the page that shows the passkeys among the other factors."""
    return redirect("mfa_index")


index = _later("accounts.views.factors.index")
activate_app = _later("accounts.views.factors.activate_app")
add_passkey = _later("accounts.views.factors.add_passkey")
remove_app = _later("allauth.mfa.totp.views.deactivate_totp")
edit_passkey = _later("allauth.mfa.webauthn.views.edit_webauthn")
remove_passkey = _later("allauth.mfa.webauthn.views.remove_webauthn")
codes = _later("allauth.mfa.recovery_codes.views.view_recovery_codes")
new_codes = _later("allauth.mfa.recovery_codes.views.generate_recovery_codes")
codes_as_file = _later("allauth.mfa.recovery_codes.views.download_recovery_codes")
second_step = _later("allauth.mfa.base.views.authenticate", for_guests=True)
sign_in_by_passkey = _later("allauth.mfa.webauthn.views.login_webauthn", for_guests=True)
again_by_code = _later("allauth.mfa.base.views.reauthenticate")
again_by_passkey = _later("allauth.mfa.webauthn.views.reauthenticate_webauthn")
