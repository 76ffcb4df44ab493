"""Receipts of expenses: sent to wait for their expense, and shown to whoever may see it."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.services import receipts
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()
# Whatever is in a file that somebody sent, it runs nothing and reaches nothing of ours.
SANDBOX = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.post("/app/receipts")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a receipt that is sent as the body, under the token of the answer."""
    return {"token": await receipts.keep(actor, request.stream())}


@router.get("/app/expenses/{number}/receipt")
def receipt(number: int, actor: Acting) -> Response:
    """Return the receipt of an expense."""
    found = receipts.look(actor, min(number, LARGEST_NUMBER))
    headers = {
        "Content-Disposition": f"inline; {_named(found.filename)}",
        "Content-Security-Policy": SANDBOX,
        # A browser shows no sandboxed page that asks for more.
        "Cross-Origin-Opener-Policy": "unsafe-none",
        "Cache-Control": "private, no-store",
    }
    return Response(found.content, media_type=found.media_type, headers=headers)


def _named(name: str) -> str:
    """Return a file's name for a header: in plain letters for old browsers, and as it is (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
