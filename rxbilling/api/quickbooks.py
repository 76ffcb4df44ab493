"""QuickBooks' own lists: sent to be taken in, and what of them is offered as somebody types a name."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from rxbilling.api.sessions import Acting
from rxbilling.services import quickbooks_lists, quickbooks_names

router = APIRouter()


@router.post("/app/quickbooks/lists")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a file of lists that is sent as the body, under the token of the answer."""
    return {"token": await quickbooks_lists.keep(actor, request.stream())}


@router.get("/app/quickbooks/names/{kind}")
def offers(
    actor: Acting,
    kind: str,
    key: Annotated[str, Query(max_length=100)] = "",
    part: Annotated[str, Query(max_length=500)] = "",
) -> list[str]:
    """Return names of QuickBooks that one of ours can have."""
    return quickbooks_names.offers(actor, kind, key, part)
