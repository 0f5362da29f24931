"""Mail servers and sign-in services, as the operator names them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.services import MailServer, Voucher, mail, voucher


def test_without_a_name_there_is_neither() -> None:
    assert mail("") is None
    assert voucher("") is None


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp+tls://m%40x:p%2Fw@mail.example", MailServer("mail.example", 587, "m@x", "p/w", True, False)),
        ("smtps://mail.example:4650", MailServer("mail.example", 4650, "", "", False, True)),
        ("smtp://localhost", MailServer("localhost", 25, "", "", False, False)),
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, "", "", False, False)),
    ],
)
def test_a_mail_server_is_read_from_its_address(address: str, server: MailServer) -> None:
    assert mail(address) == server


@pytest.mark.parametrize(
    "address", ["mail.example", "http://mail.example", "smtps://", "smtp://mail.example"]
)
def test_a_mail_server_that_makes_no_sense_or_would_be_overheard_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_URL .*smtp\+tls:"):
        mail(address)


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("OIDC_CLIENT", "xiwen")
    monkeypatch.setenv("OIDC_SECRET", "secret")
    return monkeypatch


def test_a_service_is_described_by_four_variables(described: pytest.MonkeyPatch) -> None:
    described.setenv("OIDC_NAME", "News")

    found = voucher("https://login.example/realm")

    assert found == Voucher("https://login.example/realm", "xiwen", "secret", "News")
    assert found.app["client_id"] == "xiwen"
    assert found.app["settings"] == {"server_url": "https://login.example/realm", "oauth_pkce_enabled": True}


def test_the_secret_may_lie_in_a_file(described: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(" from the file\n")
    described.setenv("OIDC_SECRET_FILE", str(tmp_path / "secret"))

    found = voucher("http://localhost:8080")

    assert found is not None
    assert "from the file" in found.app.values()
    described.setenv("OIDC_SECRET_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match=r"OIDC_SECRET_FILE=.* cannot be read"):
        voucher("http://localhost:8080")


@pytest.mark.parametrize("issuer", ["http://login.example", "login.example", "ftp://localhost"])
def test_a_service_that_would_be_overheard_is_refused(described: pytest.MonkeyPatch, issuer: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="does not begin with https:"):
        voucher(issuer)


@pytest.mark.parametrize("missing", ["OIDC_CLIENT", "OIDC_SECRET"])
def test_half_a_description_is_refused(described: pytest.MonkeyPatch, missing: str) -> None:
    described.delenv(missing)

    with pytest.raises(ImproperlyConfigured, match="must be as well"):
        voucher("https://login.example")
