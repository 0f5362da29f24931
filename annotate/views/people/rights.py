"""The table of who may do what, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotate.roles import ALLOWED, Act, Role

ACT_NAMES = {
    Act.SEE: _("Read articles, tags and guidelines"),
    Act.TAG: _("Tag, submit and reopen"),
    Act.CHANGE_OTHERS: _("Change the tags of others"),
    Act.ADJUDICATE: _("Settle disagreements"),
    Act.EXPORT: _("Export"),
    Act.IMPORT: _("Import articles"),
    Act.MANAGE: _("Invite, give roles, take out articles, change settings"),
}


def rights() -> list[tuple[Promise | str, list[bool]]]:
    """Return a row for each act: its name, and for each role whether it is allowed."""
    return [(ACT_NAMES[act], [role in ALLOWED[act] for role in Role]) for act in Act]
