"""What the tool can tell of a span by itself: the value its first attribute starts with."""

from annotate.actions.ranges import block_around
from annotate.actions.tagging.steps import Step
from annotate.marking.prefill import prefill
from annotate.models import Label


def prefilled(step: Step, label: Label, start: int, end: int, *, has_source: bool) -> dict[str, str]:
    """Return the attributes that a new span starts with; what cannot be told is left unset."""
    text = step.work.entry.revision.text
    left, right = block_around(step.work.entry.revision, start)  # quotation marks pair off from there
    inside_quote = any(
        step.labels.by_pk[row.label_id].name == "quote" and row.start <= start and end <= row.end
        for row in step.rows
    )
    attrs = {}
    for attribute in label.live_attributes:
        value = prefill(
            attribute.get("prefill") or "",
            words=text[start:end],
            before=text[left:start],
            after=text[end:right],
            inside_quote=inside_quote,
            has_source=has_source,
        )
        if value and value in {choice["value"] for choice in attribute["choices"]}:
            attrs[attribute["name"]] = value
    return attrs
