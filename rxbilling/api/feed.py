"""The calendar of when contracts end, for calendar programs: the secret in its address lets them in."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import PlainTextResponse, Response

from rxbilling.services import feed

router = APIRouter()
LONGEST = 100
# Nothing between here and the reader keeps it.
HEADERS = {"Cache-Control": "no-store"}


@router.get("/calendar/{secret}.ics")
def calendar(request: Request, secret: Annotated[str, Path(max_length=LONGEST)]) -> Response:
    """Return the calendar that a secret opens."""
    content = feed.calendar(secret, str(request.base_url))
    if content is None:
        return PlainTextResponse("not found", 404, headers=HEADERS)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=HEADERS)
