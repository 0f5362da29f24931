"""A report as JSON and as a table, with names instead of keys. ``docs/agreement.md`` lists the fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotate.measures.comparing import Counts
from annotate.reports.agreement import Standing
from annotate.reports.agreement_content import Content
from annotate.reports.agreement_names import ArticleName, Names, articles_in, names_in
from annotate.reports.agreement_sums import ANY

SCHEMA = "xiwen-agreement/1"
HEAD = (
    "level",
    "name",
    "label",
    "articles",
    "spans",
    "same",
    "boundary",
    "other_label",
    "missing",
    "f1",
    "exact_f1",
    "overlap_f1",
    "u_alpha",
    "u_alpha_low",
    "u_alpha_high",
)
Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A report, what is known about it, and the names in it."""

    standing: Standing
    content: Content
    names: Names
    articles: Mapping[int, ArticleName]

    def as_json(self) -> Content:
        """Return the report as files hold it."""
        choice, report = self.standing.choice, self.standing.report
        found = self.content
        return {
            "schema": SCHEMA,
            "project": choice.member.project.slug,
            "measured_at": report.measured_at.isoformat() if report and report.measured_at else None,
            "is_up_to_date": self.standing.is_up_to_date,
            "selection": {
                "reviewer": self.names.handle(choice.reviewer) if choice.reviewer else None,
                "since": choice.since.isoformat() if choice.since else None,
                "until": choice.until.isoformat() if choice.until else None,
            },
            "articles": found["articles"],
            "reviewers": [self.names.handle(one) for one in found["reviewers"]],
            "overall": _line(found["overall"]),
            "labels": [self._labelled(line) for line in found["labels"]],
            "accepted_suggestions": found["suggested"],
            "by_hand": self._by_hand(found["by_hand"]),
            "pairs": [self._pair(pair) for pair in found["pairs"]],
            "weeks": [{**week, "counts": self._counts(week["counts"])} for week in found["weeks"]],
            "worst_articles": [self._article(one) for one in found["worst"] if one["entry"] in self.articles],
            "mixed_up_labels": [
                {"labels": sorted((self._label(first), self._label(second))), "spans": number}
                for first, second, number in found["confused"]
            ],
            "attributes": [{**one, "label": self._label(one["label"])} for one in found["values"]],
            "relations": [{**one, "kind": self._kind(one["kind"])} for one in found["links"]],
        }

    def rows(self) -> Iterator[Row]:
        """Yield the report as a table, the head first."""
        found = self.content
        yield HEAD
        yield _row("overall", "", "", found["articles"], found["overall"])
        for line in found["labels"]:
            yield _row("label", "", self._label(line["label"]), found["articles"], line)
        for pair in found["pairs"]:
            name = " ".join(self.names.handle(one) for one in pair["reviewers"])
            yield from self._rows("pair", name, pair["articles"], pair["counts"])
        for week in found["weeks"]:
            yield from self._rows("week", week["week"], week["articles"], week["counts"])
        for one in found["worst"]:
            if one["entry"] in self.articles:
                name = f"a{self.articles[one['entry']].key}"
                yield from self._rows("article", name, 1, one["counts"])

    def _rows(self, level: str, name: str, articles: int, counts: Mapping[str, Any]) -> Iterator[Row]:
        for label, numbers in counts.items():
            shown = "" if int(label) == ANY else self._label(int(label))
            yield _row(level, name, shown, articles, {"counts": numbers})

    def _label(self, key: int) -> str:
        found = self.names.labels.get(key)
        return found.name if found else f"label-{key}"

    def _kind(self, key: int) -> str:
        found = self.names.kinds.get(key)
        return found.name if found else f"relation-{key}"

    def _labelled(self, line: Content) -> Content:
        return {"label": self._label(line["label"]), **_line(line)}

    def _by_hand(self, found: Content | None) -> Content | None:
        if found is None:
            return None
        return {
            "overall": _line(found["overall"]),
            "labels": [self._labelled(line) for line in found["labels"]],
        }

    def _pair(self, pair: Content) -> Content:
        return {
            "reviewers": [self.names.handle(one) for one in pair["reviewers"]],
            "articles": pair["articles"],
            "counts": self._counts(pair["counts"]),
        }

    def _article(self, one: Content) -> Content:
        article = self.articles[one["entry"]]
        return {
            "article": f"a{article.key}",
            "entry": one["entry"],
            "title": article.title,
            "counts": self._counts(one["counts"]),
        }

    def _counts(self, counts: Mapping[str, Any]) -> Content:
        named = {int(label): _named_counts(numbers) for label, numbers in counts.items()}
        overall = named.pop(ANY, _named_counts(Counts()))
        return {"overall": overall, "labels": {self._label(label): one for label, one in named.items()}}


def named(standing: Standing) -> Named:
    """Return the report of ``standing``, of which there must be one, with names, by four queries."""
    content = standing.content
    if content is None:
        raise ValueError("Nothing has been measured yet.")
    member = standing.choice.member
    reviewers = {*content["reviewers"], standing.choice.reviewer or 0}
    return Named(
        standing,
        content,
        names_in(member, reviewers),
        articles_in(member, [one["entry"] for one in content["worst"]]),
    )


def _named_counts(numbers: Any) -> Content:
    counts = Counts(*numbers)
    return {
        "spans": counts.spans,
        "same": counts.same,
        "exact": counts.exact,
        "overlapping": counts.overlapping,
        "boundary": counts.boundary,
        "other_label": counts.label,
        "missing": counts.missing,
        "f1": counts.f1.as_float(),
    }


def _line(line: Content) -> Content:
    """Return a line of the report with its counts named; the label goes before it."""
    numbers = {name: value for name, value in line.items() if name not in ("counts", "label")}
    counts = _named_counts(line["counts"])
    del counts["f1"]
    return {**counts, **numbers}


def _row(level: str, name: str, label: str, articles: int, line: Content) -> Row:
    counts = Counts(*line["counts"])
    u_alpha = line.get("u_alpha", {})
    return (
        level,
        name,
        label,
        articles,
        counts.spans,
        counts.same,
        counts.boundary,
        counts.label,
        counts.missing,
        counts.f1.as_float(),
        counts.exact_f1.as_float(),
        counts.overlap_f1.as_float(),
        u_alpha.get("value"),
        u_alpha.get("low"),
        u_alpha.get("high"),
    )
