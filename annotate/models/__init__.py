"""The tables of what teams say about revisions."""

from annotate.models.adjudication import Decision, DecisionItem, Lesson, Merge
from annotate.models.agreement import AgreementReport
from annotate.models.guidelines import Guidelines
from annotate.models.history import Activity, Verb
from annotate.models.labelsets import LabelSetVersion
from annotate.models.news import Matter, Notice
from annotate.models.pending import PendingImport
from annotate.models.presence import Presence
from annotate.models.projects import Invitation, Label, Membership, MergeRule, Project, RelationKind, Way
from annotate.models.spans import Relation, Span
from annotate.models.states import Kind, State
from annotate.models.talk import Comment, EarlierWords, ReadMark
from annotate.models.tallies import LabelDay, WorkDay
from annotate.models.work import Assignment, Entry, Participation

__all__ = [
    "Activity",
    "AgreementReport",
    "Assignment",
    "Comment",
    "Decision",
    "DecisionItem",
    "EarlierWords",
    "Entry",
    "Guidelines",
    "Invitation",
    "Kind",
    "Label",
    "LabelDay",
    "LabelSetVersion",
    "Lesson",
    "Matter",
    "Membership",
    "Merge",
    "MergeRule",
    "Notice",
    "Participation",
    "PendingImport",
    "Presence",
    "Project",
    "ReadMark",
    "Relation",
    "RelationKind",
    "Span",
    "State",
    "Verb",
    "Way",
    "WorkDay",
]
