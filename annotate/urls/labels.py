"""The labels of a project: the pages of its managers."""

from django.urls import path

from annotate.views import label_versions, labels

PAGE = "p/<slug:slug>/labels/"

urlpatterns = [
    path(PAGE, labels.labels, name="labels"),
    path(f"{PAGE}new/", labels.label_new, name="label-new"),
    path(f"{PAGE}move/", labels.labels_move, name="labels-move"),
    path(f"{PAGE}<int:label>/", labels.label_edit, name="label-edit"),
    path(f"{PAGE}<int:label>/attributes/<str:attribute>/", labels.attribute_edit, name="label-attribute"),
    path(f"{PAGE}links/new/", labels.relation_new, name="relation-new"),
    path(f"{PAGE}links/<int:relation>/", labels.relation_edit, name="relation-edit"),
    path(f"{PAGE}versions/", label_versions.label_versions, name="label-versions"),
    path(f"{PAGE}versions/<int:version>/", label_versions.label_version, name="label-version"),
    path(
        f"{PAGE}versions/<int:version>/restore/",
        label_versions.label_version_restore,
        name="label-version-restore",
    ),
    path(f"{PAGE}file/<str:kind>/", label_versions.label_file, name="label-file"),
    path(f"{PAGE}import/", label_versions.label_import, name="label-import"),
    path(f"{PAGE}import/take/", label_versions.label_import_take, name="label-import-take"),
]
