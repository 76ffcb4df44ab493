"""What routes may answer beside what was asked for, for the OpenAPI document."""

from http import HTTPStatus
from typing import Any

from rxbilling.api.errors import MEDIA_TYPE

EXPLAINED = {
    401: (
        "No token, or one that does not work.",
        "This token does not work: it is unknown, has expired, or was revoked.",
    ),
    403: ("The role or the token does not allow this.", "Your role does not allow this. Ask an administrator."),
    404: ("There is no such thing, or none that you may see.", "This entry is not there any more."),
    409: (
        "What is stored does not allow it at present: billed, in a closed period, or QuickBooks would refuse the file.",
        "The books are closed up to Jan 31, 2026. Ask finance to reopen them.",
    ),
    410: ("The entry that was made with this key has been deleted since.", "The entry … has been deleted since."),
    412: (
        "Somebody else has changed the entry: `current` is how it is now, `ETag` its version.",
        "Somebody else has changed this meanwhile. Look at their version, then change it again.",
    ),
    413: ("The body is larger than 10 MiB.", "The body is too large."),
    415: ("The body is not JSON.", "Send JSON: Content-Type: application/json."),
    422: ("The request has mistakes.", "The request has mistakes: “errors” says where."),
    428: ("`If-Match` is missing.", "Say which version you have seen: send its ETag in the header If-Match."),
    429: ("Too many requests.", "Too many requests. Wait for as many seconds as the header Retry-After says."),
    503: (
        "The database does not answer at present.",
        "The database does not answer: nothing was saved. It is tried again with your next click.",
    ),
    507: ("The disk is full.", "The disk is full: nothing was saved. Make room, then try again."),
    500: ("A fault of this server.", "Something went wrong here. It is in the server's log; try again later."),
}
# Whatever is asked: without a working token, in a wrong way, too often, or when something is broken.
ALWAYS = (401, 413, 422, 429, 500, 503, 507)
HEADERS = {
    401: {"WWW-Authenticate": "The scheme that is asked for (Bearer), and what is wrong with the token."},
    412: {"ETag": "The version of the entry as it is now."},
    429: {"Retry-After": "Seconds to wait."},
    503: {"Retry-After": "Seconds to wait."},
    507: {"Retry-After": "Seconds to wait."},
}
RATE = {
    "RateLimit-Limit": "Requests of this token in a minute.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until the minute begins anew.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems that a route may answer, with those that every route may."""
    return {status: _problem(status) for status in sorted({*ALWAYS, *statuses})}


def told(description: str, **headers: str) -> dict[str, Any]:
    """Return what a good answer is, with its headers beside those about the rate."""
    return {
        "description": description,
        "headers": _headers({name.replace("_", "-"): text for name, text in headers.items()} | RATE),
    }


def _problem(status: int) -> dict[str, Any]:
    description, detail = EXPLAINED[status]
    example = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if status == 422:
        example["errors"] = [{"field": "start", "detail": "give a time in whole seconds with its offset"}]
    return {
        "description": description,
        "headers": _headers(HEADERS.get(status, {})),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _headers(texts: dict[str, str]) -> dict[str, Any]:
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in texts.items()}
