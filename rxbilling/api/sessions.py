"""Signing in and out: real forms posted to real routes, so that the cookie can be HttpOnly."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from rxbilling.api.guards import NEXT, PAGES
from rxbilling.config import settings
from rxbilling.locales import LANGUAGE_COOKIE, language_of
from rxbilling.services.access import Actor
from rxbilling.services.sign_in import COOKIE, TOO_MANY, actor_of, sign_in, sign_out

router = APIRouter()
SEE_OTHER = 303


def current_actor(request: Request) -> Actor | None:
    """Return who is signed in with the cookie of a request; services refuse nobody."""
    return actor_of(request.cookies.get(COOKIE), request.client.host if request.client else "")


Acting = Annotated[Actor | None, Depends(current_actor)]


@router.post("/auth/login")
def login(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    target: Annotated[str, Cookie(alias=NEXT)] = "/",
) -> Response:
    """Open a session and go where the user wanted to go; else back to the form with the reason."""
    language = language_of(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language"))
    token = sign_in(email, password, request.client.host if request.client else "", language)
    if not isinstance(token, str):
        return RedirectResponse(f"/login?error={'many' if token is TOO_MANY else 'wrong'}", SEE_OTHER)
    response = RedirectResponse(_inside(target), SEE_OTHER)
    response.delete_cookie(NEXT)
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=settings().secure_cookies,
        max_age=settings().session_days * 86_400,
    )
    return response


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


def _inside(target: str) -> str:
    """Return the target if it is one of our pages: an address of elsewhere is not followed."""
    return target if target.split("?", maxsplit=1)[0] in PAGES else "/"
