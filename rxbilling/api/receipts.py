"""Receipts of expenses: sent to wait for their expense, and shown to whoever may see it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rxbilling.api.attachments import shown
from rxbilling.api.sessions import Acting
from rxbilling.services import receipts
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()


@router.post("/app/receipts")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a receipt that is sent as the body, under the token of the answer."""
    return {"token": await receipts.keep(actor, request.stream())}


@router.get("/app/expenses/{number}/receipt")
def receipt(number: int, actor: Acting) -> Response:
    """Return the receipt of an expense."""
    found = receipts.look(actor, min(number, LARGEST_NUMBER))
    return shown(found.filename, found.media_type, found.content)
