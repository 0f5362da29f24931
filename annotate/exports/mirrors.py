"""Through which raw documents articles came."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q

from annotate.exports.columns import instant, rfc3339
from annotate.exports.record import MirrorRecord
from annotate.models import Membership
from articles.models import Provenance


def mirrors_of(member: Membership, revisions: Collection[int]) -> Mapping[int, tuple[MirrorRecord, ...]]:
    """Return the raw documents of these revisions, by revision.

    Names of files tell something about whoever saved them, so only those are shown that a member of
    this project or the operator imported.
    """
    ours = Q(imported_by=None) | Q(imported_by__memberships__project=member.project_id)
    rows = Provenance.objects.filter(ours, revision__in=revisions).order_by("raw__sha256", "pk")
    found: defaultdict[int, list[MirrorRecord]] = defaultdict(list)
    for revision, sha256, name, address, at in rows.values_list(
        "revision_id", "raw__sha256", "name", "mirror_address", instant("imported_at")
    ):
        found[revision].append(MirrorRecord(sha256, name or None, address or None, rfc3339(at)))
    return {revision: tuple(mirrors) for revision, mirrors in found.items()}
