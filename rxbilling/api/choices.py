"""What can be picked in a field, as somebody types."""

from fastapi import APIRouter

from rxbilling.api.sessions import Acting
from rxbilling.services import choices

router = APIRouter()


@router.get("/app/choices/account")
def accounts(actor: Acting, part: str = "") -> list[dict[str, object]]:
    """Return accounts whose name contains a text."""
    return [_offer(choice.number, choice.name) for choice in choices.offers(actor, "account", part.strip())]


@router.get("/app/choices/ticket")
def tickets(actor: Acting, within: int = 0, part: str = "") -> list[dict[str, object]]:
    """Return tickets of an account whose number or subject contains a text."""
    return [_offer(hit.number, hit.name, hit.hint) for hit in choices.tickets(actor, within, part)]


def _offer(number: int, name: str, hint: str = "") -> dict[str, object]:
    return {"number": number, "name": name, "hint": hint}
