"""What open pages ask every other second: has anything changed?"""

from fastapi import APIRouter, Request

from rxbilling.api.sessions import address_of
from rxbilling.services import changes
from rxbilling.services.sessions import COOKIE, actor_of

router = APIRouter()


@router.get("/app/changes")
def marks(request: Request) -> dict[str, str]:
    """Return the marks of what can change."""
    # A page that is left open asks on: that must not keep its session alive.
    return changes.marks(actor_of(request.cookies.get(COOKIE), address_of(request), touch=False))
