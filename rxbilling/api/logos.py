"""The logo of bills: sent to wait until it is saved, and shown to whoever may see bills."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rxbilling.api.attachments import shown
from rxbilling.api.sessions import Acting
from rxbilling.services import logos

router = APIRouter()


@router.post("/app/logo")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a logo that is sent as the body, under the token of the answer."""
    return {"token": await logos.keep(actor, request.stream())}


@router.get("/app/logo")
def logo(actor: Acting) -> Response:
    """Return the logo."""
    found = logos.look(actor)
    return shown(found.filename, found.media_type, found.content)
