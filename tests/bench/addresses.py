"""Every page of lists, searches and progress that a user can reach, with all that can be chosen on it."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from annotate.models import Activity, Entry, Project, Way
from articles.models import ImportRun
from jobs.models import Job
from tests.bench.newsroom import OUTLETS, Newsroom

Asked = dict[str, str]  # the query of an address

WORDS = (
    "中国", "的", "习近平", "普京", "普", "林河市", "罕见词语", "没有这个词", "putin", '"human rights"', "😀",
    "台湾海峡", "乌克兰总统泽连斯基", "普京 习近平", "中国 -习近平", "的 罕见词语", "中国报道",
)  # fmt: skip
FILTERS: tuple[Asked, ...] = (
    {"outlet": OUTLETS[0]}, {"outlet": OUTLETS[-1]}, {"lang": "zh"}, {"lang": "en"},
    {"first": "2021-03-01", "last": "2021-03-31"}, {"last": "2020-01-03"},
    {"outlet": OUTLETS[3], "lang": "zh-Hant", "first": "2022-01-01"},
)  # fmt: skip
OF_TEAMS: tuple[Asked, ...] = (
    {"label": "quote"}, {"state": "assigned"}, {"state": "in_progress"}, {"state": "submitted"},
    {"state": "mine"}, {"label": "claim", "state": "submitted", "outlet": OUTLETS[-1], "lang": "en"},
)  # fmt: skip
LISTS: tuple[Asked, ...] = (
    {}, {"page": "2000"}, {"order": "newest"}, {"order": "oldest"}, {"order": "title"}, {"order": "outlet"},
    {"page": "9999"}, {"order": "oldest", "page": "100"},
    {"order": "newest", "page": "1500"}, {"order": "title", "page": "50"},
    {"order": "title", "page": "9999"}, {"order": "outlet", "page": "50"},
    {"order": "outlet", "page": "9999"},
    {"outlet": OUTLETS[0]},
    {"outlet": OUTLETS[-1]}, {"state": "assigned"}, {"state": "in_progress"}, {"state": "submitted"},
    {"state": "mine"}, {"words": "中国"}, {"words": "第99"}, {"words": "没有这个词"}, {"words": "东日报"},
    {"words": "中国", "outlet": OUTLETS[0], "state": "submitted", "order": "newest"},
    {"state": "submitted", "order": "title"}, {"outlet": OUTLETS[-1], "order": "oldest", "page": "2"},
)  # fmt: skip
DEEP: tuple[Asked, ...] = ({"words": "中国", "page": "50"}, {"words": "普京", "page": "50"})
DISTRIBUTED: tuple[Asked, ...] = (
    {}, {"page": "100"}, {"places": "new"}, {"places": "all", "page": "100"}, {"words": "中国"},
    {"words": "没有这个词"}, {"outlet": OUTLETS[0]}, {"outlet": OUTLETS[-1], "places": "all"},
)  # fmt: skip
OF_LIBRARY: tuple[Asked, ...] = (
    {}, {"page": "2000"}, {"page": "1000"}, {"title": "中国"}, {"title": "中国", "page": "50"},
    {"title": "第99"}, {"title": "没有这个词"},
    {"outlet": OUTLETS[0]}, {"outlet": OUTLETS[-1]}, {"state": "used"}, {"state": "unused"},
    {"title": "中国", "outlet": OUTLETS[0], "state": "used"},
)  # fmt: skip


class Page(NamedTuple):
    """One page that is asked for: the kind of page, who asks, and the address."""

    kind: str
    user: str
    address: str


def asked(kind: str, user: str, address: str, *queries: dict[str, str]) -> Iterator[Page]:
    """Yield one page for each query."""
    for query in queries:
        yield Page(kind, user, f"{address}?{urlencode(query)}" if query else address)


def pages(room: Newsroom) -> Iterator[Page]:
    """Yield all that is asked for."""
    yield from _library()
    for project, user in ((room.shared, "busy"), (room.apart, "lone"), (room.small, "busy")):
        yield from _searches(project, user)
    yield from _searches(room.shared, "librarian")
    for project, user in ((room.shared, "busy"), (room.shared, "librarian"), (room.apart, "lone"),
                          (room.apart, "librarian")):  # fmt: skip
        yield from asked(f"{project.name} list ({user})", user, f"/p/{project.slug}/", *LISTS)
        yield from _work(project, user)
    for project in (room.shared, room.apart):
        yield from _management(project)
    yield from _runs(room)
    for user in ("busy", "librarian"):
        yield from asked("projects", user, "/projects/", {})
        yield from asked("notices", user, "/notices/", {}, {"page": "50"}, {"page": "9999"})


def _library() -> Iterator[Page]:
    every = tuple({"words": words} for words in WORDS)
    narrowed = tuple({"words": words, **one} for words in ("中国", "普京") for one in FILTERS)
    yield from asked("library search", "librarian", "/library/search/", *every, *DEEP, *narrowed)
    yield from asked("library list", "librarian", "/library/", *OF_LIBRARY)


def _searches(project: Project, user: str) -> Iterator[Page]:
    every = tuple({"words": words} for words in WORDS)
    filters = (*FILTERS, *OF_TEAMS)
    narrowed = tuple({"words": words, **one} for words in ("中国", "普京") for one in filters)
    kind, search = f"{project.name} search ({user})", f"/p/{project.slug}/search/"
    yield from asked(kind, user, search, *every, *DEEP, *narrowed)
    tags = tuple({"place": "tags", **query} for query in (*every, *DEEP, *narrowed))
    yield from asked(f"{project.name} tags ({user})", user, search, *tags)


def _work(project: Project, user: str) -> Iterator[Page]:
    """Yield what everybody does every day."""
    home, name = f"/p/{project.slug}/", f"{project.name} ({user})"
    yield from asked(f"end page, {name}", user, f"{home}done/", {})
    shown: tuple[Asked, ...] = ({}, {"show": "done"}, {"show": "done", "page": "100"}, {"show": "skipped"})
    yield from asked(f"my work, {name}", user, f"{home}queue/", *shown)
    times: tuple[Asked, ...] = (
        {},
        {"days": "7"},
        {"days": "all"},
        {"days": "90", "page": "5"},
        {"days": "all", "page": "9999"},
    )
    yield from asked(f"progress, {name}", user, f"{home}progress/", *times)
    thrown: tuple[Asked, ...] = (
        {},
        {"show": "tags"},
        {"show": "tags", "page": "50"},
        {"show": "articles", "page": "9999"},
    )
    yield from asked(f"trash, {name}", user, f"{home}trash/", *thrown)
    yield from asked(f"team, {name}", user, f"{home}team/", {})
    whose = () if project.way == Way.SHARED else ({"whose": "gold"},)
    yield from asked(f"export, {name}", user, f"{home}export/", {}, {"drafts": "0"}, *whose)
    yield from asked(f"agreement, {name}", user, f"{home}agreement/", {}) if user == "librarian" else ()
    entries = Entry.objects.filter(project=project)
    for entry in (entries[0], entries[len(entries) // 2]):
        article = f"{home}articles/{entry.pk}/"
        yield from asked("workbench", user, article, {})
        yield from asked("comments", user, f"{article}comments/", {})
    told = Activity.objects.filter(project=project, number__gt=100).first()
    if told is not None and told.assignment is not None:
        address = f"{home}articles/{told.assignment.entry_id}/history/"
        yield from asked("history", user, address, {}, {"page": "30"}, {"page": "9999"})


def _management(project: Project) -> Iterator[Page]:
    """Yield what managers look at."""
    home, user = f"/p/{project.slug}/", "librarian"
    kind = f"distribution, {project.name}"
    yield from asked(kind, user, f"{home}distribute/", *DISTRIBUTED)
    kind = f"adjudication, {project.name}"
    ends: tuple[Asked, ...] = ({}, {"page": "50"}, {"page": "9999"})
    yield from asked(kind, user, f"{home}adjudicate/", *ends, *({"show": "finished", **end} for end in ends))
    yield from asked(f"lessons, {project.name}", user, f"{home}adjudicate/lessons/", *ends)
    for page in ("settings", "labels", "training", "import", "reclean", "guidelines"):
        yield from asked(f"settings, {project.name}", user, f"{home}{page}/", {})


def _runs(room: Newsroom) -> Iterator[Page]:
    """Yield what became of a hundred thousand files."""
    home = f"/p/{room.shared.slug}/"
    ends: tuple[Asked, ...] = ({}, {"page": "1000"}, {"page": "9999"})
    for run in ImportRun.objects.all()[:1]:
        outcomes: tuple[Asked, ...] = (
            {"outcome": "unchanged", "page": "1000"},
            {"outcome": "new"},
            {"outcome": "failed"},
        )
        yield from asked("import result", "librarian", f"{home}import/{run.pk}/", *ends, *outcomes)
    for look in Job.objects.filter(kind="reclean")[:1]:
        outcomes = ({"outcome": "same", "page": "1000"}, {"outcome": "change"})
        yield from asked("clean again", "librarian", f"{home}reclean/{look.pk}/", *ends, *outcomes)
