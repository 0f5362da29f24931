"""The labels of a project: the pages of its managers."""

from django.urls import path

from annotate.views.labels import page, versions

PAGE = "p/<slug:slug>/labels/"

urlpatterns = [
    path(PAGE, page.labels, name="labels"),
    path(f"{PAGE}new/", page.label_new, name="label-new"),
    path(f"{PAGE}move/", page.labels_move, name="labels-move"),
    path(f"{PAGE}<int:label>/", page.label_edit, name="label-edit"),
    path(f"{PAGE}<int:label>/attributes/<str:attribute>/", page.attribute_edit, name="label-attribute"),
    path(f"{PAGE}links/new/", page.relation_new, name="relation-new"),
    path(f"{PAGE}links/<int:relation>/", page.relation_edit, name="relation-edit"),
    path(f"{PAGE}versions/", versions.label_versions, name="label-versions"),
    path(f"{PAGE}versions/<int:version>/", versions.label_version, name="label-version"),
    path(
        f"{PAGE}versions/<int:version>/restore/",
        versions.label_version_restore,
        name="label-version-restore",
    ),
    path(f"{PAGE}file/<str:kind>/", versions.label_file, name="label-file"),
    path(f"{PAGE}import/", versions.label_import, name="label-import"),
    path(f"{PAGE}import/take/", versions.label_import_take, name="label-import-take"),
]
