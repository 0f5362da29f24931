"""Headers that tell the browser what our pages may do: load from this site, and nothing else."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase

RULES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{kind} {source}" for kind, source in RULES.items()),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Middleware that puts the headers on every answer, static files and errors included.

    Django's SecurityMiddleware adds Referrer-Policy, Cross-Origin-Opener-Policy and, over https,
    Strict-Transport-Security; its clickjacking middleware adds X-Frame-Options.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the headers set."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
