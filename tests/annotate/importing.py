"""Importing in the browser, as the tests do it again and again."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotate.models import Entry, Project
from articles.models import ImportedFile
from tests.cast import Cast


def upload(raw: bytes, name: str = "article.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def page_of(project: Project) -> str:
    return f"/p/{project.slug}/import/"


def send(browser: Client, project: Project, *files: SimpleUploadedFile, as_json: bool = False, **fields):
    data = {"run": str(uuid4()), "files": list(files), **fields}
    headers = {"accept": "application/json"} if as_json else {}
    return browser.post(page_of(project), data, headers=headers)


def result_of(browser: Client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer.url).content.decode()


def outcomes() -> dict[str, str]:
    return dict(ImportedFile.objects.values_list("name", "outcome"))


def imported(cast: Cast, browser: Client, raw: bytes, name: str = "article.md") -> Entry:
    send(browser, cast.project, upload(raw, name))
    return cast.project.entries.get()


def source_of(entry: Entry) -> str:
    return f"/p/{entry.project.slug}/articles/{entry.pk}/source/"
