"""A full disk or a lost database as an HTTP answer, whichever part of the app met it."""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxbilling.api.errors import problem
from rxbilling.locales import LANGUAGE_COOKIE, language_of
from rxbilling.services.faults import ERRORS, Told, told


class Faults:
    """Answer 503 or 507 and say why, where nothing is sent yet; the next request finds everything as it was."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except ERRORS as error:
            fault = told(error)
            if fault is None or begun or scope["type"] != "http":
                raise
            await _answer(scope, fault)(scope, receive, send)


def _answer(scope: Scope, fault: Told) -> Response:
    """Return a problem document to programs, and a line of text to people: the database cannot say who they are."""
    connection = HTTPConnection(scope)
    text = fault.message.text(
        language_of(connection.cookies.get(LANGUAGE_COOKIE), connection.headers.get("accept-language"))
    )
    wants_page = "text/html" in connection.headers.get("accept", "")
    if wants_page and scope["path"].startswith("/auth/"):
        return RedirectResponse("/login?error=fault", 303)
    response = PlainTextResponse(text, fault.status) if wants_page else problem(fault.status, text)
    response.headers["Retry-After"] = str(fault.retry_after_s)
    return response
