"""The addresses of people: signing in and out, and their own page."""

from django.urls import path

from accounts.views import account, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("link/<str:token>/", sign_in.sign_in_link, name="sign-in-link"),
    path("account/", account.account, name="account"),
    path("language/", account.language, name="language"),
]
