"""The letters that django-allauth asks for, in our words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.actions.letters import send_letter

# By allauth's names. These tell somebody what to do.
LETTERS = {
    "account/email/email_confirmation": "accounts/letters/verify",
    "account/email/password_reset_key": "accounts/letters/password",
    "account/email/account_already_exists": "accounts/letters/known",
}
# These tell somebody what has changed, in case it was not they.
CHANGES = {
    "account/email/email_changed": _("The e-mail address was changed from %(from_email)s to %(to_email)s."),
    "account/email/email_deleted": _("The e-mail address %(deleted_email)s was taken out."),
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("A new password was set by a link sent to this address."),
    "account/email/password_set": _("A password was set."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones let nobody in."),
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "socialaccount/email/account_connected": _("From now on %(provider)s can sign in to it."),
    "socialaccount/email/account_disconnected": _("From now on %(provider)s can no longer sign in to it."),
}


def send_asked_letter(asked: str, address: str, words: Mapping[str, object]) -> bool:
    """Send the letter that allauth calls ``asked``. False if there is none, or it could not be sent."""
    if asked in CHANGES:
        told = {**words, "sentence": CHANGES[asked] % words}
        return send_letter(address, "accounts/letters/changed", told)
    return asked in LETTERS and send_letter(address, LETTERS[asked], dict(words))
