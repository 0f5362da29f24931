"""Scripts as they are served: hashed names, no comments, and still the same scripts."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from config.storage import ModuleStorage

ROOT = Path(__file__).parent.parent
# import … from "./x.js", import "./x.js" and import("./x.js")
IMPORT = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*\"(\./[^\"]+)\"")
STYLE = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
FILE = re.compile(r"(?<!@import )url\(")
COMMENT = re.compile(r"^\s*/\*\*", re.MULTILINE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storage.ModuleStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder, ModuleStorage(location=folder)


def test_every_import_names_a_file_that_carries_its_hash(collected):
    folder, storage = collected
    checked = 0
    for source in (ROOT / "static/js").glob("*.js"):
        script = (folder / storage.stored_name(f"js/{source.name}")).read_text()
        for target in IMPORT.findall(script):
            assert re.fullmatch(r"\./[\w-]+\.[0-9a-f]{12}\.js", target), f"{source.name}: {target}"
            assert (folder / "js" / target).exists()
            checked += 1
    assert checked > 20


def test_scripts_are_served_without_comments_and_others_as_they_came(collected):
    folder, _storage = collected

    assert not [path.name for path in (folder / "js").glob("*.js") if COMMENT.search(path.read_text())]
    htmx = next(folder.glob("django_htmx/htmx*.min.js"))
    assert htmx.stat().st_size > 10_000


def test_a_style_sheet_is_served_with_what_it_imports(collected):
    folder, storage = collected
    joined = {}
    for name in ("foundation", "pages", "workbench"):
        source = (ROOT / f"static/css/{name}.css").read_text()
        joined[name] = (folder / storage.stored_name(f"css/{name}.css")).read_text()
        parts = [(ROOT / "static/css" / part).read_text() for part in STYLE.findall(source)]
        assert len(parts) > 1
        places = [joined[name].find(first_rule(part)) for part in parts]
        assert places == sorted(places)
        assert places[0] >= 0

    assert not [name for name, style in joined.items() if "@import" in style or "/*" in style]


def first_rule(style: str) -> str:
    return re.sub(r"/\*.*?\*/\s*", "", style, flags=re.DOTALL).split("}")[0]


def test_styles_name_no_files_that_taking_them_in_would_lose():
    found = [path.name for path in (ROOT / "static/css").glob("*.css") if FILE.search(path.read_text())]
    assert not found, f"config/storage.py gives no hashed names to files in style sheets: {found}"


def test_the_scripts_do_the_same_without_their_comments(collected, tmp_path):
    folder, _storage = collected
    shutil.copytree(ROOT / "tests/js", tmp_path / "tests/js")
    shutil.copytree(ROOT / "tests/vectors", tmp_path / "tests/vectors")
    for source in (ROOT / "static/js").glob("*.js"):
        (tmp_path / "static/js").mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "js" / source.name, tmp_path / "static/js")
    shutil.copy(ROOT / "package.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    tests = sorted(str(path) for path in (tmp_path / "tests/js").glob("**/*.test.*js"))

    outcome = subprocess.run(
        ["node", "--test", *tests], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert outcome.returncode == 0, outcome.stdout[-3000:]
