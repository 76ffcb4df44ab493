"""Is it alive, for those who watch it."""

from fastapi import APIRouter

from rxbilling.services.health import database_answers

router = APIRouter()


@router.get("/health")
def health() -> dict[str, bool]:
    """Answer when the process and its database do."""
    return {"ok": database_answers()}
