"""What a site begins with."""

from django.db import transaction

from accounts.actions.people import add_person
from accounts.models import User
from annotate.actions.samples import bring_samples

FIRST_NAME = "owner"


@transaction.atomic
def begin_site() -> User | None:
    """Create the first person and the samples; None if somebody is here already.

    Because a person and the samples come together or not at all, samples that have been removed
    never come back.
    """
    if User.objects.exists():
        return None
    owner = add_person(FIRST_NAME, administrator=True, librarian=True)
    bring_samples(owner)
    return owner
