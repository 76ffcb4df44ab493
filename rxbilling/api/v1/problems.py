"""Everything that goes wrong, as problem documents (RFC 9457), in the language of whoever the token acts for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from rxbilling.api.errors import problem
from rxbilling.exchange.quote_path import path
from rxbilling.locales import N_, SOURCE, Message
from rxbilling.services.access import NOT_IN_SCOPE, SIGN_IN_FIRST, Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.entry_drafts import UNKNOWN
from rxbilling.services.entry_writing import DeletedSince

STATUSES: dict[type[Refused], int] = {
    DeletedSince: 410,
    NotThere: 404,
    NotNow: 409,
    Changed: 412,
    Invalid: 422,
    Refused: 403,
}
NOTHING_HERE = Message(N_("There is nothing at this address."))
TAKES_NOT = Message(N_("This address does not take that method. The header Allow says which it takes."))
TOO_LARGE = Message(N_("The body is too large."))
NOT_JSON = Message(N_("Send JSON: Content-Type: application/json."))
NO_VERSION = Message(N_("Say which version you have seen: send its ETag in the header If-Match."))
MISTAKES = Message(N_("The request has mistakes: “errors” says where."))
OUR_FAULT = Message(N_("Something went wrong here. It is in the server's log; try again later."))
DETAILS = {404: NOTHING_HERE, 405: TAKES_NOT, 413: TOO_LARGE, 415: NOT_JSON, 500: OUR_FAULT}


class Mistake(BaseModel):
    """One thing that is wrong with a request."""

    field: str = Field(description="Where: a path in the body, or the name of a parameter or header.")
    detail: str = Field(description="What is wrong there.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(default="about:blank", description="`about:blank`: the status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="What went wrong and how to go on, in the language of the token's user.")
    errors: list[Mistake] = Field(default=[], description="With 422: every mistake in the request.")
    current: dict[str, Any] | None = Field(
        default=None, description="With 409 and 412: the time entry as it is now, so that the change can be made anew."
    )


class Conflict(Exception):  # noqa: N818 - it is an answer, not a fault
    """A change was refused, and this is what there is now."""

    def __init__(self, refusal: Refused, current: BaseModel, tag: str) -> None:
        super().__init__()
        self.refusal, self.current, self.tag = refusal, current, tag


def language_of(request: Request) -> str:
    """Return the language of whoever the token acts for."""
    actor = getattr(request.state, "actor", None)
    return actor.language if actor else SOURCE


def refused(request: Request, refusal: Refused, **more: object) -> JSONResponse:
    """Return a refusal of a service."""
    status = 401 if refusal.message is SIGN_IN_FIRST else STATUSES[type(refusal)]
    detail = refusal.message.text(language_of(request))
    if isinstance(refusal, Invalid):
        more["errors"] = [{"field": refusal.field, "detail": detail}]
    headers = {"WWW-Authenticate": 'Bearer error="insufficient_scope"'} if refusal.message is NOT_IN_SCOPE else None
    return problem(status, detail, headers, **more)


def answer_problems(app: FastAPI, allowed: Callable[[Request], str]) -> None:
    """Let every error be answered with a problem document; ``allowed`` tells the methods of an address."""

    @app.exception_handler(Refused)
    def of_service(request: Request, refusal: Refused) -> JSONResponse:
        return refused(request, refusal)

    @app.exception_handler(Conflict)
    def conflict(request: Request, conflict: Conflict) -> JSONResponse:
        answer = refused(request, conflict.refusal, current=conflict.current.model_dump(mode="json"))
        answer.headers["ETag"] = conflict.tag
        return answer

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            # FastAPI's own answer to a body that is not even text.
            mistake = {"field": "body", "detail": "is not JSON: not UTF-8"}
            return problem(422, MISTAKES.text(language_of(request)), errors=[mistake])
        known = DETAILS.get(error.status_code)
        detail = known.text(language_of(request)) if known else error.detail
        headers = {"Allow": allowed(request)} if error.status_code == 405 else error.headers
        return problem(error.status_code, detail, headers)

    @app.exception_handler(RequestValidationError)
    def mistakes(request: Request, error: RequestValidationError) -> JSONResponse:
        language = language_of(request)
        if any(item["type"] == "missing" and item["loc"] == ("header", "If-Match") for item in error.errors()):
            return problem(428, NO_VERSION.text(language))
        return problem(422, MISTAKES.text(language), errors=[_mistake(item) for item in error.errors()])

    @app.exception_handler(Exception)
    def fault(request: Request, _error: Exception) -> JSONResponse:
        return problem(500, OUR_FAULT.text(language_of(request)))


def _mistake(item: Mapping[str, Any]) -> dict[str, str]:
    if item["type"] == "json_invalid":
        return {"field": "body", "detail": f"is not JSON: {item['ctx']['error']}"}
    where = path(*item["loc"][1:]) or str(item["loc"][0])
    detail = "unknown key" if item["type"] == "extra_forbidden" else item["msg"].removeprefix("Value error, ")
    return {"field": where, "detail": detail}


@contextmanager
def fields_of_body() -> Iterator[None]:
    """Name the fields as the body does."""
    try:
        yield
    except Invalid as refusal:
        if refusal.field in UNKNOWN:
            refusal.field += "_id"
        raise
