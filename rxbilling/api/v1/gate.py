"""What stands before every request of the API: a token that works, not too often, and not too large."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rxbilling.api.errors import problem
from rxbilling.api.sessions import address_of
from rxbilling.api.v1.problems import TOO_LARGE
from rxbilling.api.v1.rates import Standing, count_stranger, count_token
from rxbilling.locales import N_, SOURCE
from rxbilling.locales import Message as Words
from rxbilling.services.access import Actor
from rxbilling.services.api_tokens import actor_of
from rxbilling.services.sessions import hash_token

OPEN_PATH = "/openapi.json"
LARGEST_BODY = 10 * 1024 * 1024
NO_TOKEN = Words(N_("Send a personal token: Authorization: Bearer rxb_… Your profile makes one."))
BAD_TOKEN = Words(N_("This token does not work: it is unknown, has expired, or was revoked."))
TOO_OFTEN = Words(N_("Too many requests. Wait for as many seconds as the header Retry-After says."))


class Gate:
    """Let pass who has a token, as the actor of the request; others learn nothing, not even what is there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that may not pass; pass on all others, and say in the answer how many more may come."""
        if scope["type"] != "http" or scope["path"] == scope.get("root_path", "") + OPEN_PATH:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        token = _token(request)
        actor = await run_in_threadpool(actor_of, token, address_of(request)) if token else None
        if actor is None:
            await _turned_away(request, token)(scope, receive, send)
            return
        standing = count_token(hash_token(token))
        request.state.actor = actor
        stopped = _stopped(request, actor, standing)
        await (stopped or self.app)(scope, receive, _telling(send, standing))


def _token(request: Request) -> str:
    """Return the token that a request carries; empty without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _turned_away(request: Request, token: str) -> JSONResponse:
    """Answer who has no token that works. One that works is never refused for what others at its address do."""
    standing = count_stranger(address_of(request))
    if not standing.allowed:
        return problem(429, TOO_OFTEN.text(SOURCE), standing.headers)
    challenge = 'Bearer realm="rxbilling"' + (', error="invalid_token"' if token else "")
    return problem(401, (BAD_TOKEN if token else NO_TOKEN).text(SOURCE), {"WWW-Authenticate": challenge})


def _stopped(request: Request, actor: Actor, standing: Standing) -> JSONResponse | None:
    """Answer what comes too often, or says that it is too large."""
    if not standing.allowed:
        return problem(429, TOO_OFTEN.text(actor.language))
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > LARGEST_BODY:
        return problem(413, TOO_LARGE.text(actor.language))
    return None


def _telling(send: Send, standing: Standing) -> Send:
    """Add to an answer how many more may come, and that nothing of it is kept on the way."""

    async def telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(standing.headers | {"Cache-Control": "no-store"})
        await send(message)

    return telling
