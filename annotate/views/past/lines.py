"""From acts to the lines of the history: what happened to which words, and what can be done about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from annotate.actions.parts import Work
from annotate.actions.tagging.reviving import can_come_back, may_bring_back
from annotate.actions.talking import member_for
from annotate.models import Activity, Kind, Label, Relation, Span, Verb
from annotate.models.history import STEPS
from annotate.models.labels import labels_of
from annotate.models.projects import in_language
from annotate.roles import Act, may
from articles.models import Revision

MOST = 8  # tags that one line tells of
LONGEST = 40  # characters of words that stand among others

#: Acts of which every word has been said once their verb stands there.
_SAID = {Verb.CREATE: True, Verb.DELETE: False, Verb.BRING_BACK: True}


@dataclass(slots=True)
class Item:
    """One tag that an act is about: what became of it, and what can be done."""

    span: Span
    label: Label
    what: list[str] = field(default_factory=list)
    jump: int | None = None  # the tag's number on the workbench
    can_restore: bool = False
    can_put_back: bool = False
    request: UUID = field(default_factory=uuid4)


@dataclass(slots=True)
class Line:
    """One act in the history."""

    act: Activity
    items: list[Item]
    more: int = 0  # tags that are not named
    where: str = ""  # other work than the present work of the team or of this person

    @property
    def comment(self) -> int | None:
        """The key of the comment that the act is about."""
        return self._said["id"] if self._said else None

    @property
    def _said(self) -> Mapping[str, Any] | None:
        return next((change for change in self.act.changes if change["thing"] == "comment"), None)

    @property
    def verb(self) -> str:
        """What was done, in words."""
        after = self._said["after"] if self._said else {}
        if "wording" in after:
            return _("changed a comment")
        if after.get("live") is False:
            return _("deleted a comment")
        if after.get("resolved") is False:
            return _("opened a thread again")
        return str(Verb(self.act.verb).label)


def lines_of(work: Work, acts: list[Activity]) -> list[Line]:
    """Return a line for each act, by a number of queries that does not depend on what they are."""
    known = _Known(work, acts)
    lines = [known.line(act) for act in acts]
    offered: set[int] = set()
    for item in (item for line in lines for item in line.items):
        item.can_restore = item.can_restore and item.span.pk not in offered  # once is enough
        offered.add(item.span.pk)
    return lines


class _Known:
    """What the lines of one page need: read once, as far as this person may see it."""

    def __init__(self, work: Work, acts: list[Activity]) -> None:
        self.work = work
        self.labels = labels_of(work.project)
        self.can_tag = may(work.role, Act.TAG) and not work.is_submitted
        changes = [change for act in acts for change in act.changes]
        member = member_for(work)
        links = Relation.objects.visible_to(member).filter(pk__in=_keys(changes, "relation"))
        self.links = {link.pk: link for link in links.select_related("to_span")}
        spans = _keys(changes, "span") | {link.from_span_id for link in self.links.values()}
        rows = Span.objects.visible_to(member).filter(pk__in=spans).select_related("assignment")
        self.spans = {span.pk: span for span in rows}
        self.texts = self._texts(changes)

    def _texts(self, changes: Iterable[Mapping[str, Any]]) -> dict[int, str]:
        """Return the wordings in which a range has changed, by key."""
        moved = {change["id"] for change in changes if _is_move(change)} & set(self.spans)
        wanted = {self.spans[key].assignment.revision_id for key in moved}
        present = self.work.entry.revision
        earlier = Revision.objects.filter(pk__in=wanted - {present.pk})
        texts = dict(earlier.values_list("pk", "text")) if wanted - {present.pk} else {}
        return {**texts, present.pk: present.text}

    def line(self, act: Activity) -> Line:
        items = self._items(act)
        return Line(act, items[:MOST], max(len(items) - MOST, 0), self._where(act))

    def _items(self, act: Activity) -> list[Item]:
        """Return the tags that the act is about, each once, in the order in which it took them."""
        items: dict[int, Item] = {}
        for change in act.changes:
            span = self._span(change)
            if span is None:
                continue
            item = items.setdefault(span.pk, Item(span, self.labels.by_pk[span.label_id]))
            item.what += self._what(act, span, change)
        for item in items.values():
            self._add_choices(act, item)
        return list(items.values())

    def _span(self, change: Mapping[str, Any]) -> Span | None:
        if change["thing"] == "span":
            return self.spans.get(change["id"])
        link = self.links.get(change["id"]) if change["thing"] == "relation" else None
        return self.spans.get(link.from_span_id) if link else None

    def _what(self, act: Activity, span: Span, change: Mapping[str, Any]) -> list[str]:
        before, after = change["before"], change["after"]
        if change["thing"] == "relation":
            words = _short(self.links[change["id"]].to_span.words)
            told = _("linked to %(words)s") if after["live"] else _("no longer linked to %(words)s")
            return [told % {"words": words}]
        found = []
        if "live" in before and _SAID.get(Verb(act.verb)) != after["live"]:
            found.append(_("is back") if after["live"] else _("is gone"))
        if _is_move(change):
            found.append(self._moved(span, before, after))
        if "label" in before:
            found.append(_arrow(self._title(before["label"]), self._title(after["label"])))
        elif "attrs" in before:  # another label has other attributes, which says it all
            found += self._attributes(span, before["attrs"], after["attrs"])
        return found

    def _attributes(self, span: Span, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
        """Say which attributes have got another value."""
        told = []
        for name in (name for name in {**old, **new} if old.get(name) != new.get(name)):
            definition = self._definition(span.label_id, name)
            values = (_value_of(definition, one.get(name, "")) for one in (old, new))
            told.append(f"{_name_of(definition, name)}: {_arrow(*values)}")
        return told

    def _definition(self, label: int, name: str) -> Mapping[str, Any]:
        """Return what an attribute is: of the label, or of one that the span had before."""
        labels = [self.labels.by_pk[label], *self.labels.by_pk.values()]
        found = (one for label in labels for one in label.attributes if one["name"] == name)
        return next(found, {})

    def _title(self, key: int) -> str:
        label = self.labels.by_pk.get(key)
        return label.title if label else _("a removed label")

    def _moved(self, span: Span, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        text = self.texts[span.assignment.revision_id]
        old = (before.get("start", span.start), before.get("end", span.end))
        new = (after.get("start", span.start), after.get("end", span.end))
        return _arrow(_short(text[slice(*old)]), _short(text[slice(*new)]))

    def _add_choices(self, act: Activity, item: Item) -> None:
        span, own = item.span, self.work.assignment
        is_here = own is not None and span.assignment_id == own.pk
        if span.deleted_at is None:
            item.jump = span.number if is_here else None
            editable = is_here and (span.author_id == self.work.user.pk or self.work.changes_all)
            item.can_put_back = editable and self.can_tag and _has_changed(act, span)
        elif span.assignment.is_current and can_come_back(span):
            item.can_restore = self.can_tag and may_bring_back(self.work, span)

    def _where(self, act: Activity) -> str:
        if act.assignment is None or act.assignment == self.work.assignment:
            return ""
        if not act.assignment.is_current:
            return _("on an earlier wording")
        return _("in the gold") if act.assignment.kind == Kind.GOLD else ""


def _keys(changes: Iterable[Mapping[str, Any]], thing: str) -> set[int]:
    return {change["id"] for change in changes if change["thing"] == thing}


def _is_move(change: Mapping[str, Any]) -> bool:
    return change["thing"] == "span" and bool({"start", "end"} & set(change["before"]))


def _has_changed(act: Activity, span: Span) -> bool:
    """Whether the act changed the span's label, range, attributes or links, and did not make it."""
    if act.verb not in {*STEPS, Verb.UNDO, Verb.REDO}:
        return False
    own = [change for change in act.changes if change["thing"] == "span" and change["id"] == span.pk]
    if any("live" in change["before"] for change in own):
        return False
    names = {"label": span.label_id, "start": span.start, "end": span.end, "attrs": span.attrs}
    differs = any(names.get(name, value) != value for one in own for name, value in one["before"].items())
    return differs or (not own and act.verb == Verb.LINK)


def _arrow(old: str, new: str) -> str:
    return f"{old} → {new}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _name_of(definition: Mapping[str, Any], name: str) -> str:
    return in_language(definition["titles"]) if definition else name


def _value_of(definition: Mapping[str, Any], value: str) -> str:
    choices = definition.get("choices", ())
    titles = next((choice["titles"] for choice in choices if choice["value"] == value), None)
    return in_language(titles) if titles else value or "–"
