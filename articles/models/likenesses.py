"""Which articles are nearly the same."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.revisions import Revision


class Sketch(models.Model):
    """What a revision's text is like, as ``text.sketch`` makes it; empty if the text is too short."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="sketch")
    hashes = models.BinaryField()  # as text.sketch packs them, the smallest first

    def __str__(self) -> str:
        return f"sketch of {self.revision_id}"


class SketchKey(models.Model):
    """One of the smallest hashes of a sketch: those that share it may be alike."""

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="keys", db_index=False)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value", "sketch"],
                name="sketch_key_stored_once",
                violation_error_message=_("This revision has this key already."),
            ),
        ]
        indexes = [models.Index(fields=["sketch"], name="sketch_key_of")]  # what goes with a revision

    def __str__(self) -> str:
        return f"{self.value:08x}"


class Likeness(models.Model):
    """Two articles of which some wordings are nearly the same. ``score`` (0 to 1) is the greatest found.

    They are shown to each other's readers, and never merged.
    """

    first = models.ForeignKey(Article, models.CASCADE, related_name="likenesses")
    second = models.ForeignKey(Article, models.CASCADE, related_name="liked_by")
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="likeness_is_one_per_pair",
                violation_error_message=_("These two articles are linked already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second"), score__range=(0, 1)),
                name="likeness_names_the_older_first",
                violation_error_message=_("Two different articles are alike, the older one first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
