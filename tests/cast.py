"""The people of one project, as most tests of pages need them."""

import time
from dataclasses import dataclass

from django.test import Client

from accounts.models import User
from annotate.models import Membership, Project, Way
from annotate.roles import Role
from tests.makers import make_member, make_project, make_user


@dataclass
class Cast:
    """A project, its manager, a reviewer, a viewer, and somebody who has nothing to do with it."""

    project: Project
    manager: User
    reviewer: User
    viewer: User
    stranger: User

    def member(self, user: User) -> Membership:
        return self.project.memberships.get(user=user)

    @property
    def address(self) -> str:
        return f"/p/{self.project.slug}/"


def make_cast(*, way: str = Way.SHARED, name: str = "") -> Cast:
    manager = make_user()
    project = make_project(manager, way=way, name=name)
    return Cast(
        project=project,
        manager=manager,
        reviewer=make_member(project, Role.REVIEWER),
        viewer=make_member(project, Role.VIEWER),
        stranger=make_user(),
    )


def browser_of(user: User, *, enforce_csrf_checks: bool = False) -> Client:
    """Return a browser in which this person has signed in."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.force_login(user)
    return client


def just_signed_in(user: User) -> Client:
    """Return a browser in which this person has proved a moment ago who they are, by a password."""
    client = browser_of(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
