"""Every whole page of the site, taken from the URL configuration: who looks, and where.

A new route is walked through as soon as ``tests.test_routes`` has a rule for it. One that the made-up
projects cannot lead to is given an address here.
"""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.actions.links import make_sign_in_link
from accounts.models import User
from annotate.actions.people.invitations import invite
from annotate.roles import Role
from tests.accounts.signing import give_app
from tests.lived import make_lived
from tests.makers import make_user
from tests.test_routes import (
    CHANGED_BY_ADJUDICATORS,
    CHANGED_BY_MANAGERS,
    CHANGED_BY_REVIEWERS,
    OWN_CHANGED,
    PEOPLE_CHANGED,
)
from tests.world import ROUTES, make_world

CHANGED = CHANGED_BY_ADJUDICATORS | CHANGED_BY_MANAGERS | CHANGED_BY_REVIEWERS | OWN_CHANGED | PEOPLE_CHANGED
FILES = {
    "agreement-csv",
    "agreement-json",
    "entry-raw",
    "export-download",
    "health",
    "label-file",
    "mfa_download_recovery_codes",
    "progress-days",
}
PARTS = {
    "entry-changes",
    "import-annotated-look",
    "import-annotated-progress",
    "import-progress",
    "reclean-progress",
}  # of pages
LEADS_ON = {
    "account_login",
    "home",
    "language",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "notice",
    "openid_connect_callback",
    "openid_connect_login",
    "sign-out",
    "socialaccount_connections",
    "socialaccount_login_cancelled",
}
# In the midst of signing in, or after a letter: tests/browser/test_accounts.py goes there.
ON_THE_WAY = {"account_reset_password_from_key", "mfa_authenticate", "mfa_reauthenticate_webauthn"}
#: What is a page of its own.
PAGES = set(ROUTES) - CHANGED - FILES - PARTS - LEADS_ON - ON_THE_WAY
FOR_GUESTS = {"sign-in", "sign-in-link", "join", "account_reset_password", "account_reset_password_done"}
FOR_THE_CAREFUL = {
    "account_confirm_email",
    "account_email",
    "account_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}
FINISHED = {"gold", "feedback"}  # not there before an article is


class Look(NamedTuple):
    """Somebody, or a guest, who opens an address, and the status that they get."""

    who: User | None
    address: str
    status: int = 200


def every_page() -> dict[str, Look]:
    """Make what is to be seen, and return a look at each page by the name of its route, and at some twice.

    Wants a site with mail.
    """
    world = make_world()
    manager = world.cast.manager
    manager.is_superuser = True
    manager.save()
    found = {
        route: Look(manager, world.address(route))
        for route in sorted(PAGES - FOR_GUESTS - FOR_THE_CAREFUL - FINISHED)
    }
    link = make_sign_in_link(world.cast.viewer)
    door = invite(world.cast.project, manager, role=Role.VIEWER, days=1, seats=1)
    found |= {
        "nowhere": Look(manager, "/nowhere/", 404),
        "nowhere for guests": Look(None, "/nowhere/", 404),
        "sign-in": Look(None, "/sign-in/"),
        "sign-in-link": Look(None, f"/link/{link}/"),
        "sign-in-link of nobody": Look(None, "/link/invented/", 410),
        "join": Look(None, f"/join/{door}/"),
        "join nothing": Look(None, "/join/invented/", 410),
        "account_reset_password": Look(None, reverse("account_reset_password")),
        "account_reset_password_done": Look(None, reverse("account_reset_password_done")),
        **_careful_pages(),
    }
    for name, (who, address) in make_lived().pages().items():
        found[name if name in FINISHED else f"{name} in use"] = Look(who, address)
    return found


def _careful_pages() -> dict[str, Look]:
    """Return the pages of somebody who has an address, an app, a passkey and recovery codes."""
    careful = make_user()
    EmailAddress.objects.create(user=careful, email="lin@example.org", verified=True, primary=True)
    give_app(careful)
    passkey = Authenticator.objects.create(
        user=careful, type="webauthn", data={"name": "𠮷😀", "credential": {}}
    )
    arguments = {"pk": passkey.pk, "key": "invented"}
    return {
        route: Look(
            careful,
            reverse(route, kwargs={name: arguments[name] for name in ROUTES[route].pattern.converters}),
        )
        for route in sorted(FOR_THE_CAREFUL)
    } | {"mfa_index of the careful": Look(careful, reverse("mfa_index"))}
