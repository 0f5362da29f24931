"""In whose name a job works in a project: asked before each step, as people lose rights and projects go."""

from django.utils.translation import gettext_noop

from annotate.models import Membership
from annotate.roles import Act, may
from jobs.models import Job
from jobs.working import JobProblem

IMPORT_GONE = gettext_noop("The project has been deleted. Restore it, and resume the import.")
MAY_NOT_IMPORT = gettext_noop("Whoever began this import may no longer bring articles into the project.")
GONE = gettext_noop("The project has been deleted. Restore it, and resume.")
MAY_NOT_MANAGE = gettext_noop("Whoever began this may no longer manage the project.")


def allowed_to_import(job: Job) -> Membership:
    """Return in whose name and for which project; raises JobProblem if that is over."""
    return _allowed(job, Act.IMPORT, MAY_NOT_IMPORT, IMPORT_GONE)


def allowed_to_manage(job: Job) -> Membership:
    """Return in whose name and for which project; raises JobProblem if that is over."""
    return _allowed(job, Act.MANAGE, MAY_NOT_MANAGE, GONE)


def _allowed(job: Job, act: Act, no_right: str, gone: str) -> Membership:
    project = int(job.subject.removeprefix("project "))
    mine = Membership.objects.filter(user=job.started_by_id, project=project, removed_at=None)
    member = mine.select_related("project", "user").first()
    if member is None or not may(member.role, act):
        raise JobProblem(no_right)
    if member.project.deleted_at is not None:
        raise JobProblem(gone)
    return member
