"""What stands before every request: same origin only, security headers, pages for those who may have them.

Source of the rules: browsers send ``Origin`` with sockets and unsafe requests; it must name the host they talk to.
"""

import posixpath
from urllib.parse import urlsplit

from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxbilling.api.v1.fields import PLACE
from rxbilling.config import settings
from rxbilling.services.access import Right
from rxbilling.services.sessions import COOKIE, actor_of

# Nothing there looks at the cookie, so that no browser can be made to act for its user.
TOKENS_ONLY = PLACE + "/"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What it takes to be sent a page at all; what is on it, services decide.
PAGES = {
    "/": Right.SEE_OWN_WORK,
    "/entries": Right.SEE_OWN_WORK,
    "/summary": Right.SEE_OWN_WORK,
    "/reps": Right.SEE_ALL_WORK,
    "/tickets": Right.SEE_CUSTOMERS,
    "/ticket": Right.SEE_CUSTOMERS,
    "/accounts": Right.SEE_CUSTOMERS,
    "/account": Right.SEE_CUSTOMERS,
    "/contracts": Right.SEE_CONTRACTS,
    "/contract": Right.SEE_CONTRACTS,
    "/bills": Right.SEE_BILLS,
    "/bill": Right.SEE_BILLS,
    "/bill-run": Right.CHANGE_BILLS,
    "/problems": Right.SEE_OWN_WORK,
    "/week": Right.SEE_OWN_WORK,
    "/day": Right.SEE_OWN_WORK,
    "/expenses": Right.SEE_OWN_WORK,
    "/approvals": Right.APPROVE_WORK,
    "/calendars": Right.SEE_CONTRACTS,
    "/plans": Right.SEE_CONTRACTS,
    "/rules": Right.SEE_CONTRACTS,
    "/what-if": Right.SEE_CONTRACTS,
    "/import": Right.IMPORT,
    "/users": Right.ADMINISTER,
    "/audit": Right.SEE_AUDIT,
    "/settings": Right.CLOSE_PERIODS,
    "/profile": Right.OWN_PROFILE,
    "/exports": Right.EXPORT_WORK,
    "/quickbooks": Right.EXPORT_ACCOUNTING,
    "/notices": Right.OWN_PROFILE,
    "/api": Right.OWN_PROFILE,
}
NEXT = "rxbilling_next"
# Reflex runs toasts and scripts that the server sends through eval, and puts its own start into the page.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)


class SameOrigin:
    """Refuse sockets and unsafe requests that a page of another site sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from our own pages or from no page at all."""
        if scope["type"] not in {"http", "websocket"} or not _is_foreign(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        elif scope["method"] in SAFE_METHODS or scope["path"].startswith(TOKENS_ONLY):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("cross-origin request refused", 403)(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = HTTPConnection(scope).headers
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


class SecurityHeaders:
    """Add the headers that tell a browser what these pages may do; what a route says of itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the start of each answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = HTTPConnection(scope).headers.get("host", "")
        policy = POLICY.format(socket=f"ws://{host} wss://{host}" if host.isprintable() and ";" not in host else "")
        extra = [
            (b"content-security-policy", policy.encode("latin1", "ignore")),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
        if settings().secure_cookies:
            extra.append((b"strict-transport-security", b"max-age=31536000"))

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", []))
                said = {name.lower() for name, _ in own}
                message = {**message, "headers": [*own, *(header for header in extra if header[0] not in said)]}
            await send(message)

        await self.app(scope, receive, with_headers)


class BehindProxies:
    """Take the client's address from the proxies that the settings trust, and from nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        trusted = [name.strip() for name in settings().trusted_proxies.split(",") if name.strip()]
        self.app = wrap_asgi_with_proxy_headers(app, trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        await self.app(scope, receive, send)


class PageGate:
    """Send whoever is not signed in from a page to the sign-in, before anything of the page is sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but a page that somebody asks for who may not have it."""
        right = PAGES.get(_page(scope["path"])) if scope["type"] == "http" else None
        if right is not None and (elsewhere := _elsewhere(HTTPConnection(scope), right)):
            await elsewhere(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _page(path: str) -> str:
    """Return the page that a path leads to, also by the name of its built file."""
    plain = posixpath.normpath("/" + path.lstrip("/")).removesuffix(".html")
    return "/" if plain == "/index" else plain.removesuffix("/index")


def _elsewhere(connection: HTTPConnection, right: Right) -> RedirectResponse | None:
    """Return where to send whoever may not have a page: to sign in, and back afterwards, or to be told."""
    actor = actor_of(connection.cookies.get(COOKIE))
    if actor is not None:
        return None if actor.may(right) else RedirectResponse("/not-allowed", 303)
    response = RedirectResponse("/login", 303)
    target = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
    if target != "/":
        response.set_cookie(NEXT, target, max_age=600, httponly=True, samesite="lax")
    return response
