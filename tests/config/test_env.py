from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.mark.parametrize(
    ("word", "meaning"), [("yes", True), ("True", True), ("no", False), ("FALSE", False)]
)
def test_a_flag_is_a_yes_or_a_no(monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool) -> None:  # noqa: FBT001
    monkeypatch.setenv("DEBUG", word)

    assert env.flag("DEBUG", default=not meaning) is meaning


def test_a_flag_that_is_neither_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")

    with pytest.raises(ImproperlyConfigured, match=r"DEBUG='maybe' is not a yes or a no\. Set it"):
        env.flag("DEBUG", default=False)


@pytest.mark.parametrize("word", ["0", "65", "-1", "two", "", "２"])
def test_a_number_out_of_range_is_refused(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("WORKERS", word)

    with pytest.raises(ImproperlyConfigured, match="a whole number from 1 to 64"):
        env.whole("WORKERS", default=2, least=1, most=64)


def test_a_secret_is_made_once_and_kept_from_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY")

    first = env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key")
    second = env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key")

    assert first == second
    assert len(first) >= env.SHORTEST_SECRET
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("secret_key", 0o600)
    ]


def test_of_two_processes_started_together_the_first_secret_counts(tmp_path: Path) -> None:
    kept = tmp_path / "secret_key"
    draft = tmp_path / "draft"
    kept.write_text("the first")
    draft.write_text("the second")

    env._publish(draft, kept)

    assert kept.read_text() == "the first"
    assert not draft.exists()


@pytest.mark.parametrize("weak", ["", "short but V4rious!", "abc" * 40])
def test_a_weak_secret_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, weak: str) -> None:
    monkeypatch.setenv("SECRET_KEY", weak)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is weak"):
        env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key")


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "0123456789" * 6
    (tmp_path / "given").write_text(f"{secret}\r\n")
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "given"))

    assert env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key") == secret


def test_a_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "absent"))

    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY_FILE=.*absent cannot be read: No such file"):
        env.secret("SECRET_KEY", kept_in=tmp_path / "secret_key")


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8001", "https://析文.example.org/"]
)
def test_an_address_of_this_machine_or_with_https_is_taken(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SITE_URL", address)

    assert env.site_url("SITE_URL", default="") == address.rstrip("/")


@pytest.mark.parametrize(
    "address", ["http://xiwen.example.org", "http://192.168.1.5:8000", "http://[2001:db8::1]"]
)
def test_plain_http_to_others_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SITE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="is plain http, which would show passwords"):
        env.site_url("SITE_URL", default="")


@pytest.mark.parametrize("address", ["xiwen.example.org", "ftp://localhost", "https://", "https://a.org/sub"])
def test_what_is_no_address_of_a_site_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SITE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="is not the address of a site"):
        env.site_url("SITE_URL", default="")


def test_the_network_is_not_listened_to_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104, it is refused

    with pytest.raises(ImproperlyConfigured, match="would offer plain http to the network"):
        env.host("HOST", default="127.0.0.1")


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_URL", "https://xiwen.example.org"), ("PORT_IS_PRIVATE", "yes")]
)
def test_the_network_is_listened_to_behind_a_guard(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104, it is guarded
    monkeypatch.setenv(name, value)

    assert env.host("HOST", default="127.0.0.1") == "0.0.0.0"  # noqa: S104


def test_a_database_address_may_hold_odd_characters() -> None:
    found = env.database("postgresql://us%40er:p%2Fw@db.example.org:5433/%E6%9E%90%E6%96%87")

    names = ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    assert [found[name] for name in names] == ["us@er", "p/w", "db.example.org", "5433", "析文"]


def test_a_database_may_be_reached_by_a_socket() -> None:
    found = env.database("postgresql://xiwen@/news?host=/run/Postgres")

    assert (found["USER"], found["HOST"], found["NAME"]) == ("xiwen", "/run/Postgres", "news")


@pytest.mark.parametrize("address", ["mysql://localhost/news", "sqlite://", "news.sqlite3"])
def test_other_databases_are_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(address)


def test_a_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "data"))

    with pytest.raises(ImproperlyConfigured, match=r"DATA_DIR=.*cannot be made: Not a directory"):
        env.folder("DATA_DIR", default=tmp_path)
