"""What has been said about an article, thread by thread, as the pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.translation import get_language

from accounts.models import User
from annotate.actions.noticing import mark_read
from annotate.actions.parts import Work
from annotate.actions.talking import mark_seen, member_for
from annotate.marking.mentions import mentions_in
from annotate.marking.rows import Markup
from annotate.models import Comment, EarlierWords, Notice, Span
from annotate.models.labels import views_of
from annotate.roles import Act, may

SHOWN = 500  # comments, the newest


@dataclass(slots=True)
class Said:
    """A comment as it is shown: ``words`` are HTML, in which names that it mentions stand out."""

    comment: Comment
    words: str
    earlier: Sequence[EarlierWords]


@dataclass(slots=True)
class Thread:
    """A first comment with what was said after it.

    ``tag`` is the number of the tag that it is about, if the tag is of the work that this person sees;
    it may be gone from the text, or wait there since the wording has changed.
    """

    first: Said
    replies: list[Said] = field(default_factory=list)
    look: str = ""  # the classes of the style sheet for the tag's label
    tag: int | None = None
    is_gone: bool = False
    is_waiting: bool = False
    answer: UUID = field(default_factory=uuid4)  # of the answer that somebody may write

    @property
    def is_resolved(self) -> bool:
        """Whether nothing is left to say."""
        return self.first.comment.resolved_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether anything of it is left."""
        return any(one.comment.deleted_at is None for one in (self.first, *self.replies))

    @property
    def whose(self) -> User | None:
        """Whose own work it is about, where everybody works alone."""
        part = self.first.comment.assignment
        return part.reviewer if part is not None and self.tag is None else None


def threads_of(work: Work, people: Iterable[User]) -> list[Thread]:
    """Return what this person may read, thread by thread, and note that they have read it.

    ``people`` are those whose names stand out where they are mentioned.
    """
    visible = Comment.objects.visible_to(member_for(work)).filter(entry=work.entry)
    about = ("author", "span", "resolved_by", "assignment__reviewer")
    newest = visible.select_related(*about).prefetch_related("earlier").order_by("-pk")
    said = list(newest[:SHOWN])[::-1]
    names = [name for one in people for name in (one.name, one.username)]
    threads: dict[int, Thread] = {}
    present = _present(work, said)
    for comment in said:
        shown = Said(comment, marked_up(comment.text, names), list(comment.earlier.all()))
        if comment.parent_id is None:
            threads[comment.pk] = _thread(work, shown, present)
        elif comment.parent_id in threads:
            threads[comment.parent_id].replies.append(shown)
    if said:
        mark_seen(work, said[-1].pk)
        if work.user.unread:
            mark_read(Notice.objects.filter(comment__in=[comment.pk for comment in said]), work.user)
    return [thread for thread in threads.values() if thread.is_shown or _may_bring_back(work, thread)]


def _present(work: Work, said: Sequence[Comment]) -> dict[int, Span]:
    """Return the tags as they are now, by number: those of an earlier wording have successors."""
    numbers = {comment.span.number for comment in said if comment.span is not None}
    if not numbers or work.assignment is None:
        return {}
    found = Span.objects.filter(assignment=work.assignment, number__in=numbers)
    return {span.number: span for span in found.only("number", "deleted_at", "settled")}


def _thread(work: Work, first: Said, present: Mapping[int, Span]) -> Thread:
    span = first.comment.span
    if span is None:
        return Thread(first)
    look = views_of(work.project, get_language() or "en")[span.label_id].classes
    if not _is_here(work, first.comment):
        return Thread(first, look=look, is_gone=span.deleted_at is not None and span.settled)
    now = present.get(span.number, span)
    is_gone, is_waiting = now.deleted_at is not None and now.settled, not now.settled
    return Thread(first, look=look, tag=span.number, is_gone=is_gone, is_waiting=is_waiting)


def _is_here(work: Work, comment: Comment) -> bool:
    """Whether the tag is of the work that this person sees, in this wording or an earlier one."""
    part, about = work.assignment, comment.assignment
    return (
        part is not None
        and about is not None
        and (part.kind, part.reviewer_id) == (about.kind, about.reviewer_id)
    )


def _may_bring_back(work: Work, thread: Thread) -> bool:
    return thread.first.comment.author_id == work.user.pk or may(work.role, Act.MANAGE)


def marked_up(text: str, names: Sequence[str]) -> str:
    """Return the text as HTML: paragraphs and lines as written, and names that it mentions marked."""
    pieces, at = [], 0
    for mention in mentions_in(text, names):
        if mention.name:
            pieces.append(conditional_escape(text[at : mention.start]))
            pieces.append(format_html('<span class="mentioned">{}</span>', text[mention.start : mention.end]))
            at = mention.end
    pieces.append(conditional_escape(text[at:]))
    return Markup(linebreaks("".join(pieces)))
