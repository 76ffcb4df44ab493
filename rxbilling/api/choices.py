"""What can be picked in a field or a cell, as somebody types."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from rxbilling.api.sessions import Acting
from rxbilling.services import choices
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()


@router.get("/app/choices/{source}")
def offers(
    actor: Acting,
    source: Literal["account", "contract", "plan", "rep", "service", "ticket"],
    part: Annotated[str, Query(max_length=100)] = "",
    within: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0,
    every: bool = False,
) -> list[dict[str, object]]:
    """Return what has a text in its name; tickets also by their subject, those ``within`` an account or of all.

    Deactivated accounts are found only where ``every`` one is looked for, as in filters.
    """
    if source == "ticket":
        return [_offer(hit.number, hit.name, hit.hint) for hit in choices.tickets(actor, within, part)]
    found = choices.offers(actor, source, part.strip(), active=not every)
    return [_offer(choice.number, choice.name, choice.hint if source == "contract" else "") for choice in found]


def _offer(number: int, name: str, hint: str = "") -> dict[str, object]:
    return {"number": number, "name": name, "hint": hint}
