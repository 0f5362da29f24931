"""The addresses of the library."""

from django.urls import path

from articles.views import library, search

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/search/", search.library_search, name="library-search"),
    path("library/<int:article>/", library.library_article_page, name="library-article"),
]
