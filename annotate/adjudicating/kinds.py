"""The few words that adjudication is told in."""

from enum import StrEnum


class ItemKind(StrEnum):
    """How the reviewers differ about one thing that at least one of them tagged."""

    AGREED = "agreed"  # all of them tagged exactly the same
    BOUNDARY = "boundary"  # all of them with the same label, with other beginnings or ends
    LABEL = "label"  # the same words with different labels
    DETAILS = "details"  # the same words and label, with other attributes or sources
    PARTIAL = "partial"  # only some of them


class Outcome(StrEnum):
    """What was decided about an item."""

    TAKEN = "taken"  # one reading, or several together, as the reviewers tagged them
    EDITED = "edited"  # something that nobody had tagged so
    REJECTED = "rejected"  # nothing goes into the gold


class Rule(StrEnum):
    """Who decided, if no person did."""

    AGREED = "agreed"
    MAJORITY = "majority"


class Reason(StrEnum):
    """Why the reviewers came to differ, as the adjudicator sees it."""

    NONE = "none"
    AMBIGUOUS_TEXT = "ambiguous_text"
    GUIDELINE_GAP = "guideline_gap"
    SLIP = "slip"
    TASTE = "taste"


class Fate(StrEnum):
    """What became of one reviewer's tag."""

    KEPT = "kept"
    DETAILS = "details"  # the tag stands, with other attributes
    BOUNDARY = "boundary"  # the tag stands, over other words
    LABEL = "label"  # the words stand, with another label
    REJECTED = "rejected"
    MISSED = "missed"  # the gold has a tag where this reviewer has none
