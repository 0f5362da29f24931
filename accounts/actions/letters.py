"""Letters by e-mail. Who asks for one is told whether it has left."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

LOG = logging.getLogger(__name__)


def send_account_letter(address: str, link: str) -> bool:
    """Tell somebody that they have an account, and by which link they come in."""
    return send_letter(address, "accounts/letters/account", {"link": link})


def send_letter(address: str, template: str, words: dict[str, object]) -> bool:
    """Send a letter: its first line is the subject. False if none is sent here or the server refuses it."""
    if not settings.HAS_MAIL:
        return False
    subject, _blank, body = render_to_string(f"{template}.txt", words).strip().partition("\n")
    try:
        send_mail(subject.strip(), body.strip() + "\n", None, [address])
    except (smtplib.SMTPException, OSError):
        LOG.exception("A letter could not be sent.")
        return False
    return True
