"""The addresses of the library."""

from django.urls import path

from articles.views import library

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/<int:article>/", library.library_article_page, name="library-article"),
]
