"""Projects and their people."""

from django.urls import path

from annotate.views import projects
from annotate.views.people import joining, team

urlpatterns = [
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", projects.project_new, name="project-new"),
    path("join/<str:token>/", joining.join_page, name="join"),
    path("p/<slug:slug>/", projects.project, name="project"),
    path("p/<slug:slug>/team/", team.team, name="team"),
    path("p/<slug:slug>/team/invite/", team.team_invite, name="team-invite"),
    path(
        "p/<slug:slug>/team/invitations/<int:invitation>/revoke/",
        team.invitation_revoke,
        name="invitation-revoke",
    ),
    path("p/<slug:slug>/team/take-charge/", team.team_take_charge, name="team-take-charge"),
    path("p/<slug:slug>/team/<int:member>/role/", team.member_role, name="member-role"),
    path("p/<slug:slug>/team/second-factor/", team.team_second_factor, name="team-second-factor"),
    path("p/<slug:slug>/team/<int:member>/transfer/", team.member_transfer, name="member-transfer"),
    path("p/<slug:slug>/team/<int:member>/remove/", team.member_remove, name="member-remove"),
    path("p/<slug:slug>/settings/", projects.project_settings, name="project-settings"),
    path("p/<slug:slug>/settings/delete/", projects.project_delete, name="project-delete"),
    path("p/<slug:slug>/settings/remove-samples/", projects.samples_remove, name="samples-remove"),
    path("p/<slug:slug>/restore/", projects.project_restore, name="project-restore"),
    path("p/<slug:slug>/activity/<int:activity>/undo/", projects.activity_undo, name="activity-undo"),
]
