"""What needs mail: one's own address, and a new password for whoever has forgotten it.

Without a mail server these addresses do not exist.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def _with_mail(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.HAS_MAIL:
            raise Http404(_("This site sends no mail."))
        return view(request, *args, **kwargs)

    return answer


own_address = _with_mail(never_cache(reauthentication_required(allow_get=True)(views.email)))
verify_address = login_not_required(_with_mail(never_cache(views.confirm_email)))
reset_password = login_not_required(_with_mail(never_cache(views.password_reset)))
reset_sent = login_not_required(_with_mail(views.password_reset_done))
reset_by_key = login_not_required(_with_mail(never_cache(views.password_reset_from_key)))
reset_done = login_not_required(_with_mail(views.password_reset_from_key_done))
