"""What is written down about an act that changes one row of a team: its project, a member, a link."""

from collections.abc import Mapping

from accounts.models import User
from annotate.models import Activity, Invitation, Membership, Project, Verb

Change = Mapping[str, object]


def log(
    row: Project | Membership | Invitation, by: User, verb: Verb, before: Change, after: Change
) -> Activity:
    """Write down that ``by`` changed ``row`` from ``before`` to ``after``. Call inside a transaction."""
    changes = [{"thing": row._meta.model_name, "id": row.pk, "before": before, "after": after}]
    project = row.pk if isinstance(row, Project) else row.project_id
    return Activity.objects.create(project_id=project, actor=by, verb=verb, changes=changes)
