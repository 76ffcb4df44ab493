"""What open pages ask every other second: has anything changed?"""

from fastapi import APIRouter

from rxbilling.api.sessions import Acting
from rxbilling.services import changes

router = APIRouter()


@router.get("/app/changes")
def marks(actor: Acting) -> dict[str, str]:
    """Return the marks of what can change."""
    return changes.marks(actor)
