"""The tables of what teams say about revisions."""

from annotate.models.adjudication import Decision, DecisionItem, Lesson, Merge
from annotate.models.agreement import AgreementReport
from annotate.models.history import Activity, Verb
from annotate.models.pending import PendingImport
from annotate.models.projects import Invitation, Label, Membership, MergeRule, Project, RelationKind, Way
from annotate.models.spans import Relation, Span
from annotate.models.tallies import LabelDay, WorkDay
from annotate.models.work import Assignment, Entry, Kind, Participation, State

__all__ = [
    "Activity",
    "AgreementReport",
    "Assignment",
    "Decision",
    "DecisionItem",
    "Entry",
    "Invitation",
    "Kind",
    "Label",
    "LabelDay",
    "Lesson",
    "Membership",
    "Merge",
    "MergeRule",
    "Participation",
    "PendingImport",
    "Project",
    "Relation",
    "RelationKind",
    "Span",
    "State",
    "Verb",
    "Way",
    "WorkDay",
]
