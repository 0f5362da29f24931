"""The HTML of every page: well formed, its references meet, and one heading names it.

``VNU=path/to/vnu.jar`` has the validator of the W3C read the pages too. CONTRIBUTING tells where it is from.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client
from html5lib.constants import E as SAYS

from tests.cast import just_signed_in
from tests.walking import PAGES, Look, every_page

pytestmark = pytest.mark.django_db

#: Attributes that name other elements by their ids.
POINTERS = (
    "for",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-labelledby",
    "form",
    "list",
    "popovertarget",
)


@pytest.fixture
def pages(settings) -> dict[str, bytes]:
    """Return every page by its name, asked for as a browser does."""
    cache.clear()
    settings.HAS_MAIL = True
    return {name: asked(name, look) for name, look in every_page().items()}


def asked(name: str, look: Look) -> bytes:
    answer = (just_signed_in(look.who) if look.who else Client()).get(look.address)
    assert answer.status_code == look.status, f"{name}: {look.address} answers {answer.status_code}"
    return answer.content


def test_every_page_is_well_formed(pages: dict[str, bytes], tmp_path: Path) -> None:
    assert set(pages) >= PAGES, "Lead to these in tests/walking.py."
    faults = [f"{name}: {fault}" for name, page in pages.items() for fault in faults_of(page)]
    assert not faults, "\n".join(faults)
    if jar := os.environ.get("VNU"):
        validate(jar, pages, tmp_path)


def faults_of(page: bytes) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page, transport_encoding="utf-8")
    yield from (f"line {at[0]}: {SAYS[code] % values}" for at, code, values in parser.errors)
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"the id {name} is there {count} times" for name, count in ids.items() if count > 1)
    yield from (f"{name} points at {to}, which is not there" for name, to in pointers(root) if to not in ids)
    # Guidelines are written by people, who may begin at the top.
    ours = {*root.iter("h1")} - {
        one for prose in root.iterfind(".//div[@class='prose section']") for one in prose
    }
    if len(ours) != 1:
        yield f"{len(ours)} first headings"


def pointers(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        for name in POINTERS:
            for to in (element.get(name) or "").split():
                yield name, to


def validate(jar: str, pages: dict[str, bytes], folder: Path) -> None:
    """Fail if the validator finds an error in a page."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_bytes(page)
    said = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "gnu", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr


def test_the_parser_finds_what_is_wrong() -> None:
    wrong = b"<!DOCTYPE html><title>x</title><p id=a><div id=a><label for=b></label></p>"

    assert list(faults_of(wrong)) == [
        "line 1: Unexpected end tag (p). Ignored.",
        "line 1: Expected closing tag. Unexpected end of file.",
        "the id a is there 2 times",
        "for points at b, which is not there",
        "0 first headings",
    ]
