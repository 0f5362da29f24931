"""The addresses of people: signing in and out, their own pages, and the pages of who runs the site.

Names with ``account_``, ``mfa_`` and ``socialaccount_`` are those by which django-allauth finds its
way. What it has beyond these is not switched on.
"""

from allauth.account.views import reauthenticate
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views import account, mail, people, second_factor, sessions, sign_in, vouched


class Base36(StringConverter):
    """A person's number as django-allauth writes it; the key behind it holds hyphens of its own."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")

_SIGNING_IN = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", second_factor.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", second_factor.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/again/", reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", second_factor.again_by_code, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", second_factor.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("link/<str:token>/", sign_in.sign_in_link, name="sign-in-link"),
    path("password/", mail.reset_password, name="account_reset_password"),
    path("password/sent/", mail.reset_sent, name="account_reset_password_done"),
    path("password/<base36:uidb36>-<str:key>/", mail.reset_by_key, name="account_reset_password_from_key"),
    path("password/set/", mail.reset_done, name="account_reset_password_from_key_done"),
    path("oidc/<provider_id>/login/", vouched.login, name="openid_connect_login"),
    path("oidc/<provider_id>/login/callback/", vouched.callback, name="openid_connect_callback"),
    path("oidc/cancelled/", vouched.cancelled, name="socialaccount_login_cancelled"),
]
_OWN = [
    path("account/", account.account, name="account"),
    path("account/profile/", account.profile, name="account-profile"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/end/", sessions.end, name="sessions-end"),
    path("account/e-mail/", mail.own_address, name="account_email"),
    path("account/e-mail/<str:key>/", mail.verify_address, name="account_confirm_email"),
    path("account/second-factor/", second_factor.index, name="mfa_index"),
    path("account/second-factor/app/", second_factor.activate_app, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("account/second-factor/passkeys/", second_factor.passkeys, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/new/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/", second_factor.edit_passkey, name="mfa_edit_webauthn"),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("account/second-factor/codes/", second_factor.codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/second-factor/codes/file/", second_factor.codes_as_file, name="mfa_download_recovery_codes"
    ),
    path("account/vouched/", vouched.connections, name="socialaccount_connections"),
    path("language/", account.language, name="language"),
]
_PEOPLE = [
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/link/", people.person_link, name="person-link"),
    path("people/<int:pk>/rights/", people.person_rights, name="person-rights"),
    path("people/<int:pk>/address/", people.person_address, name="person-address"),
    path("people/<int:pk>/close/", people.person_close, name="person-close"),
    path("people/<int:pk>/reopen/", people.person_reopen, name="person-reopen"),
    path("people/<int:pk>/reset/", people.person_reset, name="person-reset"),
]

urlpatterns = [*_SIGNING_IN, *_OWN, *_PEOPLE]
