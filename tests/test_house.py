"""The rules of the house that no linter knows. Each failure names the place and says what to do."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parent.parent
APPS = ("accounts", "annotate", "articles", "jobs")
PACKAGES = (*APPS, "config", "scripts", "tests")
LONGEST_FUNCTION = 40  # lines, docstring included
LONGEST_FILE = 400  # lines
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
}
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")
CLEANED = {"templates/annotate/_prose.html"}  # shows HTML that nh3 has cleaned, and nothing else
# Variables that other programs read, and that these tests set.
FOREIGN = {"CI", "DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE", "DEBIAN_FRONTEND", "PATH", "VNU"}


def modules(*packages: str) -> list[Path]:
    found = (path for package in packages for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def templates(pattern: str = "*.html") -> list[Path]:
    return sorted((ROOT / "templates").rglob(pattern))


def scripts() -> list[Path]:
    return sorted((ROOT / "static/js").rglob("*.js"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def constraints() -> list[models.BaseConstraint]:
    ours = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return [constraint for model in ours for constraint in model._meta.constraints]


@pytest.mark.parametrize("path", modules(*PACKAGES), ids=name_of)
def test_functions_fit_on_a_screen(path: Path) -> None:
    functions = (
        node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = [f"{node.name}, line {node.lineno}" for node in functions if _lines(node) > LONGEST_FUNCTION]
    assert not long, f"Split what is longer than {LONGEST_FUNCTION} lines: {'; '.join(long)}"


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short_enough_to_know() -> None:
    styles = sorted((ROOT / "static/css").rglob("*.css"))
    paths = [*modules(*PACKAGES), *templates(), *scripts(), *styles]
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    long = {name: lines for name, lines in long.items() if lines > LONGEST_FILE}
    assert not long, f"Split what is longer than {LONGEST_FILE} lines: {long}"


@pytest.mark.parametrize("path", modules(*(f"{app}/views" for app in APPS)), ids=name_of)
def test_views_change_nothing_themselves(path: Path) -> None:
    writes = [
        f".{call.func.attr}(), line {call.lineno}"
        for call in ast.walk(_tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in WRITES and not _is_plain_data(call)
    ]
    assert not writes, f"Move into actions: {'; '.join(writes)}"


def _is_plain_data(call: ast.Call) -> bool:
    """Whether this is ``some_dict.update({…})`` or ``digest.update(…)``, which change no row."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "update" and bool(call.args)


@pytest.mark.parametrize("path", modules(*APPS), ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    functions = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))
    hidden = [
        f"line {node.lineno}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, f"Move to the top, and break the circle that kept it here: {'; '.join(hidden)}"


@pytest.mark.parametrize("path", templates("_*.html"), ids=name_of)
def test_fragments_say_what_they_take_and_who_swaps_them(path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"\{# .+ Takes: .+\. Swapped by: .+\. #\}", first_line), (
        "Begin with {# What it shows. Takes: names. Swapped by: address names. #}"
    )


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_templates_hold_no_inline_code(path: Path) -> None:
    html = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    inline = re.findall(
        r"<script(?![^>]*\bsrc=)(?![^>]*\bjson\b)|<style|\sstyle=|\son[a-z]+=|hx-on\b|javascript:", html
    )
    assert not inline, f"Move into static/: {inline}. A strict Content-Security-Policy blocks it."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_templates_name_what_is_no_html_of_its_own_as_data(path: Path) -> None:
    bare = re.findall(r"(?<![\w-])hx-[\w-]+", path.read_text(encoding="utf-8"))
    assert not bare, f"Write data-{bare[0]}: a validator of HTML knows no {bare[0]}."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_templates_show_times_in_one_way(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    own = re.findall(r"\|\s*(?:date|time|timesince|timeuntil|localtime|utc)\b|\{% (?:now|localtime)", html)
    if not html.count('datetime="{{ seconds }}"'):
        own += re.findall(r"<time\b", html)
    assert not own, f"Replace {own}: show times with moment, day, ago or published of config/moments.py."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_templates_trust_no_text(path: Path) -> None:
    if name_of(path) in CLEANED:
        return
    trusted = re.findall(r"\|\s*safe\b|\{% autoescape off", path.read_text(encoding="utf-8"))
    assert not trusted, f"Remove {trusted}: text of articles and people is text, never HTML. Use format_html."


@pytest.mark.parametrize("path", modules(*APPS, "config"), ids=name_of)
def test_code_trusts_no_text(path: Path) -> None:
    calls = [
        f"line {node.lineno}"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Name | ast.alias)
        and "mark_safe" in (getattr(node, "id", None), getattr(node, "name", None))
    ]
    assert not calls, (
        f"Use format_html, which escapes its arguments, instead of mark_safe: {'; '.join(calls)}"
    )


@pytest.mark.parametrize("path", scripts(), ids=name_of)
def test_script_imports_can_be_given_hashed_names(path: Path) -> None:
    source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lost = [
        line.strip()
        for line in re.findall(r"^(?:import|export)\b[^;\"']*?[\"'].*$", source, re.MULTILINE)
        if re.search(r"\bfrom\s*[\"']|^import\s*[\"']", line)
        if not re.search(r"[\"']\./[\w./-]+\.js[\"'];$", line)
    ]
    assert not lost, f'Write imports like: import {{ name }} from "./module.js"; — found {lost}'


def test_types_are_imported_by_their_own_comment() -> None:
    # Between braces, as comments write types: in code the same fetches a module when it is wanted.
    wrong = [
        name_of(path)
        for path in scripts()
        if re.search(r"\{[^{}\n]*\bimport\([\"']", path.read_text(encoding="utf-8"))
    ]
    assert not wrong, f'Write /** @import {{ Name }} from "./types.js" */ instead of import("…") in {wrong}'


def test_every_setting_is_documented() -> None:
    documented = re.findall(
        r"^### `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(documented) == sorted(_settings_read()), (
        "Give each variable one heading in docs/settings.md."
    )


def _settings_read() -> set[str]:
    """Return the environment variables that the code reads, those with ``_FILE`` included."""
    paths = [*modules(*APPS, "config", "scripts"), ROOT / "gunicorn.conf.py", ROOT / "manage.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    read = r"(?:\benv\.(\w+)|\benviron(?:\.get|\.setdefault|\.pop)?|\b_?flag)[(\[]\s*f?\"([A-Z_]+)\""
    found = re.findall(read, code)
    names = {name for _, name in found} | {f"{name}_FILE" for reader, name in found if reader == "secret"}
    return names - FOREIGN


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        packages = {path: entry for path, entry in json.loads(text)["packages"].items() if path}
        bare = [path for path, entry in packages.items() if "integrity" not in entry]
        found = [path for path, entry in packages.items() if "resolved" in entry]
    else:
        bare = re.findall(r"^[\w.\[\]-]+==[^\\\n]+$", text, re.MULTILINE)
        found = re.findall(r"https?://\S+|^--\S*(?:url|index)\S*.*$", text, re.MULTILINE)
    assert not bare, f"Make the lock file again, with hashes for {bare}"
    assert not found, f"Make the lock file again, without addresses: {found}"


@pytest.mark.parametrize("app", APPS)
def test_migrations_have_names(app: str) -> None:
    files = [path.stem for path in (ROOT / app / "migrations").glob("0*.py")]
    unnamed = [name for name in files if re.search(r"_auto_|_alter_.*_and_more$|_and_more$", name)]
    assert not unnamed, f"Rename so that the name says what changes: {unnamed}"


@pytest.mark.parametrize("constraint", constraints(), ids=lambda constraint: constraint.name)
def test_constraints_speak_to_people(constraint: models.BaseConstraint) -> None:
    usual = models.BaseConstraint.default_violation_error_message
    assert constraint.violation_error_message != usual, "Give it a violation_error_message."
    message = str(constraint.violation_error_message)
    assert re.search(r"[.!?]$", message), f"Make it a sentence with a full stop: {message!r}"


@pytest.mark.parametrize("path", [*modules(*APPS, "config"), *scripts(), *templates()], ids=name_of)
def test_nothing_is_left_for_later(path: Path) -> None:
    # The words that are looked for, and no note themselves.
    later = list(_matches(path, r"\b(?:TODO|FIXME|XXX|HACK)\b"))
    assert not later, f"Do it, or file an issue and remove the note: {'; '.join(later)}"


def _matches(path: Path, pattern: str) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if re.search(pattern, line):
            yield f"line {number}: {line.strip()}"
