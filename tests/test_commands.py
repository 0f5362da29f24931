"""The commands of the Makefile, run as a person runs them."""

import os
import re
import stat
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socket import create_server
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from tests.serving import ROOT, SECONDS, Answer, Caller, Site, free_port, signed_in, start

pytestmark = pytest.mark.database  # the site that is started uses it

Start = Callable[..., Site]
THREADS = 8


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Start]:
    """Start ``make run`` with the settings given; stop it after the test."""
    started: list[Site] = []

    def starter(**settings: str) -> Site:
        started.append(start(tmp_path, **settings))
        return started[-1]

    yield starter
    for site in started:
        site.press_ctrl_c()


@pytest.fixture(scope="module")
def taken_port() -> Iterator[int]:
    """A port that another program uses."""
    with create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, taken_port: int) -> Iterator[Site]:
    """One site of two processes for all the tests that only use it, told to use a port that is taken."""
    site = start(tmp_path_factory.mktemp("site"), PORT=str(taken_port), WORKERS="2")
    site.lines_until_ready()
    yield site
    site.press_ctrl_c()


@pytest.fixture(scope="module")
def owner(site: Site) -> Caller:
    return signed_in(site)


def test_make_run_ends_with_four_lines_and_ctrl_c_stops_everything(run: Start) -> None:
    port = free_port()
    site = run(PORT=str(port))

    address, link, data, stop = site.lines_until_ready()[-4:]

    assert address == f"Xiwen is running at http://127.0.0.1:{port}"
    found = re.fullmatch(rf"Sign in once, within 30 minutes: (http://127\.0\.0\.1:{port}/link/\S+/)", link)
    assert found
    assert (data, stop) == (f"Your data are in {site.data}", "Press Ctrl-C to stop.")
    page = Caller(site).get(found[1]).text
    assert "<button" in page
    assert Caller(site).get(found[1]).text.count("<button") == page.count("<button")  # looking is no use

    site.press_ctrl_c()

    with pytest.raises(ProcessLookupError):
        os.killpg(site.process.pid, 0)  # nobody is left in the group
    with create_server(("127.0.0.1", port)):
        pass  # and the port is free again


def test_the_secret_is_for_its_owner_only(site: Site) -> None:
    assert stat.S_IMODE((site.data / "secret_key").stat().st_mode) == 0o600


def test_static_files_carry_names_that_never_change_their_contents(site: Site) -> None:
    page = Caller(site).get("/sign-in/").text

    style = re.search(r'href="(/static/css/[\w.-]+\.[0-9a-f]{12}\.css)"', page)

    assert style
    assert "immutable" in Caller(site).get(style[1]).headers["Cache-Control"]


def test_a_taken_port_moves_to_the_next_and_make_link_follows(site: Site, taken_port: int) -> None:
    link = subprocess.run(
        ["make", "link"], cwd=ROOT, env=site.env, capture_output=True, text=True, check=True
    )

    moved = re.fullmatch(rf"Port {taken_port} is taken; using (\d+) instead\.", site.said[-5])
    assert moved
    assert site.address == f"http://127.0.0.1:{moved[1]}"
    assert re.fullmatch(rf"http://127\.0\.0\.1:{moved[1]}/link/\S+/\n", link.stdout)


def test_behind_a_proxy_a_taken_port_is_not_left(run: Start, taken_port: int) -> None:
    site = run(PORT=str(taken_port), SITE_URL="https://xiwen.example.org")

    assert site.process.wait(SECONDS) != 0
    assert f"Port {taken_port} is taken. Stop the program that uses it, or set PORT." in "\n".join(site.said)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HOST", "0.0.0.0", "would offer plain http to the network"),  # noqa: S104, it is refused
        ("DATABASE_URL", "mysql://localhost/news", "It must start with sqlite: or postgresql:."),
    ],
)
def test_what_is_unsafe_does_not_start_and_says_why(run: Start, name: str, value: str, sentence: str) -> None:
    site = run(**{"PORT": str(free_port()), name: value})

    assert site.process.wait(SECONDS) != 0
    said = "\n".join(site.said)
    assert sentence in said
    assert "Traceback" not in said


def test_two_processes_answer_many_at_once(site: Site, owner: Caller) -> None:
    project = address_in(owner.get("/projects/"), r"/p/[\w-]+/")
    pages = [project, f"{project}team/", f"{project}export/", "/projects/", "/library/", "/account/"]
    headings = [heading_of(owner.get(page)) for page in pages]

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(owner.get, pages * 10))

    assert [answer.status for answer in answers] == [200] * 60
    assert [heading_of(answer) for answer in answers] == headings * 10
    assert site.said[-1] == "Press Ctrl-C to stop."  # no error, no warning


def test_tags_sent_at_once_to_two_processes_are_all_stored(site: Site, owner: Caller) -> None:
    project = address_in(owner.get("/projects/"), r"/p/[\w-]+/")
    work = address_in(owner.get(project), rf"{project}articles/\d+/")
    blocks = BeautifulSoup(owner.get(work).text, "html.parser").select(".blk[data-o]")
    block = max(blocks, key=lambda one: len(one.text))
    places = [int(str(block["data-o"])) + at for at, sign in enumerate(block.text) if "一" <= sign <= "鿿"]

    def tag(place: int) -> Answer:
        sent = {"request": uuid4(), "id": uuid4(), "label": "claim", "start": place, "end": place + 1}
        return owner.post(f"{work}spans/", **sent)

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(tag, places[:40]))

    assert [answer.status for answer in answers] == [201] * 40
    notes = BeautifulSoup(owner.get(work).text, "html.parser").select(".note[data-l=claim]")
    shown = {(int(str(note["data-s"])), int(str(note["data-e"]))) for note in notes}
    assert shown >= {(place, place + 1) for place in places[:40]}
    assert site.said[-1] == "Press Ctrl-C to stop."


def heading_of(page: Answer) -> str:
    found = re.search(r"<title>(.+?)</title>", page.text, re.DOTALL)
    assert found
    return found[1].strip()


def address_in(page: Answer, pattern: str) -> str:
    """Return the first address on the page that matches the whole pattern."""
    found = re.search(rf'href="({pattern})"', page.text)
    assert found, f"No link like {pattern}."
    return found[1]
