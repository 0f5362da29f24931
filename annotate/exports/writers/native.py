"""Native JSON Lines 1.0: everything there is about an article on one line."""

from collections.abc import Iterable, Iterator

from annotate.exports.record import (
    GOLD,
    SCHEMA_VERSION,
    TOOL,
    TOOL_VERSION,
    ArticleRecord,
    AssignmentRecord,
    BlockRecord,
    DecisionRecord,
    MirrorRecord,
    ProvenanceRecord,
    PublicationRecord,
    RelationRecord,
    Row,
    SpanRecord,
)
from annotate.exports.writers.base import Snippet, gettext_noop, loading
from annotate.exports.writers.lines import encode, line, text, word

# The types of a column are guessed from the first chunk, where a field may happen to be null only.
_DATASETS = """\
import os
from datasets import load_dataset

file = "{file}"
articles = load_dataset("json", data_files=file, split="train", chunksize=os.path.getsize(file))
for article in articles:
    for span in article["spans"]:
        assert article["text"][span["start"]:span["end"]] == span["text"]
print(articles)
"""
_PANDAS = """\
import pandas as pd

articles = pd.read_json("{file}", lines=True, dtype=False)
spans = pd.json_normalize(articles.to_dict("records"), "spans", ["id", "text"], meta_prefix="article_")
for span in spans.itertuples():
    assert span.article_text[span.start:span.end] == span.text
print(spans["label"].value_counts())
"""


class NativeLines:
    """One article a line, keys in the order of the published JSON Schema."""

    name = gettext_noop("Native JSON Lines")
    description = gettext_noop("One article a line with its text, spans, links and who has read it.")
    suffix = ".jsonl"
    media_type = "application/x-ndjson"
    row = Row.ARTICLE
    cannot_hold = (
        gettext_noop("The history: who changed what, and what was deleted."),
        gettext_noop("What was dropped from the saved page, and the saved files themselves."),
    )

    def chunks(self, records: Iterable[ArticleRecord]) -> Iterator[str]:
        """Yield one line for each article."""
        for record in records:
            yield _line(record)

    def snippets(self, file_name: str) -> tuple[Snippet, ...]:
        """Return code that loads the file and proves the offsets again."""
        return loading(file_name, datasets=_DATASETS, pandas=_PANDAS)


def _line(record: ArticleRecord) -> str:
    # Put together by hand around what there is much of: encoding a dict for each block and span takes five
    # times as long.
    head = encode(
        {
            "schema_version": SCHEMA_VERSION,
            "id": record.id,
            "external_id": record.external_id,
            "title": record.title,
            "lang": record.lang,
            "publication": _publication(record.publication),
            "text": record.text,
            "text_sha256": record.text_sha256,
            "offset_unit": "codepoint",
        }
    )
    tail = encode(
        {
            "assignments": [_assignment(assignment) for assignment in record.assignments],
            "provenance": _provenance(record.provenance),
            **({"x_guidelines": versions} if (versions := _guidelines(record)) else {}),
            **({"x_decisions": [_decision(one) for one in record.decisions]} if record.decisions else {}),
        }
    )
    blocks = ", ".join(map(_block, record.blocks))
    spans = ", ".join(map(_span, record.spans))
    relations = ", ".join(map(_relation, record.relations))
    middle = f'"blocks": [{blocks}], "spans": [{spans}], "relations": [{relations}]'
    return line(f"{head[:-1]}, {middle}, {tail[1:]}")


def _block(block: BlockRecord) -> str:
    level = "" if block.level is None else f', "level": {block.level}'
    href = "" if block.href is None else f', "href": {text(block.href)}'
    return f'{{"kind": {word(block.kind)}, "start": {block.start}, "end": {block.end}{level}{href}}}'


def _span(span: SpanRecord) -> str:
    # Ids and times hold nothing that JSON would escape.
    made_from = f', "from": {encode(span.made_from)}' if span.made_from else ""
    return (
        f'{{"id": "{span.id}", "label": {word(span.label)}, "start": {span.start}, "end": {span.end}, '
        f'"text": {text(span.text)}, "attrs": {encode(span.attrs) if span.attrs else "{}"}, '
        f'"annotator": {word(span.annotator)}, "status": "{span.status}", '
        f'"origin": {{"kind": {word(span.origin)}{made_from}}}, '
        f'"note": {text(span.note) if span.note else "null"}, '
        f'"created_at": "{span.created_at}", "updated_at": "{span.updated_at}"}}'
    )


def _publication(publication: PublicationRecord) -> dict[str, object]:
    return {
        "url": publication.url,
        "outlet": publication.outlet,
        "published": publication.published,
        "published_kind": publication.published_kind,
        "authors": publication.authors,
        "tags": publication.tags,
        "mirrors": [_mirror(mirror) for mirror in publication.mirrors],
    }


def _mirror(mirror: MirrorRecord) -> dict[str, object]:
    return {
        "raw_sha256": mirror.raw_sha256,
        "name": mirror.name,
        "mirror_url": mirror.mirror_url,
        "imported_at": mirror.imported_at,
    }


def _relation(relation: RelationRecord) -> str:
    return (
        f'{{"id": "{relation.id}", "type": {word(relation.type)}, "from": "{relation.from_id}", '
        f'"to": "{relation.to_id}", "annotator": {word(relation.annotator)}, "status": "{relation.status}"}}'
    )


def _assignment(assignment: AssignmentRecord) -> dict[str, object]:
    return {
        "annotator": assignment.annotator,
        "role": "adjudicator" if assignment.kind == GOLD else "annotator",
        "state": assignment.state,
        "submitted_at": assignment.submitted_at,
        "active_seconds": assignment.active_seconds,
        "kind": assignment.kind,
    }


def _guidelines(record: ArticleRecord) -> list[dict[str, object]]:
    """Return by which version of the guidelines each part was submitted that was submitted here."""
    return [
        {"annotator": part.annotator, "kind": part.kind, "version": part.guidelines}
        for part in record.assignments
        if part.guidelines is not None
    ]


def _decision(decision: DecisionRecord) -> dict[str, object]:
    return {
        "kind": decision.kind,
        "outcome": decision.outcome,
        "rule": decision.rule,
        "adjudicator": decision.adjudicator,
        "adjudicator_was_reviewer": decision.is_own,
        "reason": decision.reason,
        "note": decision.note,
        "spans": decision.spans,
        "chosen": decision.chosen,
        "results": decision.results,
        "decided_at": decision.decided_at,
    }


def _provenance(provenance: ProvenanceRecord) -> dict[str, object]:
    return {
        "tool": TOOL,
        "tool_version": TOOL_VERSION,
        "exported_at": provenance.exported_at,
        "project": provenance.project,
        "label_set": {
            "name": provenance.label_set_name,
            "version": provenance.label_set_version,
            "sha256": provenance.label_set_sha256,
        },
        "revision": {
            "number": provenance.revision_number,
            "sha256": provenance.revision_sha256,
            "extractor": provenance.extractor,
        },
        "license": None,
    }
