"""What others do for Xiwen, where the operator says so: sending mail, and vouching for people."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env

_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and how."""

    host: str
    port: int
    user: str
    password: str
    begins_tls: bool  # STARTTLS
    speaks_tls: bool  # from the first byte


def mail(address: str) -> MailServer | None:
    """Translate ``smtp+tls://user:password@host:port``; nothing if no mail is sent.

    ``smtp`` is plain and taken for this machine only, ``smtp+tls`` begins TLS on the connection
    (STARTTLS), ``smtps`` speaks it from the first byte.
    """
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is not the address of a mail server. Write it like "
            "smtp+tls://user:password@mail.example.org:587."
        )
    if parts.scheme == "smtp" and not env.is_loopback(parts.hostname):
        raise ImproperlyConfigured(
            "EMAIL_URL would send mail, and the links in it, in the clear. Begin it with smtp+tls: or smtps:."
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        begins_tls=parts.scheme == "smtp+tls",
        speaks_tls=parts.scheme == "smtps",
    )


@dataclass(frozen=True)
class Voucher:
    """An OpenID Connect provider that vouches for people: where it is, and who we are to it."""

    issuer: str
    client: str
    secret: str
    name: str

    @property
    def app(self) -> dict[str, object]:
        """Return what django-allauth wants to know."""
        return {
            "provider_id": "oidc",
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True},
        }


def voucher(issuer: str) -> Voucher | None:
    """Return the provider at this address, if one is named; half a description of one is refused."""
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and env.is_loopback(parts.hostname or "")):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER={issuer!r} does not begin with https:. Write the issuer's address as it gives it."
        )
    client = os.environ.get("OIDC_CLIENT", "")
    secret = _secret()
    if not client or not secret:
        raise ImproperlyConfigured(
            "OIDC_ISSUER is set, so OIDC_CLIENT and OIDC_SECRET must be as well: the provider hands both out."
        )
    return Voucher(issuer, client, secret, os.environ.get("OIDC_NAME", "OpenID Connect"))


def _secret() -> str:
    path = os.environ.get("OIDC_SECRET_FILE")
    if path is None:
        return os.environ.get("OIDC_SECRET", "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"OIDC_SECRET_FILE={path} cannot be read: {error.strerror}. "
            "Point it at a file that holds the secret."
        ) from error
