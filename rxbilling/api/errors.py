"""Refusals as HTTP answers (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from rxbilling.services.access import SIGN_IN_FIRST, Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.sessions import COOKIE, actor_of

MEDIA_TYPE = "application/problem+json"
STATUSES: dict[type[Refused], int] = {Changed: 409, NotNow: 409, Invalid: 422, NotThere: 404, Refused: 403}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> JSONResponse:
    """Return a problem document."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JSONResponse(said, status, headers, MEDIA_TYPE)


def status_of(refusal: Refused) -> int:
    """Return the status that says what kind of refusal it is."""
    return 401 if refusal.message is SIGN_IN_FIRST else STATUSES[type(refusal)]


def answer_refusals(app: FastAPI) -> None:
    """Let every route answer a refusal of a service in the reader's language."""

    @app.exception_handler(Refused)
    def refused(request: Request, refusal: Refused) -> JSONResponse:
        actor = actor_of(request.cookies.get(COOKIE))
        told: dict[str, Any] = {"field": refusal.field} if isinstance(refusal, Invalid) else {}
        return problem(status_of(refusal), refusal.message.text(actor.language if actor else "en"), **told)
