"""The door to the library, in which every article stands: for librarians alone.

Others get Http404, so that they cannot learn what there is.
"""

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, ArticleQuerySet


def library_for(user: User) -> ArticleQuerySet:
    """Return the articles of the library, samples excluded."""
    if not user.may_see_library:
        raise Http404(_("There is no such page."))
    return Article.objects.real()


def library_article(user: User, article: int) -> Article:
    """Return one article of the library."""
    found = library_for(user).filter(pk=article).first()
    if found is None:
        raise Http404(_("There is no such article in the library."))
    return found
