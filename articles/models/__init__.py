"""Raw documents, articles and their revisions."""

from articles.models.articles import Article, ArticleQuerySet, InUse, PublishedKind, RawDocument, holding
from articles.models.imports import ImportedFile, ImportRun, Outcome
from articles.models.likenesses import Likeness, Sketch, SketchKey
from articles.models.provenance import Provenance, ProvenanceQuerySet
from articles.models.revisions import (
    Cause,
    Revision,
    RevisionQuerySet,
    SearchRow,
)

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Cause",
    "ImportRun",
    "ImportedFile",
    "InUse",
    "Likeness",
    "Outcome",
    "Provenance",
    "ProvenanceQuerySet",
    "PublishedKind",
    "RawDocument",
    "Revision",
    "RevisionQuerySet",
    "SearchRow",
    "Sketch",
    "SketchKey",
    "holding",
]
