"""Make rows for tests. Each maker asks for what the test is about and invents the rest."""

from itertools import count
from uuid import uuid4

from accounts.models import User
from annotate.actions.projects import found_project
from annotate.models import Entry, Label, Membership, Project, Way
from annotate.roles import Role
from articles.models import Article, Revision
from articles.text.blocks import Block
from articles.text.canonical import canonical_text
from articles.text.digest import sha256_of

_serial = count(1)

#: A title and two paragraphs: a cue, a quotation, a name with 𠮷, an emoji and a combining mark.
BLOCKS = (
    Block("title", "市长谈桥"),
    Block("paragraph", "市长王𠮷表示：“新桥😀明年通车。”专家认为这不会改变局势。"),
    Block("paragraph", "法新社报道说，工程已花费三亿元，咖啡馆 cafe\u0301 仍在营业。"),
)


def make_user(username: str = "", *, librarian: bool = False) -> User:
    return User.objects.create(username=username or f"user-{next(_serial)}", is_librarian=librarian)


def make_project(manager: User | None = None, *, way: str = Way.SHARED, name: str = "") -> Project:
    return found_project(manager or make_user(), name=name or f"Project {next(_serial)}", way=way)


def make_member(project: Project, role: Role = Role.REVIEWER, user: User | None = None) -> User:
    user = user or make_user()
    Membership.objects.create(project=project, user=user, role=role, handle=f"{role}-x{next(_serial)}")
    return user


def make_revision(*blocks: Block, address: str | None = None, outlet: str = "示例日报") -> Revision:
    blocks = blocks or BLOCKS
    text, placed = canonical_text(blocks)
    article = Article.objects.create(
        address=f"https://news.example/{uuid4()}.html" if address is None else address,
        digest=sha256_of(text),
        title=blocks[0].text,
        outlet=outlet,
        lang="zh-Hans",
    )
    return Revision.objects.create(
        article=article,
        number=1,
        text=text,
        digest=sha256_of(text),
        blocks=[{"kind": block.kind, "start": block.start, "end": block.end} for block in placed],
        extractor="test 1",
    )


def make_entry(project: Project, *blocks: Block, revision: Revision | None = None) -> Entry:
    revision = revision or make_revision(*blocks)
    return Entry.objects.create(
        project=project, article=revision.article, revision=revision, required=project.required
    )


def label_of(project: Project, name: str = "claim") -> Label:
    return project.labels.get(name=name)
