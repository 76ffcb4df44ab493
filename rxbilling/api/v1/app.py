"""The application at /api/v1: an application of its own, so that nothing of the browser's routes is in it."""

from functools import cache
from typing import Any

from fastapi import FastAPI, Request, Security
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from rxbilling.api.faults import Faults
from rxbilling.api.v1 import accounts, billing, bills, charges, contracts, entries, exports, me, opening, quote, tickets
from rxbilling.api.v1.gate import LARGEST_BODY, OPEN_PATH, Gate
from rxbilling.api.v1.openapi import allowed, document
from rxbilling.api.v1.problems import answer_problems

# Only what the OpenAPI document says of it: the gate has looked at the token before.
TOKEN = HTTPBearer(
    scheme_name="token",
    bearerFormat="rxb_…",
    description="A personal token, made on the profile page. It acts as its user, within its scopes.",
    auto_error=False,
)

v1 = FastAPI(
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    dependencies=[Security(TOKEN)],
    generate_unique_id_function=lambda route: route.name,
)
v1.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
v1.add_middleware(Gate)
v1.add_middleware(Faults)
for module in (me, entries, charges, accounts, tickets, opening, contracts, bills, billing, exports, quote):
    v1.include_router(module.router)


@cache
def openapi() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return document(v1.routes)


@v1.get(OPEN_PATH, include_in_schema=False)
def openapi_json() -> JSONResponse:
    """Return the OpenAPI document: anybody may read it, as all of it is in the sources."""
    return JSONResponse(openapi())


def _allowed(request: Request) -> str:
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return "GET" if path == OPEN_PATH else allowed(openapi()["paths"], path)


answer_problems(v1, _allowed)
