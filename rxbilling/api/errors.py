"""Refusals as HTTP answers (RFC 9457)."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from rxbilling.services.access import SIGN_IN_FIRST, Refused
from rxbilling.services.sign_in import COOKIE, actor_of


def problem(status: int, detail: str) -> JSONResponse:
    """Return a problem document."""
    return JSONResponse({"status": status, "detail": detail}, status, media_type="application/problem+json")


def answer_refusals(app: FastAPI) -> None:
    """Let every route answer a refusal of a service in the reader's language."""

    @app.exception_handler(Refused)
    def refused(request: Request, refusal: Refused) -> JSONResponse:
        actor = actor_of(request.cookies.get(COOKIE))
        status = 401 if refusal.message is SIGN_IN_FIRST else 403
        return problem(status, refusal.message.text(actor.language if actor else "en"))
