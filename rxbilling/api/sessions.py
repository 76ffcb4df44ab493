"""Signing in and out: real forms posted to real routes, so that the cookie can be HttpOnly."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from rxbilling.api.guards import NEXT, PAGES
from rxbilling.config import settings
from rxbilling.locales import LANGUAGE_COOKIE, Message, language_of
from rxbilling.services import links, passwords
from rxbilling.services.access import Actor
from rxbilling.services.sessions import COOKIE, actor_of, sign_out
from rxbilling.services.sign_in import (
    BEGIN_AGAIN,
    SAME_PASSWORD,
    SignedIn,
    choose_password,
    give_code,
    sign_in,
)
from rxbilling.services.throttle import TOO_MANY

router = APIRouter()
SEE_OTHER = 303
# Where a browser goes for what is still asked for.
STAGES = {"code": "/code", "password": "/password"}
# What the form says; what is not listed is a wrong password or code.
REASONS = {
    TOO_MANY.msgid: "many",
    BEGIN_AGAIN.msgid: "again",
    links.USED_UP.msgid: "used",
    SAME_PASSWORD.msgid: "same",
    passwords.TOO_SHORT: "short",
    passwords.TOO_LONG: "long",
}
Text = Annotated[str, Form()]


def address_of(request: Request) -> str:
    """Return the network address that a request comes from."""
    return request.client.host if request.client else ""


def current_actor(request: Request) -> Actor | None:
    """Return who is signed in with the cookie of a request; services refuse nobody."""
    return actor_of(request.cookies.get(COOKIE), address_of(request))


Acting = Annotated[Actor | None, Depends(current_actor)]


@router.post("/auth/login")
def login(request: Request, email: Text = "", password: Text = "") -> Response:
    """Open a session and go where the user wanted to go; else back to the form with the reason."""
    language = language_of(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language"))
    made = sign_in(email, password, address_of(request), language, request.headers.get("user-agent", ""))
    return _go_on(request, made, "/login")


@router.post("/auth/code")
def code(request: Request, code: Text = "") -> Response:
    """Go on with the code of a second factor."""
    return _go_on(request, give_code(request.cookies.get(COOKIE), code, address_of(request)), "/code")


@router.post("/auth/password")
def password(request: Request, password: Text = "") -> Response:
    """Go on with a password of one's own."""
    return _go_on(request, choose_password(request.cookies.get(COOKIE), password, address_of(request)), "/password")


@router.post("/auth/welcome")
def welcome(request: Request, token: Text = "", password: Text = "") -> Response:
    """Set a password by a link."""
    agent = request.headers.get("user-agent", "")
    made = links.accept(token, password, address_of(request), agent)
    return _go_on(request, made, f"/welcome?token={token}" if links.look(token) else "/welcome")


@router.post("/auth/logout")
def logout(request: Request) -> Response:
    """End the session, and let the browser forget what the pages kept."""
    if token := request.cookies.get(COOKIE):
        sign_out(token)
    response = RedirectResponse("/login", SEE_OTHER)
    response.delete_cookie(COOKIE)
    # A new client token: the next user of this browser gets a state of its own.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _go_on(request: Request, made: SignedIn | Message, form: str) -> Response:
    """Answer a step of signing in: the next one, or the form again with the reason.

    The session that a browser had ends with each step: a token that was known before is worth nothing after.
    """
    if isinstance(made, Message):
        page = "/login" if made is BEGIN_AGAIN else form
        return RedirectResponse(
            f"{page}{'&' if '?' in page else '?'}error={REASONS.get(made.msgid, 'wrong')}", SEE_OTHER
        )
    if before := request.cookies.get(COOKIE):
        sign_out(before)
    target = _inside(request.cookies.get(NEXT, "/"))
    response = RedirectResponse(STAGES.get(made.stage, target), SEE_OTHER)
    if made.stage not in STAGES:
        response.delete_cookie(NEXT)
    response.set_cookie(
        COOKIE,
        made.token,
        httponly=True,
        samesite="lax",
        secure=settings().secure_cookies,
        max_age=settings().session_days * 86_400,
    )
    return response


def _inside(target: str) -> str:
    """Return the target if it is one of our pages: an address of elsewhere is not followed."""
    return target if target.split("?", maxsplit=1)[0] in PAGES else "/"
