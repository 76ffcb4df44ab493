"""What a picker offers as one types."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from rxbilling.api.sessions import Acting
from rxbilling.services import choices
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()


@router.get("/app/choices/{source}")
def offered(
    source: Literal["account", "rep", "ticket"],
    actor: Acting,
    part: str = "",
    account: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)] = None,
) -> list[dict[str, object]]:
    """Return the first accounts, reps or tickets (of an account) that contain a text."""
    return [asdict(hit) for hit in choices.hits(actor, source, part, account)]
